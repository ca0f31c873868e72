//! What the methods that pick one sentence after the other have in common.

use std::cmp::{Ordering, Reverse};

use super::Aim;
use super::scores::Scores;
use crate::document::Document;
use crate::warning::{Warning, WarningCode};

/// Sentences that a method picks one by one at most; the others are scored by what they would be
/// worth as the next pick.
const MOST_PICKS: usize = 64;

/// How many sentences to pick from `document`: twice as many as are wanted, because selection may
/// pass some over.
pub(super) fn most_picks(document: &Document, aim: Aim) -> usize {
    let wanted = aim.sentences.saturating_mul(2);
    wanted.min(MOST_PICKS).min(document.sentences().len())
}

/// Scores from the order of picks, which fill the upper half of the scale, and from what every
/// sentence would be worth as the next pick, on any scale, for the lower half.
pub(super) fn scores_of_picks(
    picks: &[usize],
    rest: &[f64],
    document: &Document,
    aim: Aim,
) -> Scores {
    let least = rest.iter().copied().fold(f64::INFINITY, f64::min);
    let range = rest.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least;
    let lower = |&worth: &f64| {
        if range > 0.0 {
            0.5 * (worth - least) / range
        } else {
            0.0
        }
    };
    let mut raw: Vec<f64> = rest.iter().map(lower).collect();
    for (before, &pick) in picks.iter().enumerate() {
        if let Some(score) = raw.get_mut(pick) {
            *score = 1.0 - 0.5 * before as f64 / picks.len() as f64;
        }
    }
    let scores = Scores::scaled(&raw);
    let wanted = aim.sentences.min(document.sentences().len());
    if wanted <= MOST_PICKS {
        return scores;
    }
    let message = format!(
        "Only {MOST_PICKS} sentences were picked one by one; \
         the others are ranked by what each would add to those."
    );
    scores.with_warning(Warning::new(WarningCode::Truncated, message))
}

/// A numbered thing with its value; the greatest has the highest value and, among equals, the
/// lowest number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pick {
    pub(super) number: usize,
    pub(super) value: f64,
}

impl Pick {
    pub(super) fn new(number: usize, value: f64) -> Pick {
        Pick { number, value }
    }
}

impl Ord for Pick {
    fn cmp(&self, other: &Pick) -> Ordering {
        let by_value = self.value.total_cmp(&other.value);
        by_value.then(Reverse(self.number).cmp(&Reverse(other.number)))
    }
}

impl PartialOrd for Pick {
    fn partial_cmp(&self, other: &Pick) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pick {
    fn eq(&self, other: &Pick) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Pick {}
