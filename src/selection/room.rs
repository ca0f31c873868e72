//! What is left of the bounds on a summary while it is being filled.

use super::budget::Budget;
use super::summary;
use crate::document::Document;

/// Sentences, code points and words that a summary may still take.
pub(super) struct Room {
    sentences: usize,
    /// None where nobody asked for a bound.
    characters: Option<usize>,
    words: usize,
}

impl Room {
    /// The whole of `budget`.
    pub(super) fn of(document: &Document, budget: &Budget) -> Room {
        Room {
            sentences: budget.sentences(document.sentences().len()),
            characters: budget.max_characters.map(|most| most as usize),
            words: budget.max_words.map_or(usize::MAX, |most| most as usize),
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
            if self.characters.is_some() {
                characters += summary::characters(document.sentence_text(sentence));
            }
            words += document.words_of(sentence).len();
        }
        let fits = indices.len() <= self.sentences
            && self.characters.is_none_or(|left| characters <= left)
            && words <= self.words;
        if fits {
            self.sentences -= indices.len();
            self.characters = self.characters.map(|left| left - characters);
            self.words -= words;
        }
        fits
    }
}
