//! How rare words are in books of their language, for the languages that have a list.
//!
//! The tagger of parts of speech knows how often the words of its lexicon stand in news; this table knows
//! more words, and how common they are at large: "year" and "destruction" say little of any article.
//! The counts are those of Google Books Ngrams (<https://books.google.com/ngrams>, CC-BY 3.0), by way of
//! SymSpell's list of words (MIT). `training/rarities.py` writes the file.

use std::sync::LazyLock;

use super::language::Language;
use super::word_levels::{LEVELS, WordLevels};

static ENGLISH: LazyLock<Option<Rarities>> =
    LazyLock::new(|| WordLevels::read(include_bytes!("rarity/en.bin"), b"NGRARITY").map(Rarities));

/// The rarities of the words of a language.
pub struct Rarities(WordLevels);

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
        let Rarities(words) = self;
        words.get(word).unwrap_or_else(|| words.level(LEVELS))
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
}
