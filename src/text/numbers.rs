//! The numbers of words, found by their hashes.

use hashbrown::HashTable;

use super::hashed::Key;

/// Which number each word has. Half of a word's hash stands beside its number, so that a table that grows need not
/// look at every word again.
pub(super) struct Numbers(HashTable<(u32, u32)>);

impl Numbers {
    /// No numbers, and room for so many.
    pub(super) fn with_capacity(words: usize) -> Numbers {
        Numbers(HashTable::with_capacity(words))
    }

    /// The number of the word with that key; `is_it` tells whether a number is that word's.
    pub(super) fn find(&self, key: Key, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let half = half_of(key);
        let found = self.0.find(whole_of(half), |&(hash, number)| {
            hash == half && is_it(number)
        });
        found.map(|&(_, number)| number)
    }

    /// Adds a word that has no number yet.
    pub(super) fn insert(&mut self, key: Key, number: u32) {
        let half = half_of(key);
        self.0
            .insert_unique(whole_of(half), (half, number), |&(half, _)| whole_of(half));
    }
}

fn half_of(key: Key) -> u32 {
    key.hash() as u32
}

/// A hash of as many bits as tables take, made of half of one: they use the highest and the lowest bits.
fn whole_of(half: u32) -> u64 {
    u64::from(half) << 32 | u64::from(half)
}
