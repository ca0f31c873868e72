//! The size of the summary that is wanted: a short one wants other sentences than a long one.
//!
//! A summary of three sentences tells the news, mostly in the words of the lead; one of half the
//! article covers its topics, for which central sentences are better.

use super::facts::Facts;

pub(super) const NAMES: [&str; 2] = [
    // Sentences of the summary, at most 10 (more make no difference of kind).
    "budget",
    // Sentences of the summary as a share of the story's, in [0, 1].
    "budget-share",
];

pub(super) fn signals(facts: &Facts, sentences: usize) -> [f32; 2] {
    let budget = sentences as f32;
    [budget.min(10.0), (budget / facts.story_count).min(1.0)]
}
