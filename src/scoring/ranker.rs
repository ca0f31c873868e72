//! The default method: trees trained to tell which sentences make the best summaries.
//!
//! Four models look at the same [`signals`](super::signals). Three were trained on articles with the
//! highlights or the abstract that a journalist wrote: *single* tells which one sentence of an English
//! article holds the news, *English* which two or three do, and *news* which one to three sentences do in
//! any other language. *Coverage* was trained on long extracts: it tells which sentences, together, cover the
//! article. The larger the summary that is wanted, the more coverage counts. In English a caller may have
//! what readers preferred count besides (`reader_preference`). How the models were
//! made, how good they are and where they fail is told in `docs/model-card-ranker.md`.

use std::sync::LazyLock;

use super::scores::{Scores, Signal};
use super::signals::{Signals, is_seen, names};
use super::vectors::SentenceVectors;
use super::{Aim, Card, reader_preference};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::interrupt::Interrupt;
use crate::text::language::Language;
use crate::trees::{Trees, TreesError};

pub(super) const CARD: Card = Card {
    name: "ranker",
    description: "Trees trained on journalists' summaries weigh some seventy signals of each sentence.",
    reference: "Friedman, Greedy Function Approximation: A Gradient Boosting Machine, Annals of Statistics 2001",
    diversity: Fraction::clamped(0.5),
    score: |document, aim| RANKER.score(document, aim),
};

/// The built-in ranker. Its models are part of the program, and a test reads them.
static RANKER: LazyLock<Ranker> = LazyLock::new(|| {
    let single = include_bytes!("ranker/single.trees");
    let english = include_bytes!("ranker/english.trees");
    let news = include_bytes!("ranker/news.trees");
    let coverage = include_bytes!("ranker/coverage.trees");
    Ranker::parse([single, english, news, coverage])
        .unwrap_or_else(|error| panic!("a built-in model is broken: {error}"))
});

/// What position counts for, besides the model, in languages that no training article was in: in
/// units of the mean difference between an article's best and worst sentence. At 2 the Turkish
/// development articles lost 2.8 ROUGE-1 to the first sentences, at 4 and more nothing.
const UNSEEN_LEAD: f32 = 6.0;

/// What the worth to readers counts for at most, beside the models of up to three sentences.
const READERS: f32 = 0.4;

/// The part of the scale that sentences outside the story have to themselves, below all others.
const OUTSIDE: f32 = 0.1;

/// Sentences that the models look at between two looks at the interrupt.
const ROWS: usize = 256;

/// Whether the built-in models were trained on articles in `language`; in others position leads.
pub fn is_trained(language: Language) -> bool {
    is_seen(language)
}

/// Four models and the names of the signals that they look at.
pub struct Ranker {
    names: Vec<&'static str>,
    /// Single, English, news and coverage.
    models: [Trees; 4],
}

/// How much each part of a score counts in one document.
struct Weights {
    /// Of each model, in their order.
    models: [f32; 4],
    lead: f32,
    /// Of what readers preferred.
    readers: f32,
}

impl Ranker {
    /// A ranker with models of the caller's own, as `training/train_ranker.py` writes them: for
    /// one sentence in English, for more of them, for news in other languages, and for coverage.
    pub fn parse([single, english, news, coverage]: [&[u8]; 4]) -> Result<Ranker, TreesError> {
        let names = names();
        let model = |bytes| Trees::parse(bytes, &names);
        Ok(Ranker {
            models: [
                model(single)?,
                model(english)?,
                model(news)?,
                model(coverage)?,
            ],
            names,
        })
    }

