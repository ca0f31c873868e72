//! What is left of the bounds on a summary while it is being filled.

use super::budget::Budget;
use super::summary;
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

    /// How many sentences it may still take, however short.
    pub(super) fn sentences(&self) -> usize {
        self.sentences
    }

    /// Takes the sentences if all of them fit. All but the first of the summary have a blank before
    /// them.
    pub(super) fn admit(&mut self, document: &Document, indices: &[usize], first: bool) -> bool {
        let (mut characters, mut words) = (indices.len() - usize::from(first), 0);
        for &index in indices {
            let Some(sentence) = document.sentences().get(index) else {
                return false;
            };
            characters += summary::characters(document.sentence_text(sentence));
            words += document.words_of(sentence).len();
        }
        let fits =
            indices.len() <= self.sentences && characters <= self.characters && words <= self.words;
        if fits {
            self.sentences -= indices.len();
            self.characters -= characters;
            self.words -= words;
        }
        fits
    }
}
