//! How a sentence hangs together with its neighbours: one that points back reads badly alone.

use super::cues::Cue;
use super::facts::{Facts, Place};

pub(super) const NAMES: [&str; 7] = [
    // 1 if its first word is a pronoun ("They", "These").
    "opens-pronoun",
    // 1 if its first word is a connective ("But", "Meanwhile").
    "opens-connective",
    // Pronouns, at most 20.
    "pronouns",
    // 1 if a word names a day: the news of a report mostly has one.
    "day",
    // 1 if it has a question mark.
    "question",
    // Commas, at most 20: asides and lists.
    "commas",
    // 1 if it has a colon, semicolon or bracket: lists, labels, asides.
    "asides",
];

/// Measures sentences one after the other, in order.
pub(super) fn signals<'a>(facts: &'a Facts<'a>) -> impl FnMut(Place<'a>) -> [f32; 7] + use<'a> {
    move |Place {
              at,
              sentence,
              words,
              ..
          }: Place| {
        let text = facts.document.sentence_text(sentence).as_bytes();
        let opens = |cue| words.first().is_some_and(|word| facts.is(word, cue));
        let cues = facts.tally(at);
        let commas = memchr::memchr_iter(b',', text).count() as f32;
        [
            f32::from(opens(Cue::Pronoun)),
            f32::from(opens(Cue::Connective)),
            (cues.pronouns as f32).min(20.0),
            f32::from(cues.any.has(Cue::Day)),
            f32::from(memchr::memchr(b'?', text).is_some()),
            commas.min(20.0),
            f32::from(memchr::memchr3(b':', b';', b'(', text).is_some()),
        ]
    }
}