    /// Scores every sentence of `document`. Where nothing is of the story, the earlier is the better.
    pub fn score(&self, document: &Document, aim: Aim) -> Scores {
        let vectors = SentenceVectors::of(document);
        let signals = Signals::of(document, &vectors, aim);
        let weights = Weights::of(&signals, document.language(), aim);
        let raw = self.raw(&signals, &weights, document.interrupt());
        let (low, range) = extent(&raw);
        let count = vectors.count();
        let outside = |at: usize| f64::from(OUTSIDE) * (1.0 - at as f64 / count as f64);
        let mut heights: Vec<f64> = (0..count).map(outside).collect();
        for (&sentence, value) in signals.story().iter().zip(&raw) {
            if let Some(height) = heights.get_mut(sentence) {
                let share = f64::from((value - low) / range);
                *height = f64::from(OUTSIDE) + f64::from(1.0 - OUTSIDE) * share;
            }
        }
        let scores = Scores::scaled(&heights).with_vectors(vectors);
        if !aim.explain {
            return scores;
        }
        let unit = (1.0 - OUTSIDE) / range;
        let mut explained = vec![Vec::new(); count];
        let mut pulse = document.pulse();
        let rows = signals.story().iter().zip(signals.rows());
        for (&sentence, row) in rows.take_while(|_| pulse.beats()) {
            if let Some(place) = explained.get_mut(sentence) {
                *place = self.explain(row, &weights, unit);
            }
        }
        scores.with_signals(explained)
    }

    /// The blended output of the models for each sentence of the story; a model that does not count
    /// is not asked.
    fn raw(&self, signals: &Signals, weights: &Weights, interrupt: &Interrupt) -> Vec<f32> {
        let lead = (1..=signals.story().len()).map(|place| weights.lead / place as f32);
        let mut raw: Vec<f32> = lead.collect();
        for (trees, weight) in self.models.iter().zip(weights.models) {
            if weight <= 0.0 {
                continue;
            }
            for (raw, rows) in raw.chunks_mut(ROWS).zip(signals.blocks(ROWS)) {
                if interrupt.check().is_err() {
                    return Vec::new();
                }
                let scores = trees.scores(rows);
                raw.iter_mut()
                    .zip(scores)
                    .for_each(|(raw, score)| *raw += weight * score);
            }
        }
        if weights.readers > 0.0 {
            for (raw, row) in raw.iter_mut().zip(signals.rows()) {
                *raw += weights.readers * reader_preference::worth(row);
            }
        }
        raw
    }

    /// The signals that made a difference to a sentence, the greatest first. `unit` is what one of the models'
    /// output is of a score.
    fn explain(&self, row: &[f32], weights: &Weights, unit: f32) -> Vec<Signal> {
        let mut owed = vec![0.0; self.names.len()];
        let models = self.models.iter().zip(weights.models);
        for (trees, weight) in models.filter(|(_, weight)| *weight > 0.0) {
            let contributions = trees.contributions(row);
            owed.iter_mut()
                .zip(contributions)
                .for_each(|(owed, contribution)| *owed += weight * contribution);
        }
        if weights.readers > 0.0 {
            owed.iter_mut()
                .zip(reader_preference::contributions(row))
                .for_each(|(owed, contribution)| *owed += weights.readers * contribution);
        }
        let mut signals: Vec<Signal> = (self.names.iter().zip(row).zip(owed))
            .filter(|(_, owed)| *owed != 0.0)
            .map(|((&name, &value), owed)| Signal {
                name,
                value,
                contribution: owed * unit,
            })
            .collect();
        signals.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
        signals
    }
}

impl Weights {
    /// Up to three sentences tell the news; six that are a good part of the article cover it.
    fn of(signals: &Signals, language: Language, aim: Aim) -> Weights {
        let many = (aim.sentences as f32 - 3.0) / 3.0;
        let broad = (signals.budget_share() - 0.1) / 0.1;
        let coverage = many.clamp(0.0, 1.0) * broad.clamp(0.0, 1.0);
        let news = 1.0 - coverage;
        Weights {
            models: if language != Language::english() {
                [0.0, 0.0, news, coverage]
            } else if aim.sentences == 1 {
                [news, 0.0, 0.0, coverage]
            } else {
                [0.0, news, 0.0, coverage]
            },
            readers: READERS * news * aim.reader_preference.get(),
            lead: if is_trained(language) {
                0.0
            } else {
                UNSEEN_LEAD
            },
        }
    }
}

