//! Candidates as the models see them, for training: made by the code that judges them, so that the
//! two cannot drift apart.

use super::features::COUNT;
pub use super::features::names;
use super::reading::Reading;
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::scores::Scores;

/// A candidate.
pub struct Row {
    /// How it is written.
    pub text: String,
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
            values: reading.features(number)?,
        })
    };
    reading.usable(style).filter_map(row).collect()
}
