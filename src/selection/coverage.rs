//! What a sentence brings to a summary besides its score: terms that a journalist's summary would
//! name and that no chosen sentence has, against the room that it takes.
//!
//! The worth of a set of terms that each count once makes the value of a set of sentences submodular,
//! so that greedy choice is near the best (Lin & Bilmes, "A Class of Submodular Functions for Document
//! Summarization", ACL 2011). How much terms and words count was chosen by cross-validation on
//! training articles in English, at three sentences (`docs/model-card-ranker.md`).

use super::chosen::Chosen;
use crate::document::{Document, Sentence};
use crate::scoring::scores::Scores;
use crate::scoring::term_worth::TermWorth;
use crate::scoring::vectors::SentenceVectors;

/// What a term adds that is sure to be in a journalist's summary, in units of the score.
const TERM: f32 = 0.15;

/// What each word takes away, in units of the score.
const WORD: f32 = 0.015;

/// Words that count, and those of a sentence too short to stand alone: debris is no way to save room.
const COUNTED: std::ops::RangeInclusive<usize> = 5..=60;

/// What debris counts for, in units of the score.
const DEBRIS: f32 = 1.0;

/// What each sentence of a document can add.
pub(super) struct Coverage {
    worth: TermWorth,
    costs: Vec<f32>,
}

impl Coverage {
    /// What the sentences of `document` can add, that have those vectors and scores.
    pub(super) fn of(document: &Document, vectors: &SentenceVectors, scores: &Scores) -> Coverage {
        let cost = |sentence: &Sentence| {
            let words = document.words_of(sentence).len();
            if words < *COUNTED.start() {
                DEBRIS
            } else {
                WORD * words.min(*COUNTED.end()) as f32
            }
        };
        Coverage {
            worth: TermWorth::of(document, vectors, scores),
            costs: document.sentences().iter().map(cost).collect(),
        }
    }

    /// What `sentence` adds to those chosen; never more than it added to fewer of them.
    pub(super) fn beside(
        &self,
        chosen: &Chosen,
        vectors: &SentenceVectors,
        sentence: usize,
    ) -> f32 {
        let terms = vectors.vector(sentence).iter().map(|&(term, _)| term);
        let new = terms.filter(|&term| !chosen.covers(term));
        let worth: f32 = new.map(|term| self.worth.get(term)).sum();
        TERM * worth - self.costs.get(sentence).copied().unwrap_or_default()
    }
}
