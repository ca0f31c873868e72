//! The numbers of words, found by their hashes.

use hashbrown::HashTable;

use super::hashed::Key;

/// Which number each word has. The table has nothing but numbers: a long text has many, and what a word is told
/// apart by is kept elsewhere.
pub(super) struct Numbers(HashTable<u32>);

impl Numbers {
    /// No numbers, and room for so many.
    pub(super) fn with_capacity(words: usize) -> Numbers {
        Numbers(HashTable::with_capacity(words))
    }

    /// The number of the word with that key; `is_it` tells whether a number is that word's.
    pub(super) fn find(&self, key: Key, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let found = self.0.find(key.hash(), |&number| is_it(number));
        found.copied()
    }

    /// Adds a word that has no number yet; `key_of` tells the key of each that has one.
    pub(super) fn insert(&mut self, key: Key, number: u32, key_of: impl Fn(u32) -> Key) {
        let hash_of = |&number: &u32| key_of(number).hash();
        self.0.insert_unique(key.hash(), number, hash_of);
    }
}
