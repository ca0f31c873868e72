//! What is left of the bounds on a summary while it is being filled.

use super::budget::Budget;
use super::summary::characters;
use crate::document::Document;

/// Sentences, code points and words that a summary may still take.
pub(super) struct Room {
    sentences: usize,
    characters: usize,
    words: usize,
}

impl Room {
    /// The whole of `budget`.
    pub(super) fn of(document: &Document, budget: &Budget) -> Room {
        let bound = |most: Option<u32>| most.map_or(usize::MAX, |most| most as usize);
        Room {
            sentences: budget.sentences(document.sentences().len()),
            characters: bound(budget.max_characters),
            words: bound(budget.max_words),
        }
    }

    /// Whether no further sentence fits, however short.
    pub(super) fn is_full(&self) -> bool {
        self.sentences == 0
    }

    /// Takes the sentence if it fits. All but the first have a blank before them.
    pub(super) fn admit(&mut self, document: &Document, index: usize, first: bool) -> bool {
        let Some(sentence) = document.sentences().get(index) else {
            return false;
        };
        let characters = characters(document.sentence_text(sentence)) + usize::from(!first);
        let words = document.words_of(sentence).len();
        let fits = self.sentences > 0 && characters <= self.characters && words <= self.words;
        if fits {
            self.sentences -= 1;
            self.characters -= characters;
            self.words -= words;
        }
        fits
    }
}
