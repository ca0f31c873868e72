//! Stems that were found out before: finding one anew takes longer than anything else that is done
//! with a word.
//!
//! Each thread remembers a few thousand words, of any language; a word has eight places, and the
//! newest word has the first: with two, an article's own words drove each other out. What is
//! remembered changes how long a stem takes, never what it is.

use std::cell::RefCell;
use std::ops::Range;

use crate::text::hashed::Hashed;
use crate::text::language::Language;

/// Places of a thread: 256 KiB.
const PLACES: usize = 1 << 12;

/// Places that one word may have.
const WAYS: usize = 8;

/// Bytes of the longest word that is remembered.
const WORD: usize = 32;

/// Bytes of the longest ending that a stem has and its word has not.
const TAIL: usize = 8;

thread_local! {
    static MEMORY: RefCell<Vec<Memory>> = const { RefCell::new(Vec::new()) };
}

/// A word and its stem: so many bytes of the word, and then an ending.
#[derive(Clone, Copy, Default)]
pub(super) struct Memory {
    hash: u64,
    stem_hash: u64,
    language: u16,
    length: u8,
    kept: u8,
    tail_length: u8,
    word: [u8; WORD],
    tail: [u8; TAIL],
}

/// What this thread remembers of `word`.
pub(super) fn recall(language: Language, word: Hashed) -> Option<Memory> {
    MEMORY.with_borrow(|memories| {
        let mut known = memories.get(places(word))?.iter();
        known.find(|memory| memory.is_of(language, word)).copied()
    })
}

/// Remembers the stem of `word`, unless one of them is too long.
pub(super) fn remember(language: Language, word: Hashed, stem: Hashed) {
    if let Some(memory) = Memory::of(language, word, stem) {
        MEMORY.with_borrow_mut(|memories| {
            memories.resize(PLACES, Memory::default());
            if let Some(places) = memories.get_mut(places(word)) {
                places.rotate_right(1);
                if let Some(first) = places.first_mut() {
                    *first = memory;
                }
            }
        });
    }
}

/// Where a word may be.
fn places(word: Hashed) -> Range<usize> {
    let first = word.hash() as usize % PLACES / WAYS * WAYS;
    first..first + WAYS
}

impl Memory {
    fn of(language: Language, word: Hashed, stem: Hashed) -> Option<Memory> {
        let (word_bytes, stem_bytes) = (word.text().as_bytes(), stem.text().as_bytes());
        let same = word_bytes.iter().zip(stem_bytes);
        let kept = same.take_while(|(a, b)| a == b).count();
        let kept = word.text().floor_char_boundary(kept);
        let tail = stem_bytes.get(kept..)?;
        let mut memory = Memory {
            hash: word.hash(),
            stem_hash: stem.hash(),
            language: language.index() as u16,
            length: word_bytes.len() as u8,
            kept: kept as u8,
            tail_length: tail.len() as u8,
            ..Memory::default()
        };
        memory
            .word
            .get_mut(..word_bytes.len())?
            .copy_from_slice(word_bytes);
        memory.tail.get_mut(..tail.len())?.copy_from_slice(tail);
        Some(memory)
    }

    fn is_of(&self, language: Language, word: Hashed) -> bool {
        self.hash == word.hash()
            && usize::from(self.language) == language.index()
            && self.word.get(..usize::from(self.length)) == Some(word.text().as_bytes())
    }

    /// The stem of `word`, which this is the memory of; `room` is there to write it to.
    pub(super) fn stem<'a>(&self, word: Hashed<'a>, room: &'a mut String) -> Hashed<'a> {
        let kept = word
            .text()
            .get(..usize::from(self.kept))
            .unwrap_or_default();
        if self.tail_length == 0 {
            return Hashed::known(kept, self.stem_hash);
        }
        let tail = self.tail.get(..usize::from(self.tail_length));
        room.clear();
        room.push_str(kept);
        room.push_str(std::str::from_utf8(tail.unwrap_or_default()).unwrap_or_default());
        Hashed::known(room, self.stem_hash)
    }
}

#[cfg(test)]
mod tests {
    use super::{recall, remember};
    use crate::text::hashed::Hashed;
    use crate::text::language::Language;

    #[test]
    fn what_is_remembered_comes_back_as_it_was() {
        let english = Language::english();
        let mut room = String::new();
        for (word, stem) in [
            ("elections", "elect"),
            ("happily", "happili"),
            ("été", "ét"),
            ("a", "a"),
        ] {
            let (word, stem) = (Hashed::of(word), Hashed::of(stem));
            remember(english, word, stem);
            let memory = recall(english, word).expect("it was remembered");
            let recalled = memory.stem(word, &mut room);
            assert_eq!(
                (recalled.text(), recalled.hash()),
                (stem.text(), stem.hash())
            );
            assert!(recall(Language::undetermined(), word).is_none());
        }
    }

    #[test]
    fn long_words_are_not_remembered() {
        let long = "antidisestablishmentarianisticallyist";
        let word = Hashed::of(long);
        remember(Language::english(), word, Hashed::of("anti"));
        assert!(recall(Language::english(), word).is_none());
    }
}
