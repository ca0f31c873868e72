//! Rules: what a language abbreviates and how its sentences open, read from `src/text/rules/`.
//!
//! One plain file a language, named by its code, UTF-8. `#` begins a comment, `[name]` begins a
//! section, everything else is words separated by blanks. An entry in lower case counts in any
//! case, one with a capital only as written; final full stops are left out (`p.m` for "p.m.").
//!
//! | section | entries |
//! | --- | --- |
//! | `never` | abbreviations that end no sentence: titles before names, "e.g." |
//! | `number` | abbreviations that end none before a number: "No. 5", "Jan. 20" |
//! | `seldom` | abbreviations that end one only before a word of `starters`: "Inc.", "U.S." |
//! | `ending` | abbreviations that end one before any capital but a word of `followers`: "etc.", "p.m." |
//! | `followers` | words with a capital that often follow an abbreviation of `ending`: "EST" |
//! | `words` | words written out that English abbreviates so: "med", which is "with" in Norwegian |
//! | `starters` | words that often open a sentence and are no part of names |
//! | `speech` | verbs that tie a quotation to its speaker: `"Why?" Smith asked` |
//! | `ends` | signs that end sentences in this language only: `:` in Armenian |
//! | `not-ends` | signs that end none in this language: `.` in Armenian |
//! | `traits` | `ordinals`: "3." means "third"; `blanks`: blanks end sentences, as in Thai |
//!
//! English abbreviations and openings count in every language: names and quotations bring them along.

use std::borrow::Cow;
use std::sync::LazyLock;

use ahash::RandomState;
use hashbrown::{HashMap, HashSet};

use crate::text::language::Language;
use crate::text::sections;

/// A file for each language, sorted by code.
static FILES: &[(&str, &str)] = &[
    ("ar", include_str!("../rules/ar.txt")),
    ("bg", include_str!("../rules/bg.txt")),
    ("bs", include_str!("../rules/bs.txt")),
    ("cs", include_str!("../rules/cs.txt")),
    ("da", include_str!("../rules/da.txt")),
    ("de", include_str!("../rules/de.txt")),
    ("el", include_str!("../rules/el.txt")),
    ("en", include_str!("../rules/en.txt")),
    ("es", include_str!("../rules/es.txt")),
    ("fi", include_str!("../rules/fi.txt")),
    ("fr", include_str!("../rules/fr.txt")),
    ("hr", include_str!("../rules/hr.txt")),
    ("hu", include_str!("../rules/hu.txt")),
    ("hy", include_str!("../rules/hy.txt")),
    ("it", include_str!("../rules/it.txt")),
    ("kk", include_str!("../rules/kk.txt")),
    ("lo", include_str!("../rules/lo.txt")),
    ("nb", include_str!("../rules/nb.txt")),
    ("nl", include_str!("../rules/nl.txt")),
    ("nn", include_str!("../rules/nn.txt")),
    ("pl", include_str!("../rules/pl.txt")),
    ("pt", include_str!("../rules/pt.txt")),
    ("ro", include_str!("../rules/ro.txt")),
    ("ru", include_str!("../rules/ru.txt")),
    ("sk", include_str!("../rules/sk.txt")),
    ("sl", include_str!("../rules/sl.txt")),
    ("sr", include_str!("../rules/sr.txt")),
    ("sv", include_str!("../rules/sv.txt")),
    ("th", include_str!("../rules/th.txt")),
    ("tr", include_str!("../rules/tr.txt")),
    ("uk", include_str!("../rules/uk.txt")),
    ("vi", include_str!("../rules/vi.txt")),
];

/// When an abbreviation ends a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Never.
    Never,
    /// Not before a number.
    Number,
    /// Only before a usual opening of sentences.
    Seldom,
    /// Before a capital.
    Ending,
}

type Words = HashSet<&'static str, RandomState>;

/// What is known of one language's sentences.
#[derive(Debug, Default)]
pub struct Rules {
    /// None for words that are abbreviations only in English.
    abbreviations: HashMap<&'static str, Option<Class>, RandomState>,
    followers: Words,
    starters: Words,
    speech: Words,
    ends: Vec<char>,
    not_ends: Vec<char>,
    /// A number with a full stop is an ordinal.
    pub ordinals: bool,
    /// Sentences end at blanks, for want of a mark.
    pub blanks: bool,
}

static ALL: LazyLock<HashMap<&'static str, Rules, RandomState>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|&(code, file)| (code, Rules::parse(file)))
        .collect()
});

