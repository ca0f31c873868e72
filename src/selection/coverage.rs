//! What a sentence brings to a summary besides its score: terms that a journalist's summary would
//! name and that no chosen sentence has, against the room that it takes and how far down it stands.
//!
//! The worth of a set of terms that each count once makes the value of a set of sentences submodular,
//! so that greedy choice is near the best (Lin & Bilmes, "A Class of Submodular Functions for Document
//! Summarization", ACL 2011). What counts how much was chosen on articles in English at three
//! sentences, held out, by ROUGE and by reading (`docs/model-card-ranker.md`).

use super::chosen::Chosen;
use super::{asides, place};
use crate::document::{Document, Sentence};
use crate::scoring::scores::{Scores, Signal};
use crate::scoring::term_worth::TermWorth;
use crate::scoring::vectors::SentenceVectors;

/// What a term adds that is sure to be in a journalist's summary, in units of the score. Those are
/// short: it adds that up to four sentences, half of it at five, and nothing from six on.
const TERM: f32 = 0.17;

/// What each word takes away in a summary that covers the article, in units of the score.
const WORD: f32 = 0.008;

/// What each word takes away besides in a summary of a few sentences.
const SCARCE_WORD: f32 = 0.004;

/// Words that a sentence pays for at most.
const MOST_PAID: usize = 60;

/// What a sentence pays that is too short to stand alone, in units of the score.
const DEBRIS: f32 = 1.0;

/// What each sentence of a document can add.
pub(super) struct Coverage {
    worth: TermWorth,
    /// What a sure term adds.
    term: f32,
    sentences: Vec<Fixed>,
}

/// What a sentence brings whatever has been chosen.
#[derive(Clone, Copy)]
struct Fixed {
    words: usize,
    cost: f32,
    place: f32,
    /// What it pays for standing beside the report.
    aside: f32,
}

impl Coverage {
    /// What the sentences of `document` can add, that have those vectors and scores, to a summary of
    /// about `wanted` sentences.
    pub(super) fn of(
        document: &Document,
        vectors: &SentenceVectors,
        scores: &Scores,
        wanted: usize,
    ) -> Coverage {
        let word = WORD + SCARCE_WORD * place::brevity(wanted);
        let fixed = |sentence: &Sentence| {
            let words = document.words_of(sentence).len();
            let cost = if document.is_debris(sentence) {
                DEBRIS
            } else {
                word * words.min(MOST_PAID) as f32
            };
            Fixed {
                words,
                cost,
                place: 0.0,
                aside: 0.0,
            }
        };
        let mut sentences: Vec<Fixed> = document.sentences().iter().map(fixed).collect();
        place::gains(document, wanted, |at, gain| {
            if let Some(sentence) = sentences.get_mut(at) {
                sentence.place = gain;
            }
        });
        asides::prices(document, wanted, |at, price| {
            if let Some(sentence) = sentences.get_mut(at) {
                sentence.aside = price;
            }
        });
        Coverage {
            worth: TermWorth::of(document, vectors, scores),
            term: TERM * (3.0 - wanted as f32 / 2.0).clamp(0.0, 1.0),
            sentences,
        }
    }

    /// What `sentence` adds to those chosen; never more than it added to fewer of them.
    pub(super) fn beside(
        &self,
        chosen: &Chosen,
        vectors: &SentenceVectors,
        sentence: usize,
    ) -> f32 {
        let worth: f32 = self.new_terms(chosen, vectors, sentence).sum();
        let fixed = self.sentences.get(sentence);
        self.term * worth + fixed.map_or(0.0, |fixed| fixed.place - fixed.aside - fixed.cost)
    }

    /// The same in its parts.
    pub(super) fn explain(
        &self,
        chosen: &Chosen,
        vectors: &SentenceVectors,
        sentence: usize,
    ) -> Vec<Signal> {
        let Some(fixed) = self.sentences.get(sentence) else {
            return Vec::new();
        };
        let worth: f32 = self.new_terms(chosen, vectors, sentence).sum();
        let signal = |name, value, contribution| Signal {
            name,
            value,
            contribution,
        };
        vec![
            signal("new-terms", worth, self.term * worth),
            signal("words", fixed.words as f32, -fixed.cost),
            signal("place", sentence as f32, fixed.place),
            signal(
                "aside",
                f32::from(u8::from(fixed.aside > 0.0)),
                -fixed.aside,
            ),
        ]
    }

    fn new_terms(
        &self,
        chosen: &Chosen,
        vectors: &SentenceVectors,
        sentence: usize,
    ) -> impl Iterator<Item = f32> {
        let terms = vectors.vector(sentence).iter().map(|&(term, _)| term);
        let new = terms.filter(|&term| !chosen.covers(term));
        new.map(|term| self.worth.get(term))
    }
}
