//! A number for each of some thousand words, in sixteen steps, found by a part of the word's hash.
//!
//! `training/word_levels.py` writes the files; all numbers are little-endian:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 8 | which table it is |
//! | 4 and 4 | the least number, and a step |
//! | 1, then 2 each, 4096 times | how many words a bucket has, and the words |
//! | 8 | FNV-1a of all bytes before |
//!
//! The bucket of a word is in the lower twelve bits of its hash (FNV-1a, its halves folded by "exclusive or").
//! Of the word itself the file has the next twelve bits, above four that count its steps: of words that it
//! does not have, one in 400 is taken for one that it has if it has 40,000.

use crate::model_file::{Reader, checksum};

/// Buckets of the table, and marks of the words in one.
const BUCKETS: u64 = 4096;

/// How many steps there are.
pub const LEVELS: u16 = 16;

/// The numbers of some words.
pub struct WordLevels {
    least: f32,
    step: f32,
    /// Where the words of each bucket begin, and where the last ones end.
    starts: Vec<u16>,
    words: Vec<u16>,
}

impl WordLevels {
    /// The number of a word, if it is one of the table's.
    pub fn get(&self, word: &str) -> Option<f32> {
        let hash = checksum(word.as_bytes());
        let mixed = hash ^ hash >> 32;
        let bucket = (mixed % BUCKETS) as usize;
        let mark = (mixed / BUCKETS % BUCKETS) as u16;
        let bounds = self.starts.get(bucket).zip(self.starts.get(bucket + 1));
        let range = bounds.map(|(&from, &to)| usize::from(from)..usize::from(to));
        let words = range.and_then(|range| self.words.get(range)).unwrap_or(&[]);
        let found = words.iter().find(|&&word| word / LEVELS == mark);
        found.map(|&word| self.level(word % LEVELS))
    }

    /// The number of so many steps, from the least one; [`LEVELS`] of them are one more than any word has.
    pub fn level(&self, steps: u16) -> f32 {
        self.least + self.step * f32::from(steps)
    }

    /// Reads a file that begins with `magic`; `None` if it is damaged or another one.
    pub fn read(file: &[u8], magic: &[u8; 8]) -> Option<WordLevels> {
        let mut reader = Reader::new(file, magic)?;
        let mut number = || reader.f32().filter(|number| number.is_finite());
        let (least, step) = (number()?, number()?);
        let (mut starts, mut words) = (vec![0], Vec::new());
        for _ in 0..BUCKETS {
            for _ in 0..reader.byte()? {
                words.push(reader.u16()?);
            }
            starts.push(u16::try_from(words.len()).ok()?);
        }
        let sound = reader.is_at_end();
        sound.then_some(WordLevels {
            least,
            step,
            starts,
            words,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::WordLevels;

    #[test]
    fn a_damaged_file_or_another_one_is_refused() {
        let file = include_bytes!("rarity/en.bin");
        let cut = file.get(..file.len() - 1).unwrap_or(&[]);
        assert!(WordLevels::read(file, b"NGRARITY").is_some());
        assert!(WordLevels::read(cut, b"NGRARITY").is_none());
        assert!(WordLevels::read(file, b"NGPRIORS").is_none());
    }
}