static NONE: LazyLock<Rules> = LazyLock::new(Rules::default);

static ENGLISH: LazyLock<&Rules> = LazyLock::new(|| ALL.get("en").unwrap_or(&NONE));

/// The rules of `language`; those of English alone where it has none.
pub fn of(language: Language) -> &'static Rules {
    ALL.get(language.code()).unwrap_or(&NONE)
}

/// Whether `language` has rules of its own.
pub fn exist(language: Language) -> bool {
    ALL.contains_key(language.code())
}

/// Bytes of the longest word that is looked up.
const LONGEST: usize = 32;

impl Rules {
    fn parse(file: &'static str) -> Rules {
        let mut rules = Rules::default();
        for (section, entry) in sections::words_of(file) {
            rules.add(section, entry);
        }
        rules
    }

    fn add(&mut self, section: &str, entry: &'static str) {
        let mut abbreviation = |class| {
            self.abbreviations.insert(entry, class);
        };
        match section {
            "never" => abbreviation(Some(Class::Never)),
            "number" => abbreviation(Some(Class::Number)),
            "seldom" => abbreviation(Some(Class::Seldom)),
            "ending" => abbreviation(Some(Class::Ending)),
            "words" => abbreviation(None),
            "followers" => _ = self.followers.insert(entry),
            "starters" => _ = self.starters.insert(entry),
            "speech" => _ = self.speech.insert(entry),
            "ends" => self.ends.extend(entry.chars()),
            "not-ends" => self.not_ends.extend(entry.chars()),
            "traits" => match entry {
                "ordinals" => self.ordinals = true,
                "blanks" => self.blanks = true,
                other => unreachable!("no trait is called {other}"),
            },
            other => unreachable!("no section is called {other}"),
        }
    }

    /// The class of an abbreviation, given without its last full stop.
    pub fn class(&self, word: &str) -> Option<Class> {
        let listed = self.or_english(word, |rules, word| rules.abbreviations.get(word).copied());
        listed.flatten()
    }

    /// Whether `word` often opens sentences.
    pub fn is_starter(&self, word: &str) -> bool {
        self.knows(word, |rules| &rules.starters)
    }

    /// Whether `word` often follows an abbreviation of the `ending` kind.
    pub fn is_follower(&self, word: &str) -> bool {
        self.knows(word, |rules| &rules.followers)
    }

    /// Whether `word` ties a quotation to its speaker.
    pub fn is_speech(&self, word: &str) -> bool {
        self.knows(word, |rules| &rules.speech)
    }

    /// Whether `c` ends sentences in this language only.
    pub fn also_ends(&self, c: char) -> bool {
        self.ends.contains(&c)
    }

    /// Whether `c`, which ends sentences elsewhere, ends none in this language.
    pub fn never_ends(&self, c: char) -> bool {
        self.not_ends.contains(&c)
    }

    fn knows(&self, word: &str, list: impl Fn(&Rules) -> &Words) -> bool {
        self.or_english(word, |rules, word| list(rules).contains(word).then_some(()))
            .is_some()
    }

    /// What `find` knows of `word` as written or in lower case, here or in English.
    fn or_english<T>(&self, word: &str, find: impl Fn(&Rules, &str) -> Option<T>) -> Option<T> {
        if word.is_empty() || word.len() > LONGEST {
            return None;
        }
        let small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        if word.bytes().all(small) {
            return [self, *ENGLISH]
                .into_iter()
                .find_map(|rules| find(rules, word));
        }
        let mut room = [0; LONGEST];
        let lower = in_lower_case(word, &mut room);
        [self, *ENGLISH]
            .into_iter()
            .find_map(|rules| find(rules, word).or_else(|| find(rules, &lower)))
    }
}

/// `word` in lower case. Words in ASCII are written to `room`, and most are.
fn in_lower_case<'a>(word: &str, room: &'a mut [u8; LONGEST]) -> Cow<'a, str> {
    if let (true, Some(room)) = (word.is_ascii(), room.get_mut(..word.len())) {
        room.copy_from_slice(word.as_bytes());
        room.make_ascii_lowercase();
        if let Ok(lower) = std::str::from_utf8(room) {
            return Cow::Borrowed(lower);
        }
    }
    Cow::Owned(word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{ALL, FILES};

    #[test]
    fn every_file_parses_and_is_listed_once() {
        assert_eq!(ALL.len(), FILES.len());
    }
}