/// The lowest value and how far above it the highest is; the highest alone is 1 above the lowest.
fn extent(raw: &[f32]) -> (f32, f32) {
    let low = raw.iter().copied().fold(f32::INFINITY, f32::min);
    let range = raw.iter().copied().fold(f32::NEG_INFINITY, f32::max) - low;
    if range > 0.0 {
        (low, range)
    } else {
        (low - 1.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::RANKER;
    use crate::document::testing::document;
    use crate::fraction::Fraction;
    use crate::scoring::Aim;
    use crate::scoring::scores::Scores;

    /// Rows that the trainer scored, one JSON object a line.
    static ROWS: &str = include_str!("../../tests/ranker/rows.jsonl");

    const STORY: &str = "The council closed the bridge on Monday after engineers found cracks in two piers. \
        Photo: archive\nIt will stay shut until May, and buses will take the long way round by the mill. \
        Repairs to the bridge will cost the council four million crowns, said engineer Ada Voss.";

    fn scores(text: &str, sentences: usize, explain: bool) -> Scores {
        RANKER.score(
            &document("en", text),
            Aim {
                explain,
                ..Aim::of(sentences)
            },
        )
    }

    #[test]
    fn the_engine_scores_rows_as_the_trainer_did() {
        let mut checked = 0;
        for line in ROWS.lines() {
            let given: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let numbers = given["row"].as_array().expect("a row");
            let row: Vec<f32> = numbers
                .iter()
                .filter_map(|x| Some(x.as_f64()? as f32))
                .collect();
            let model = given["model"].as_str().expect("a model");
            let at = ["single", "english", "news", "coverage"]
                .iter()
                .position(|name| *name == model);
            let trees = &RANKER.models[at.expect("a model that there is")];
            let expected = given["score"].as_f64().expect("a score");
            let scored = f64::from(trees.scores(&row)[0]);
            assert!(
                (scored - expected).abs() < 1e-5,
                "line {checked}: {scored}, trained {expected}"
            );
            checked += 1;
        }
        assert!(checked >= 20, "only {checked} rows");
    }

    #[test]
    fn one_sentence_in_english_has_a_model_of_its_own() {
        let of = |sentences| scores(STORY, sentences, false).values().to_vec();
        assert_eq!(of(2), of(3), "two are judged as three are");
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn what_is_not_of_the_story_comes_last() {
        let scores = scores(STORY, 1, false);
        let caption = scores.of(1);
        for story in [0, 2, 3] {
            assert!(scores.of(story) > caption, "{:?}", scores.values());
        }
    }

    #[test]
    fn contributions_explain_the_difference_between_two_sentences() {
        for (sentences, preference) in [(1, 0.0), (5, 0.0), (3, 1.0)] {
            let aim = Aim {
                reader_preference: Fraction::clamped(preference),
                explain: true,
                ..Aim::of(sentences)
            };
            let scores = RANKER.score(&document("en", STORY), aim);
            let owed = |at: usize| -> f32 {
                let signals = scores.signals_of(at).iter();
                signals.map(|signal| signal.contribution).sum()
            };
            let difference = (scores.of(0) - scores.of(2)) - (owed(0) - owed(2));
            assert!(
                difference.abs() < 1e-4,
                "at {sentences} sentences: {difference}"
            );
        }
    }

    #[test]
    fn texts_without_a_story_are_scored_too() {
        for text in [
            "Ja.",
            "One two. Three four.",
            "1 2 3",
            "\"",
            "Same. Same. Same.",
        ] {
            let scores = scores(text, 3, true);
            assert!(
                scores
                    .values()
                    .iter()
                    .all(|score| (0.0..=1.0).contains(score)),
                "{text:?}"
            );
            assert!(
                scores.values().contains(&1.0),
                "{text:?}: {:?}",
                scores.values()
            );
        }
    }
}
