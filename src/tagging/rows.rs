//! Candidates as the models see them, for training: made by the code that judges them, so that the
//! two cannot drift apart.

use super::features::COUNT;
pub use super::features::names;
use super::lexical_prior::telling;
use super::model::MODEL;
use super::ranking::Judge;
use super::reading::Reading;
use super::shortlist::{MEASURES, measures};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::scores::Scores;

/// A candidate.
pub struct Row {
    /// How it is written.
    pub text: String,
    /// The stems that the lexical prior knows it by.
    pub words: Vec<String>,
    /// Its features, in the order of [`names`].
    pub values: [f32; COUNT],
}

/// The candidates of `document` that a style admits, those too that the engine would not ask the
/// models about: they are what a tag should not be. Without `tagged`, as if there were no tagger
/// for its language.
pub fn rows(document: &Document, scores: &Scores, style: Fraction, tagged: bool) -> Vec<Row> {
    let reading = Reading::of(document, scores, &[], tagged);
    let row = |number: u32| {
        Some(Row {
            text: reading.written(document, number),
            words: telling(document, &reading, number)
                .map(str::to_owned)
                .collect(),
            values: reading.features(number)?,
        })
    };
    reading.usable(style).filter_map(row).collect()
}

/// The candidates of `document` that a style admits as the shortlist sees them, in the order of the built-in
/// models, the best first. Without `tagged`, as if there were no tagger for its language.
pub fn measured(
    document: &Document,
    scores: &Scores,
    style: Fraction,
    tagged: bool,
) -> Vec<[f32; MEASURES]> {
    let reading = Reading::of(document, scores, &[], tagged);
    let all: Vec<u32> = reading.usable(style).collect();
    let judge = Judge::of(&MODEL, document, &reading, Some(style));
    let rows = judge
        .ranked(&all)
        .into_iter()
        .map(|one| measures(&reading, one.candidate));
    rows.flatten().collect()
}
