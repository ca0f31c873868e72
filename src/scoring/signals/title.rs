//! What a sentence shares with the title, which somebody wrote to say what the article is about.
//!
//! Edmundson, "New Methods in Automatic Extracting", JACM 1969.

use super::facts::{Facts, Place};
use crate::text::per_term::PerTerm;

pub(super) const NAMES: [&str; 2] = [
    // The share of the title's content terms that the sentence has, in [0, 1]; 0 without a title.
    "title-share",
    // The share of the sentence's content terms that are the title's, in [0, 1].
    "title-density",
];

/// Measures sentences one after the other, in order.
pub(super) fn signals<'a>(facts: &'a Facts<'a>) -> impl FnMut(Place<'a>) -> [f32; 2] + use<'a> {
    let mut in_title = PerTerm::<bool>::new(facts.document.terms());
    let mut size = 0.0_f32;
    for word in facts
        .document
        .title_words()
        .iter()
        .filter(|word| word.content)
    {
        size += f32::from(!in_title.of(word.term));
        in_title.update(word.term, |is| *is = true);
    }
    move |Place { terms, .. }: Place| {
        let shared = terms.iter().filter(|(term, _)| in_title.of(*term)).count() as f32;
        [shared / size.max(1.0), shared / terms.len().max(1) as f32]
    }
}
