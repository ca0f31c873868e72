//! What a sentence brings in. Sentences that introduce what is taken up later carry a story; those
//! that repeat what was said, or name what is never heard of again, do not.

use super::facts::{Facts, Place};

pub(super) const NAMES: [&str; 5] = [
    // The share of its terms that stand in an earlier sentence, in [0, 1].
    "known-share",
    // The share of its terms that stand in a later sentence, in [0, 1].
    "later-share",
    // Terms that it introduces and a later sentence takes up, at most 50.
    "introduced",
    // Later sentences with a term that it introduces, summed, a sentence of the story; at most 50.
    "introduced-weight",
    // Terms that it introduces, at most 50.
    "new-terms",
];

pub(super) fn signals(facts: &Facts) -> Vec<[f32; 5]> {
    let row = |Place { number, terms, .. }: Place| {
        let (mut known, mut later, mut introduced, mut weight) = (0.0, 0.0, 0.0_f32, 0.0);
        for &(term, _) in terms {
            let seen = facts.terms.of(term);
            let (old, again) = ((seen.first as usize) < number, seen.last as usize > number);
            known += f32::from(old);
            later += f32::from(again);
            if !old {
                introduced += f32::from(again);
                weight += facts.others(term);
            }
        }
        let distinct = terms.len().max(1) as f32;
        [
            known / distinct,
            later / distinct,
            introduced.min(50.0),
            (weight / facts.story_count).min(50.0),
            (terms.len() as f32 - known).min(50.0),
        ]
    };
    facts.rows(row)
}
