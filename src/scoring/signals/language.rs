//! The language, where the model has seen articles in it: how long a sentence is in words, how much
//! stop words take away, and what an editor calls a summary differ by language. Part of the training
//! articles have these signals blanked, so that the model knows what to do without.

use super::facts::Facts;

pub(super) const NAMES: [&str; 3] = [
    // 1 if the article is in that language.
    "english",
    "french",
    "vietnamese",
];

/// The languages of the training articles.
pub(super) const CODES: [&str; 3] = ["en", "fr", "vi"];

pub(super) fn signals(facts: &Facts) -> [f32; 3] {
    CODES.map(|code| f32::from(facts.document.language().code() == code))
}
