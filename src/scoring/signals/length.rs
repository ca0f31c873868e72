//! How long sentences are. Short ones say little, long ones fill a summary with few facts.

use super::facts::{Facts, Place};

pub(super) const NAMES: [&str; 9] = [
    // Words, at most 200.
    "words",
    // Content words, at most 200.
    "content-words",
    // The share of content words, in [0, 1].
    "content-share",
    // Words against the mean of the story's sentences, at most 10.
    "relative-length",
    // Bytes a word, at most 30: long words, dense sentence.
    "bytes-per-word",
    // Words of the story's sentence before and after, at most 200; 0 at the ends.
    "previous-words",
    "next-words",
    // Sentences of the story, at most 500.
    "story-sentences",
    // Words of a sentence of the story on average, at most 200.
    "mean-words",
];

const MOST: f32 = 200.0;

/// Measures sentences one after the other, in order.
pub(super) fn signals<'a>(facts: &'a Facts<'a>) -> impl FnMut(Place<'a>) -> [f32; 9] + use<'a> {
    let lengths = facts.rows(|place| [place.words.len() as f32]);
    let mean = (lengths.iter().flatten().sum::<f32>() / facts.story_count).max(1.0);
    let length = move |at: usize| lengths.get(at).map_or(0.0, |[length]| length.min(MOST));
    move |Place {
              at,
              sentence,
              words,
              ..
          }| {
        let words = words.len() as f32;
        let content = facts.document.content_of(sentence).len() as f32;
        [
            words.min(MOST),
            content.min(MOST),
            content / words.max(1.0),
            (words / mean).min(10.0),
            (sentence.span.len() as f32 / words.max(1.0)).min(30.0),
            at.checked_sub(1).map_or(0.0, &length),
            length(at + 1),
            facts.story_count.min(500.0),
            mean.min(MOST),
        ]
    }
}
