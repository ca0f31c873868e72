//! What can be measured of a sentence that tells whether a summary wants it. One file a family.
//!
//! A family names its signals and measures them for every sentence in one pass; [`Signals`] puts
//! the families side by side. Every measurement costs time linear in the article. None looks at
//! paragraphs or at whether there is a title: layout tells publishers apart, not sentences.

mod boilerplate;
mod budget;
mod centrality;
mod cues;
mod discourse;
mod entities;
mod facts;
mod frequency;
mod language;
mod length;
mod novelty;
mod position;
mod quotes;
mod standing;
mod title;

use self::facts::{Facts, Place};
use super::Aim;
use super::vectors::SentenceVectors;
use crate::document::Document;
use crate::text::language::Language;

/// The names of all signals, in the order of a row.
pub fn names() -> Vec<&'static str> {
    [
        budget::NAMES.as_slice(),
        &language::NAMES,
        &position::NAMES,
        &length::NAMES,
        &frequency::NAMES,
        &centrality::NAMES,
        &novelty::NAMES,
        &title::NAMES,
        &entities::NAMES,
        &quotes::NAMES,
        &discourse::NAMES,
        &boilerplate::NAMES,
        &standing::NAMES,
    ]
    .concat()
}

/// Whether the models that look at these signals were trained on articles in `language`.
pub fn is_seen(language: Language) -> bool {
    language::CODES.contains(&language.code())
}

/// Signals in a row.
const WIDTH: usize = budget::NAMES.len()
    + language::NAMES.len()
    + position::NAMES.len()
    + length::NAMES.len()
    + frequency::NAMES.len()
    + centrality::NAMES.len()
    + novelty::NAMES.len()
    + title::NAMES.len()
    + entities::NAMES.len()
    + quotes::NAMES.len()
    + discourse::NAMES.len()
    + boilerplate::NAMES.len()
    + standing::NAMES.len();

/// The signals of the sentences of a document's story: a table with a row a sentence and a column a
/// signal. Boilerplate and sentences of fewer than five words are not of the story.
pub struct Signals {
    values: Vec<f32>,
    story: Vec<usize>,
    budget_share: f32,
}

impl Signals {
    /// Measures every sentence of `document`'s story. `vectors` are the document's. All values are
    /// finite.
    pub fn of(document: &Document, vectors: &SentenceVectors, aim: Aim) -> Signals {
        let facts = Facts::of(document, vectors);
        let (budget, language) = (
            budget::signals(&facts, aim.sentences),
            language::signals(&facts),
        );
        let count = facts.story().count();
        let mut table = Table {
            column: 0,
            values: vec![0.0; WIDTH * count],
        };
        table.fill(&facts, |_| budget);
        table.fill(&facts, |_| language);
        table.fill(&facts, position::signals(&facts));
        table.fill(&facts, length::signals(&facts));
        let (frequency, centrality) = (frequency::signals(&facts), centrality::signals(&facts));
        let (novelty, entities) = (novelty::signals(&facts), entities::signals(&facts));
        table.add(&frequency);
        table.add(&centrality);
        table.add(&novelty);
        table.fill(&facts, title::signals(&facts));
        table.add(&entities);
        table.fill(&facts, quotes::signals(&facts));
        table.fill(&facts, discourse::signals(&facts));
        table.fill(&facts, boilerplate::signals(&facts));
        table.add(&standing::signals(&measured(
            &frequency,
            &centrality,
            &novelty,
            &entities,
        )));
        Signals {
            values: table.values,
            budget_share: (aim.sentences as f32 / facts.story_count).min(1.0),
            story: facts.into_story(),
        }
    }

    /// The numbers of the story's sentences, in document order.
    pub fn story(&self) -> &[usize] {
        &self.story
    }

    /// The rows, one a sentence of the story, in document order.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(WIDTH)
    }

    /// All rows, one after the other.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// All rows in blocks of `count`, each one row after the other.
    pub fn blocks(&self, count: usize) -> impl Iterator<Item = &[f32]> {
        self.values.chunks(count * WIDTH)
    }

    /// The size of the summary as a share of the story's sentences, in [0, 1].
    pub fn budget_share(&self) -> f32 {
        self.budget_share
    }
}

/// What `standing` ranks sentences by, out of the rows of four families.
fn measured(
    frequency: &[[f32; 6]],
    centrality: &[[f32; 10]],
    novelty: &[[f32; 5]],
    entities: &[[f32; 5]],
) -> Vec<standing::Measured> {
    let rows = frequency
        .iter()
        .zip(centrality)
        .zip(novelty.iter().zip(entities));
    rows.map(|((frequency, centrality), (novelty, entities))| {
        let &[frequency_sum, ..] = frequency;
        let &[centroid, _, _, forward_sum, ..] = centrality;
        let &[_, _, _, introduced_weight, _] = novelty;
        let &[_, _, name_weight, _, _] = entities;
        [
            centroid,
            forward_sum,
            frequency_sum,
            introduced_weight,
            name_weight,
        ]
    })
    .collect()
}

/// A table that is filled family by family.
struct Table {
    column: usize,
    values: Vec<f32>,
}

impl Table {
    fn fill<'a, const N: usize>(
        &mut self,
        facts: &Facts<'a>,
        mut family: impl FnMut(Place<'a>) -> [f32; N],
    ) {
        let rows = self.values.chunks_exact_mut(WIDTH);
        for (row, place) in rows.zip(facts.story()) {
            let places = row.iter_mut().skip(self.column);
            let values = family(place);
            places.zip(values).for_each(|(place, value)| *place = value);
        }
        self.column += N;
    }

    fn add<const N: usize>(&mut self, family: &[[f32; N]]) {
        let rows = self.values.chunks_exact_mut(WIDTH);
        for (row, values) in rows.zip(family) {
            let places = row.iter_mut().skip(self.column);
            places
                .zip(values)
                .for_each(|(place, &value)| *place = value);
        }
        self.column += N;
    }
}
