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
    hash: u64,
}

impl<'a> Hashed<'a> {
    /// Hashes `text`.
    pub fn of(text: &'a str) -> Hashed<'a> {
        let hash = HASHER.hash_one(text);
        Hashed { text, hash }
    }

    /// A word whose hash was found out before.
    pub(super) fn known(text: &'a str, hash: u64) -> Hashed<'a> {
        Hashed { text, hash }
    }

    /// The word.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// The hash.
    pub(super) fn hash(self) -> u64 {
        self.hash
    }
}

/// A table of words that is made once and then only asked.
#[derive(Clone, Debug)]
pub struct WordMap<V>(HashTable<(u64, Box<str>, V)>);

impl<V> Default for WordMap<V> {
    fn default() -> WordMap<V> {
        WordMap(HashTable::new())
    }
}

impl<V> WordMap<V> {
    /// What the table has for `word`.
    pub fn get(&self, word: Hashed) -> Option<&V> {
        let same =
            |(hash, text, _): &(u64, Box<str>, V)| *hash == word.hash && **text == *word.text;
        self.0.find(word.hash, same).map(|(_, _, value)| value)
    }

    /// Whether the table has `word`.
    pub fn contains(&self, word: Hashed) -> bool {
        self.get(word).is_some()
    }

    /// What the table has for `word`, after putting `value` there if it had nothing.
    pub fn or_insert(&mut self, word: &str, value: V) -> &mut V {
        let hash = HASHER.hash_one(word);
        let entry = self.0.entry(
            hash,
            |(known, text, _)| *known == hash && **text == *word,
            |(hash, _, _)| *hash,
        );
        let found = entry.or_insert_with(|| (hash, word.into(), value));
        &mut found.into_mut().2
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
}
