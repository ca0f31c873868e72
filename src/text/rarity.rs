//! How rare words are in books of their language, for the languages that have a list.
//!
//! The tagger of parts of speech knows how often the words of its lexicon stand in news; this table knows
//! more words, and how common they are at large: "year" and "destruction" say little of any article.
//! The counts are those of Google Books Ngrams (<https://books.google.com/ngrams>, CC-BY 3.0), by way of
//! SymSpell's list of words (MIT). `training/rarities.py` writes the file; all numbers are little-endian:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 8 | `NGRARITY` |
//! | 4 and 4 | the rarity of the most frequent word, and a step of rarity |
//! | 1, then 2 each, 4096 times | how many words a bucket has, and the words |
//! | 8 | FNV-1a of all bytes before |
//!
//! The bucket of a word is in the lower twelve bits of its hash (FNV-1a, its halves folded by "exclusive or").
//! Of the word itself the file has the next twelve bits, above four that count its steps: one in 400 words
//! that it does not have is taken for one that it has.

use std::sync::LazyLock;

use super::language::Language;
use crate::model_file::{Reader, checksum};

/// Buckets of the table, and marks of the words in one.
const BUCKETS: u64 = 4096;

/// Steps of rarity.
const LEVELS: u16 = 16;

static ENGLISH: LazyLock<Option<Rarities>> =
    LazyLock::new(|| Rarities::read(include_bytes!("rarity/en.bin")));

/// The rarities of the words of a language.
pub struct Rarities {
    least: f32,
    step: f32,
    /// Where the words of each bucket begin, and where the last ones end.
    starts: Vec<u16>,
    words: Vec<u16>,
}

impl Rarities {
    /// The rarities of the words of `language`, if there is a list.
    pub fn of(language: Language) -> Option<&'static Rarities> {
        match language.code() {
            "en" => ENGLISH.as_ref(),
            _ => None,
        }
    }

    /// How rare a word in small letters is: minus the logarithm of its share of all words, from about 2.5
    /// to 16; a step more than any other for words that are not in the list.
    pub fn rarity(&self, word: &str) -> f32 {
        let hash = checksum(word.as_bytes());
        let mixed = hash ^ hash >> 32;
        let bucket = (mixed % BUCKETS) as usize;
        let mark = (mixed / BUCKETS % BUCKETS) as u16;
        let bounds = self.starts.get(bucket).zip(self.starts.get(bucket + 1));
        let range = bounds.map(|(&from, &to)| usize::from(from)..usize::from(to));
        let words = range.and_then(|range| self.words.get(range)).unwrap_or(&[]);
        let found = words.iter().find(|&&word| word / LEVELS == mark);
        let steps = found.map_or(LEVELS, |&word| word % LEVELS);
        self.least + self.step * f32::from(steps)
    }

    /// Reads a file; `None` if it is damaged.
    fn read(file: &[u8]) -> Option<Rarities> {
        let mut reader = Reader::new(file, b"NGRARITY")?;
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
        sound.then_some(Rarities {
            least,
            step,
            starts,
            words,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Rarities;
    use crate::text::language::Language;

    #[test]
    fn the_rarer_a_word_the_more() {
        let rarities = Rarities::of(Language::english()).expect("English has a list");
        let words = ["the", "year", "destruction", "encephalopathy", "qwrtzp"];
        let found = words.map(|word| rarities.rarity(word));
        assert!(found.is_sorted_by(|a, b| a < b), "{found:?}");
        assert!(found.iter().all(|rarity| (2.0..18.0).contains(rarity)));
    }

    #[test]
    fn few_languages_have_a_list() {
        let french = Language::of_code("fr").expect("it is known");
        assert!(Rarities::of(french).is_none());
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let file = include_bytes!("rarity/en.bin");
        assert!(Rarities::read(file).is_some());
        assert!(Rarities::read(file.get(..file.len() - 1).unwrap_or(&[])).is_none());
    }
}
