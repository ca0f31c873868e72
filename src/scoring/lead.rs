//! LEAD: the earlier, the better. On news the baseline that most methods fail to beat.
//!
//! Nenkova, "Automatic Text Summarization of Newswire: Lessons Learned from the Document
//! Understanding Conference", AAAI 2005.

use super::scores::Scores;
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;

pub(super) const CARD: Card = Card {
    name: "lead",
    description: "The earlier a sentence stands, the better.",
    reference: "Nenkova, Automatic Text Summarization of Newswire, AAAI 2005",
    diversity: Fraction::ZERO,
    score,
};

fn score(document: &Document, _aim: Aim) -> Scores {
    let count = document.sentences().len();
    Scores::scaled(&(0..count).map(|at| (count - at) as f64).collect::<Vec<_>>())
}
