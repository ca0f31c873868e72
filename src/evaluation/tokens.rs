//! The words that measures compare: lower-case, stemmed, without punctuation.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::porter;
use crate::text::language::Language;

/// Stemmers of languages other than English that measures are taken with.
const ALGORITHMS: [(&str, Algorithm); 6] = [
    ("de", Algorithm::German),
    ("es", Algorithm::Spanish),
    ("fr", Algorithm::French),
    ("nb", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("tr", Algorithm::Turkish),
];

/// Takes texts of one language apart.
pub struct Tokens {
    english: bool,
    snowball: Option<Stemmer>,
}

impl Tokens {
    /// As ROUGE is measured: English by ASCII letters, digits and the Porter stemmer, other
    /// languages by their letters and the Snowball stemmer that they have.
    pub fn of_rouge(language: Language) -> Tokens {
        Tokens {
            english: language.code() == "en",
            snowball: algorithm(language).map(Stemmer::create),
        }
    }

    /// As key phrases are compared: by letters and Snowball stemmer, English unless there is another.
    pub fn of_phrases(language: Language) -> Tokens {
        let algorithm = algorithm(language).unwrap_or(Algorithm::English);
        Tokens {
            english: false,
            snowball: Some(Stemmer::create(algorithm)),
        }
    }

    /// The stems of `text`, in order.
    pub fn of(&self, text: &str) -> Vec<String> {
        let lower = text.to_lowercase();
        let inside = |c: char| match self.english {
            true => c.is_ascii_alphanumeric(),
            false => c.is_alphanumeric(),
        };
        let words = lower.split(|c| !inside(c)).filter(|word| !word.is_empty());
        words.map(|word| self.stem(word)).collect()
    }

    fn stem(&self, word: &str) -> String {
        match &self.snowball {
            _ if self.english && word.len() > 3 => porter::stem(word),
            Some(stemmer) if !self.english => stemmer.stem(word).into_owned(),
            _ => word.to_owned(),
        }
    }
}

fn algorithm(language: Language) -> Option<Algorithm> {
    let found = ALGORITHMS.iter().find(|(code, _)| *code == language.code());
    found.map(|&(_, algorithm)| algorithm)
}
