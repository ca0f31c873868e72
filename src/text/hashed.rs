//! Words with their hashes, and tables that are asked by them.
//!
//! A word of an article is looked up in a dozen tables: stop words, cues, parts of speech. It is
//! hashed once, and every table of the process takes that hash.

use std::sync::LazyLock;

use ahash::RandomState;
use hashbrown::HashTable;

/// How this process hashes words. Seeded at random, so that nobody can choose words that collide.
static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// A word and its hash.
#[derive(Clone, Copy, Debug)]
pub struct Hashed<'a> {
    text: &'a str,
    key: Key,
}

/// What words are told apart by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    hash: u64,
    /// The bytes of a word of up to 15 bytes, and their number; 0 for a longer word, which has to be
    /// read to know it. Most words are short: they are compared without a look elsewhere. Two halves
    /// rather than one number of 16 bytes, which would have to begin at every sixteenth byte.
    short: [u64; 2],
}

/// Stands for a word of more than 15 bytes.
const LONG: [u64; 2] = [0; 2];

impl Key {
    fn of(text: &str) -> Key {
        match packed(text.as_bytes()) {
            LONG => Key {
                hash: HASHER.hash_one(text),
                short: LONG,
            },
            short => Key {
                hash: hash_of_short(short),
                short,
            },
        }
    }

    /// The hash of the word.
    pub(super) fn hash(self) -> u64 {
        self.hash
    }

    /// What a word of up to 15 bytes is told apart by; 0 for a longer one.
    pub(super) fn halves(self) -> [u64; 2] {
        self.short
    }

    /// Whether a word that has an equal key is the same word.
    pub(super) fn is_whole(self) -> bool {
        self.short != LONG
    }
}

fn hash_of_short([low, high]: [u64; 2]) -> u64 {
    HASHER.hash_one(u128::from(high) << 64 | u128::from(low))
}

/// Up to 15 bytes, and their number behind them; [`LONG`] for other numbers of bytes.
fn packed(bytes: &[u8]) -> [u64; 2] {
    let length = bytes.len();
    let text = match (bytes.first_chunk(), bytes.last_chunk()) {
        _ if length > 15 => return LONG,
        (Some(first), Some(last)) => {
            let last = u128::from(u64::from_le_bytes(*last));
            u128::from(u64::from_le_bytes(*first)) | last << (8 * (length - 8))
        }
        _ => u128::from(packed_short(bytes)),
    };
    let short = text | (length as u128) << 120;
    [short as u64, (short >> 64) as u64]
}

/// Fewer than eight bytes: those at the start, in the middle and at the end, which may overlap.
fn packed_short(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from(u32::from_le_bytes(*last));
        return u64::from(u32::from_le_bytes(*first)) | last << (8 * (length - 4));
    }
    let byte = |at: usize| u64::from(bytes.get(at).copied().unwrap_or_default()) << (8 * at);
    byte(0) | byte(1) | byte(2)
}

impl<'a> Hashed<'a> {
    /// Hashes `text`.
    pub fn of(text: &'a str) -> Hashed<'a> {
        let key = Key::of(text);
        Hashed { text, key }
    }

    /// The word.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// What it is told apart from other words by.
    pub(super) fn key(self) -> Key {
        self.key
    }
}

/// What a table is asked for: a word's key, and its text where the key does not hold it.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    key: Key,
    long: &'a str,
}

impl<'a> Sought<'a> {
    /// The word of that key; `text` gives its text, which is only asked of long words.
    pub(super) fn known(key: Key, text: impl FnOnce() -> &'a str) -> Sought<'a> {
        let long = if key.is_whole() { "" } else { text() };
        Sought { key, long }
    }
}

impl<'a> From<Hashed<'a>> for Sought<'a> {
    fn from(word: Hashed<'a>) -> Sought<'a> {
        Sought {
            key: word.key,
            long: word.text,
        }
    }
}

/// A table of words that is made once and then only asked.
#[derive(Clone, Debug)]
pub struct WordMap<V> {
    short: HashTable<([u64; 2], V)>,
    long: HashTable<(Box<str>, V)>,
}

/// A list of words.
pub type WordSet = WordMap<()>;

impl<'a> FromIterator<&'a str> for WordSet {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> WordSet {
        let mut set = WordSet::default();
        for word in words {
            set.or_insert(word, ());
        }
        set
    }
}

impl<V> Default for WordMap<V> {
    fn default() -> WordMap<V> {
        WordMap {
            short: HashTable::new(),
            long: HashTable::new(),
        }
    }
}

impl<V> WordMap<V> {
    /// What the table has for `word`.
    pub fn get<'a>(&self, word: impl Into<Sought<'a>>) -> Option<&V> {
        let Sought { key, long } = word.into();
        let Key { hash, short } = key;
        match short {
            LONG => {
                let found = self.long.find(hash, |(text, _)| **text == *long);
                found.map(|(_, value)| value)
            }
            _ => {
                let found = self.short.find(hash, |(key, _)| *key == short);
                found.map(|(_, value)| value)
            }
        }
    }

    /// Whether the table has `word`.
    pub fn contains<'a>(&self, word: impl Into<Sought<'a>>) -> bool {
        self.get(word).is_some()
    }

    /// What the table has for `word`, after putting `value` there if it had nothing.
    pub fn or_insert(&mut self, word: &str, value: V) -> &mut V {
        let Key { hash, short } = Key::of(word);
        match short {
            LONG => {
                let hash_of = |(text, _): &(Box<str>, V)| Key::of(text).hash;
                let same = |(text, _): &(Box<str>, V)| **text == *word;
                let entry = self.long.entry(hash, same, hash_of);
                &mut entry.or_insert_with(|| (word.into(), value)).into_mut().1
            }
            _ => {
                let hash_of = |&(key, _): &([u64; 2], V)| hash_of_short(key);
                let same = |(key, _): &([u64; 2], V)| *key == short;
                let entry = self.short.entry(hash, same, hash_of);
                &mut entry.or_insert((short, value)).into_mut().1
            }
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Hashed, WordMap};

    #[test]
    fn the_first_value_of_a_word_stays() {
        let mut map = WordMap::default();
        for (word, value) in [("a", 1), ("b", 2), ("a", 3)] {
            map.or_insert(word, value);
        }
        assert_eq!(map.len(), 2);
        let found = ["a", "b", "c"].map(|word| map.get(Hashed::of(word)).copied());
        assert_eq!(found, [Some(1), Some(2), None]);
    }

    #[test]
    fn words_of_every_length_are_told_apart() {
        let long = "abcdefghijklmnopqrst";
        let mut map = WordMap::default();
        let words = (0..=long.len()).flat_map(|end| [long.get(..end), long.get(end..)]);
        let words: Vec<&str> = words.flatten().filter(|word| !word.is_empty()).collect();
        for (number, word) in words.iter().enumerate() {
            map.or_insert(word, number);
        }
        let found = |word: &&str| map.get(Hashed::of(word)).map(|&number| words[number]);
        assert!(words.iter().all(|word| found(word) == Some(*word)));
    }
}
