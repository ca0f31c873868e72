//! Names and numbers: news is about who and how many. Names are words with a capital inside a
//! sentence; scripts and languages without such capitals simply have none.

use super::facts::{Facts, Place};
use crate::document::Word;
use crate::text::per_term::PerTerm;

pub(super) const NAMES: [&str; 5] = [
    // Words written as names, at most 50.
    "names",
    // Their share of the words, in [0, 1].
    "name-share",
    // Other mentions of its names in the article, a sentence of the story; at most 50.
    "name-weight",
    // Names that no earlier sentence has, at most 50.
    "new-names",
    // Words that begin with a digit, at most 50.
    "numbers",
];

/// A name's mentions: how many in all, and whether there was one yet.
#[derive(Clone, Copy, Default)]
struct Mentions {
    count: u32,
    seen: bool,
}

pub(super) fn signals(facts: &Facts) -> Vec<[f32; 5]> {
    let mut mentions = PerTerm::<Mentions>::new(facts.document.terms());
    for place in facts.story() {
        for name in names(place.words) {
            mentions.update(name.term, |mentions| mentions.count += 1);
        }
    }
    let row = |Place { words, .. }: Place| {
        let (mut count, mut weight, mut new) = (0.0_f32, 0.0_f32, 0.0_f32);
        for name in names(words) {
            count += 1.0;
            weight += mentions.of(name.term).count.saturating_sub(1) as f32;
            mentions.update(name.term, |mentions| {
                new += f32::from(!mentions.seen);
                mentions.seen = true;
            });
        }
        let numbers = words.iter().filter(|word| word.shape.is_number()).count() as f32;
        [
            count.min(50.0),
            count / words.len().max(1) as f32,
            (weight / facts.story_count).min(50.0),
            new.min(50.0),
            numbers.min(50.0),
        ]
    };
    facts.rows(row)
}

/// The words of a sentence that are written as names; its first word tells nothing.
fn names(words: &[Word]) -> impl Iterator<Item = &Word> {
    let inner = words.iter().skip(1);
    inner.filter(|word| word.shape.is_capitalised() && word.content)
}
