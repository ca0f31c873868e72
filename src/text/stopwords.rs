//! Words that carry no topic of their own, by language.
//!
//! The lists are in `stopwords/`, one file a language, one folded word a line; the first line says
//! where the list is from and under which licence. `training/stopwords.py` wrote those that were
//! not written for this project.

use std::sync::OnceLock;

use super::grammar::{self, Serves};
use super::hashed::{Hashed, WordSet};
use super::language::{LANGUAGE_COUNT, Language};

/// The stop words of one language: those of its list, and those that its spelling tells.
#[derive(Debug)]
pub struct StopWords {
    listed: WordSet,
    serves: Serves,
}

/// The sets made so far; the last is the empty one of the undetermined language.
static SETS: [OnceLock<StopWords>; LANGUAGE_COUNT + 1] =
    [const { OnceLock::new() }; LANGUAGE_COUNT + 1];

impl StopWords {
    /// The stop words of `language`; made once, at its first use.
    pub fn of(language: Language) -> &'static StopWords {
        static NONE: OnceLock<StopWords> = OnceLock::new();
        let set = SETS.get(language.index()).unwrap_or(&NONE);
        set.get_or_init(|| StopWords {
            listed: language.stop_words().collect(),
            serves: grammar::of(language),
        })
    }

    /// Whether `folded` (a word as [`super::fold::Folding`] leaves it) is one of them.
    pub fn contains(&self, folded: Hashed) -> bool {
        self.listed.contains(folded) || (self.serves)(folded.text())
    }

    /// How many are listed.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether the language has no list.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::StopWords;
    use crate::text::fold::Folding;
    use crate::text::hashed::Hashed;
    use crate::text::language::Language;

    #[test]
    fn every_list_is_folded_and_sorted_and_says_where_it_is_from() {
        for language in Language::all() {
            let words: Vec<&str> = language.stop_words().collect();
            let mut last = "";
            for word in &words {
                let mut folded = String::new();
                Folding::of(language).fold(word, &mut folded);
                assert_eq!(&folded, word, "{}: not folded", language.code());
                assert!(last < *word, "{}: {word} after {last}", language.code());
                last = word;
            }
            let origin = language.stop_words_origin();
            assert_eq!(words.is_empty(), origin.is_empty(), "{}", language.code());
        }
    }

    #[test]
    fn function_words_are_in_and_topics_are_not() {
        for (code, stops, topics) in [
            (
                "en",
                "the would said it's don't",
                "government year prime election new",
            ),
            ("de", "und nicht wurde", "regierung wahl"),
            ("fr", "les dans été a", "gouvernement élection"),
            ("tr", "ve bir için", "hükümet seçim"),
            ("ru", "не что который", "правительство выборы"),
            ("vi", "của và là", "quốc trường"),
            ("zh", "的 和 在", "政府 选举"),
            ("ar", "من في على", "الحكومة"),
            ("hi", "के है में", "सरकार चुनाव"),
            ("zu", "futhi ukuthi", "uhulumeni"),
        ] {
            let set = StopWords::of(Language::of_code(code).unwrap());
            for word in stops.split(' ') {
                assert!(set.contains(Hashed::of(word)), "{code} lacks {word}");
            }
            for word in topics.split(' ') {
                assert!(!set.contains(Hashed::of(word)), "{code} has {word}");
            }
        }
    }
}
