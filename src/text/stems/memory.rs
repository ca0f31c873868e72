//! Remembered stems: stemming a word again takes longer than anything else that is done with it.
//!
//! Each thread remembers some thousands of words, of any language. A word may have one of five places,
//! and takes that of a word that was not asked for lately (Corbató, "A paging experiment with the Multics
//! system", 1968): the many words that occur once do not displace those that recur. Of news articles
//! one after the other, an eighth of the distinct words are not remembered. What is remembered changes how
//! long a stem takes, never what it is.

use std::cell::RefCell;

use crate::text::hashed::Hashed;
use crate::text::language::Language;

/// Sets of short words of a thread, which take 512 KiB.
const SHORT_SETS: usize = 1 << 12;

/// Sets of other words of a thread, which take as much, and none where there are no such words.
const LONG_SETS: usize = 1 << 11;

/// Places that one word may have: as many short words as are in two lines of the cache.
const WAYS: usize = 5;

/// Bytes of the longest word that is remembered.
const WORD: usize = 32;

/// Bytes of the longest ending that a stem has and its word has not.
const TAIL: usize = 8;

/// The same for a short word.
const SHORT_TAIL: usize = 5;

thread_local! {
    static SHORT: RefCell<Vec<Set<Short>>> = const { RefCell::new(Vec::new()) };
    static LONG: RefCell<Vec<Set<Long>>> = const { RefCell::new(Vec::new()) };
}

/// The places of the words whose hashes end alike.
#[derive(Clone, Copy, Default)]
#[repr(align(128))]
struct Set<M> {
    memories: [M; WAYS],
    /// A bit for each place whose word was asked for since the hand was there.
    asked: u8,
    /// The place that is looked at first when one is needed.
    hand: u8,
}

/// A word and its stem.
trait Memory: Copy + Default {
    /// `None` if one of them is too long.
    fn of(language: Language, word: Hashed, stem: Stem) -> Option<Self>;

    fn is_of(&self, language: Language, word: Hashed) -> bool;

    fn stem(&self) -> Stem;
}

/// A word that its key tells from others. Most words are short, and what is remembered of one is in one
/// line of the cache or two that are fetched together.
#[derive(Clone, Copy, Default)]
struct Short {
    word: [u64; 2],
    language: u8,
    kept: u8,
    tail_length: u8,
    tail: [u8; SHORT_TAIL],
}

/// Any word.
#[derive(Clone, Copy, Default)]
struct Long {
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
    SHORT
        .with_borrow_mut(|sets| {
            sets.get_mut(number(word, SHORT_SETS))?
                .recall(language, word)
        })
        .or_else(|| {
            LONG.with_borrow_mut(|sets| {
                sets.get_mut(number(word, LONG_SETS))?
                    .recall(language, word)
            })
        })
}

/// Remembers the stem of `word`, unless one of them is too long.
pub(super) fn remember(language: Language, word: Hashed, stem: Hashed) {
    let Some(stem) = Stem::of(word.text(), stem.text()) else {
        return;
    };
    if let Some(memory) = Short::of(language, word, stem) {
        SHORT.with_borrow_mut(|sets| put(sets, SHORT_SETS, word, memory));
    } else if let Some(memory) = Long::of(language, word, stem) {
        LONG.with_borrow_mut(|sets| put(sets, LONG_SETS, word, memory));
    }
}

fn put<M: Memory>(sets: &mut Vec<Set<M>>, count: usize, word: Hashed, memory: M) {
    sets.resize(count, Set::default());
    if let Some(set) = sets.get_mut(number(word, count)) {
        set.put(memory);
    }
}

/// The number of a word's set, of so many.
fn number(word: Hashed, sets: usize) -> usize {
    word.key().hash() as usize % sets
}

impl<M: Memory> Set<M> {
    fn recall(&mut self, language: Language, word: Hashed) -> Option<Stem> {
        let mut memories = self.memories.iter().enumerate();
        let (at, memory) = memories.find(|(_, memory)| memory.is_of(language, word))?;
        self.asked |= 1 << at;
        Some(memory.stem())
    }

    fn put(&mut self, memory: M) {
        while self.asked & 1 << self.hand != 0 {
            self.asked &= !(1 << self.hand);
            self.hand = (self.hand + 1) % WAYS as u8;
        }
        self.memories[usize::from(self.hand)] = memory;
        self.hand = (self.hand + 1) % WAYS as u8;
    }
}

impl Memory for Short {
    fn of(language: Language, word: Hashed, stem: Stem) -> Option<Short> {
        let (tail, rest) = stem.tail.split_at(SHORT_TAIL);
        let fits = word.key().is_whole() && rest.iter().all(|&byte| byte == 0);
        fits.then_some(Short {
            word: word.key().halves(),
            language: language.index() as u8,
            kept: stem.kept,
            tail_length: stem.tail_length,
            tail: *tail.first_chunk()?,
        })
    }

    fn is_of(&self, language: Language, word: Hashed) -> bool {
        let whole = word.key().is_whole();
        self.word == word.key().halves() && whole && usize::from(self.language) == language.index()
    }

    fn stem(&self) -> Stem {
        let mut tail = [0; TAIL];
        tail[..SHORT_TAIL].copy_from_slice(&self.tail);
        Stem {
            kept: self.kept,
            tail_length: self.tail_length,
            tail,
        }
    }
}

impl Memory for Long {
    fn of(language: Language, word: Hashed, stem: Stem) -> Option<Long> {
        let bytes = word.text().as_bytes();
        let mut memory = Long {
            language: language.index() as u8,
            length: bytes.len() as u8,
            word: [0; WORD],
            stem,
        };
        memory.word.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(memory)
    }

    fn is_of(&self, language: Language, word: Hashed) -> bool {
        usize::from(self.language) == language.index()
            && self.word.get(..usize::from(self.length)) == Some(word.text().as_bytes())
    }

    fn stem(&self) -> Stem {
        self.stem
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
            ("internationally", "internation"),
            ("internationalisation", "internationalis"),
            ("abcdef", "abuvwxyz"),
            ("internationalisations", "internationaliz"),
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
