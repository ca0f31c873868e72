//! The languages that this engine knows by name, and what it has for each.

mod registry;
mod script;

use snowball_stemmers_rs::Algorithm;

use registry::{ALIASES, LANGUAGES};
pub use script::Script;

/// A language that this engine knows by name: the number of its row in the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(u8);

/// What is known of one language: a row of the registry.
#[derive(Debug)]
struct Facts {
    code: &'static str,
    three_letters: &'static str,
    name: &'static str,
    script: Script,
    stop_words: &'static str,
    stemmer: Option<Algorithm>,
}

static UNDETERMINED: Facts = Facts {
    code: "und",
    three_letters: "und",
    name: "Undetermined",
    script: Script::Common,
    stop_words: "",
    stemmer: None,
};

/// How many languages there are; every language's [`Language::index`] is below it, but that of the
/// undetermined one, which is equal to it.
pub const LANGUAGE_COUNT: usize = LANGUAGES.len();

const ENGLISH: Language = Language::in_registry("en");

impl Language {
    /// The language of a text whose language is unknown (`und` in BCP-47).
    pub const fn undetermined() -> Language {
        Language(LANGUAGE_COUNT as u8)
    }

    /// English.
    pub const fn english() -> Language {
        ENGLISH
    }

    /// Every language known by name, sorted by code.
    pub fn all() -> impl Iterator<Item = Language> {
        (0..LANGUAGE_COUNT as u8).map(Language)
    }

    /// The language that a BCP-47 tag names by its first subtag, in any case: `pt-BR` is
    /// Portuguese. Three-letter codes, withdrawn codes (`iw`) and codes of a group of languages or
    /// of one of its members (`no`, `cmn`) count as well.
    pub fn of_code(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        let code = ALIASES
            .iter()
            .find(|(alias, _)| *alias == primary)
            .map_or(primary.as_str(), |&(_, code)| code);
        match LANGUAGES.binary_search_by_key(&code, |facts| facts.code) {
            Ok(row) => Some(Language(row as u8)),
            Err(_) => Language::all().find(|language| language.facts().three_letters == code),
        }
    }

    /// The language whose code in the registry is `code`; does not compile where there is none.
    pub(super) const fn in_registry(code: &str) -> Language {
        let mut row = 0;
        while !same(LANGUAGES[row].code, code) {
            row += 1;
        }
        Language(row as u8)
    }

    /// Its number: below [`LANGUAGE_COUNT`] unless it is undetermined.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Its BCP-47 code: two letters where ISO 639-1 has them, three otherwise.
    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The script that its newspapers are printed in.
    pub fn script(self) -> Script {
        self.facts().script
    }

    /// Whether every noun is written with a capital, so that a capital makes no name.
    pub fn capitalises_nouns(self) -> bool {
        matches!(self.code(), "de" | "lb")
    }

    /// Its Snowball stemmer, where there is one.
    pub fn stemmer(self) -> Option<Algorithm> {
        self.facts().stemmer
    }

    /// Its stop words, folded, sorted, each once; none where there is no list.
    pub fn stop_words(self) -> impl Iterator<Item = &'static str> {
        let list = self.facts().stop_words;
        list.lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
    }

    /// Where its stop words are from and under which licence; empty where there are none.
    #[cfg(test)]
    pub fn stop_words_origin(self) -> &'static str {
        let first = self.facts().stop_words.lines().next().unwrap_or("");
        first.strip_prefix("# Origin: ").unwrap_or("")
    }

    fn facts(self) -> &'static Facts {
        LANGUAGES.get(self.index()).unwrap_or(&UNDETERMINED)
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

#[cfg(test)]
mod tests {
    use super::{ALIASES, LANGUAGES, Language};

    #[test]
    fn the_registry_is_sorted_by_code_without_repeats() {
        for pair in LANGUAGES.windows(2) {
            assert!(
                pair[0].code < pair[1].code,
                "{} after {}",
                pair[1].code,
                pair[0].code
            );
        }
    }

    #[test]
    fn every_code_finds_its_language() {
        for language in Language::all() {
            let facts = language.facts();
            assert_eq!(Language::of_code(facts.code), Some(language));
            assert_eq!(
                Language::of_code(facts.three_letters),
                Some(language),
                "{}",
                facts.three_letters
            );
        }
        for (alias, code) in ALIASES {
            let found = Language::of_code(alias).map(Language::code);
            assert_eq!(found, Some(*code), "{alias}");
        }
    }

    #[test]
    fn tags_are_read_by_their_first_subtag_in_any_case() {
        for (tag, expected) in [
            ("en", Some("en")),
            ("EN-gb", Some("en")),
            ("pt_BR", Some("pt")),
            ("zh-Hant-TW", Some("zh")),
            ("cmn-Hans", Some("zh")),
            ("no", Some("nb")),
            ("nno", Some("nn")),
            ("iw", Some("he")),
            ("in-ID", Some("id")),
            ("fil", Some("tl")),
            ("ger", Some("de")),
            ("deu", Some("de")),
            ("und", None),
            ("xx", None),
            ("", None),
        ] {
            let found = Language::of_code(tag).map(Language::code);
            assert_eq!(found, expected, "{tag:?}");
        }
    }

    #[test]
    fn fifty_languages_and_more_have_stop_words() {
        let with = Language::all().filter(|language| language.stop_words().next().is_some());
        assert!(with.count() >= 75);
    }
}
