//! Stems that were found out before: finding one anew takes longer than anything else that is done
//! with a word.
//!
//! Each thread remembers some thousands of words, of any language. A word may have one of eight places,
//! and takes that of a word that was not asked for lately (Corbató, "A paging experiment with the Multics
//! system", 1968): the many words that come once do not drive out those that come again. Of news articles
//! one after the other, an eighth of the distinct words are not remembered. What is remembered changes how
//! long a stem takes, never what it is.

use std::cell::RefCell;

use crate::text::hashed::Hashed;
use crate::text::language::Language;

/// Sets of places of a thread: 768 KiB.
const SETS: usize = 1 << 11;

/// Places that one word may have.
const WAYS: usize = 8;

/// Bytes of the longest word that is remembered.
const WORD: usize = 32;

/// Bytes of the longest ending that a stem has and its word has not.
const TAIL: usize = 8;

thread_local! {
    static MEMORY: RefCell<Vec<Set>> = const { RefCell::new(Vec::new()) };
}

/// The places of the words whose hashes end alike.
#[derive(Clone, Copy, Default)]
struct Set {
    /// The upper halves of the words' hashes, beside each other, so that most places need no look.
    tags: [u32; WAYS],
    /// A bit for each place whose word was asked for since the hand was there.
    asked: u8,
    /// The place that is looked at first when one is needed.
    hand: u8,
    memories: [Memory; WAYS],
}

/// A word and its stem.
#[derive(Clone, Copy, Default)]
struct Memory {
    language: u8,
    length: u8,
    word: [u8; WORD],
    stem: Stem,
}

/// A stem: so many bytes of its word, and then an ending.
#[derive(Clone, Copy, Default)]
pub(super) struct Stem {
    kept: u8,
    tail_length: u8,
    tail: [u8; TAIL],
}

/// What this thread remembers of `word`.
pub(super) fn recall(language: Language, word: Hashed) -> Option<Stem> {
    MEMORY.with_borrow_mut(|sets| sets.get_mut(number(word))?.recall(language, word))
}

/// Remembers the stem of `word`, unless one of them is too long.
pub(super) fn remember(language: Language, word: Hashed, stem: Hashed) {
    if let Some(memory) = Memory::of(language, word, stem) {
        MEMORY.with_borrow_mut(|sets| {
            sets.resize(SETS, Set::default());
            if let Some(set) = sets.get_mut(number(word)) {
                set.put(tag(word), memory);
            }
        });
    }
}

/// The number of a word's set.
fn number(word: Hashed) -> usize {
    word.key().hash() as usize % SETS
}

fn tag(word: Hashed) -> u32 {
    (word.key().hash() >> 32) as u32
}

impl Set {
    fn recall(&mut self, language: Language, word: Hashed) -> Option<Stem> {
        let tag = tag(word);
        let known = |at: &usize| self.tags[*at] == tag && self.memories[*at].is_of(language, word);
        let at = (0..WAYS).find(known)?;
        self.asked |= 1 << at;
        Some(self.memories[at].stem)
    }

    fn put(&mut self, tag: u32, memory: Memory) {
        let passed = self.asked.rotate_right(self.hand.into()).trailing_ones();
        for _ in 0..passed {
            self.asked &= !(1 << self.hand);
            self.hand = (self.hand + 1) % WAYS as u8;
        }
        self.tags[usize::from(self.hand)] = tag;
        self.memories[usize::from(self.hand)] = memory;
        self.hand = (self.hand + 1) % WAYS as u8;
    }
}

impl Memory {
    fn of(language: Language, word: Hashed, stem: Hashed) -> Option<Memory> {
        let bytes = word.text().as_bytes();
        let mut memory = Memory {
            language: language.index() as u8,
            length: bytes.len() as u8,
            word: [0; WORD],
            stem: Stem::of(word.text(), stem.text())?,
        };
        memory.word.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(memory)
    }

    fn is_of(&self, language: Language, word: Hashed) -> bool {
        usize::from(self.language) == language.index()
            && self.word.get(..usize::from(self.length)) == Some(word.text().as_bytes())
    }
}

impl Stem {
    fn of(word: &str, stem: &str) -> Option<Stem> {
        let same = word.bytes().zip(stem.bytes());
        let kept = word.floor_char_boundary(same.take_while(|(a, b)| a == b).count());
        let bytes = stem.as_bytes().get(kept..)?;
        let mut tail = [0; TAIL];
        tail.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(Stem {
            kept: u8::try_from(kept).ok()?,
            tail_length: bytes.len() as u8,
            tail,
        })
    }

    /// The stem of `word`, which this is the stem of; `room` is there to write it to.
    pub(super) fn write<'a>(&self, word: Hashed<'a>, room: &'a mut String) -> Hashed<'a> {
        let kept = word
            .text()
            .get(..usize::from(self.kept))
            .unwrap_or_default();
        if self.tail_length == 0 {
            return match kept.len() == word.text().len() {
                true => word,
                false => Hashed::of(kept),
            };
        }
        let tail = self.tail.get(..usize::from(self.tail_length));
        room.clear();
        room.push_str(kept);
        room.push_str(std::str::from_utf8(tail.unwrap_or_default()).unwrap_or_default());
        Hashed::of(room)
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
            let stored = recall(english, word).expect("it was remembered");
            let recalled = stored.write(word, &mut room);
            assert_eq!((recalled.text(), recalled.key()), (stem.text(), stem.key()));
            assert!(recall(Language::undetermined(), word).is_none());
        }
    }

    #[test]
    fn words_that_come_again_outlast_those_that_come_once() {
        let english = Language::english();
        let again = Hashed::of("elections");
        remember(english, again, again);
        for number in 0..100_000 {
            let once = format!("w{number}");
            remember(english, Hashed::of(&once), Hashed::of(&once));
            assert!(number % 100 != 0 || recall(english, again).is_some());
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
