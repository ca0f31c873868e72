//! Where a sentence stands. News puts what matters first, so this is the strongest evidence.

use super::facts::{Facts, Place};

pub(super) const NAMES: [&str; 5] = [
    // Sentences of the story before this one, at most 500.
    "story-before",
    // Sentences of any kind before this one, at most 500.
    "before",
    // Sentences of the story after this one, at most 500.
    "story-after",
    // The share of the story's sentences before this one, in [0, 1].
    "place",
    // Words of the story before this sentence, at most 5000.
    "words-before",
];

/// Measures sentences one after the other, in order.
pub(super) fn signals<'a>(facts: &'a Facts<'a>) -> impl FnMut(Place<'a>) -> [f32; 5] + use<'a> {
    let mut words = 0.0_f32;
    move |place| {
        let story = place.at as f32;
        let after = facts.story_count - story - 1.0;
        let row = [
            story.min(500.0),
            (place.number as f32).min(500.0),
            after.clamp(0.0, 500.0),
            story / facts.story_count,
            words.min(5000.0),
        ];
        words += place.words.len() as f32;
        row
    }
}
