//! Words by what they do to the words beside them, read from `src/tagging/cues/`.
//!
//! One plain file a language, named by its code, UTF-8. `#` begins a comment, `[name]` begins a
//! section, everything else is words in lower case separated by blanks. A word of two sections
//! belongs to the one that comes first; a language without a file has no cues.
//!
//! | section | words |
//! | --- | --- |
//! | `link` | may stand inside any tag: "Bank *of* England" |
//! | `name-link` | may stand inside a name, between capitalised words: "Department of *the* Interior" |
//! | `and` | may stand inside a name where the article tells that it is one: "Food *and* Drug Administration" |
//! | `month` | months that are other words as well: "March" |
//! | `calendar` | weekdays, months, and words such as "yesterday" |
//! | `measure` | count time, money and the like, or are numbers, and make no tag: "years" (where there is no trained model) |
//! | `time` | tell how long, behind a name and no part of it: "Ines Corby *months* before" |
//! | `title` | go before a person's name and are no part of it: "President", "Mr" |
//! | `title-modifier` | part of a title where one is beside them: "*Prime* Minister" |
//! | `generation` | after a person's name, tell a son from his father: "Jr" |
//! | `reporting` | say that somebody said something |
//! | `company` | end the name of a company: "Inc." |
//! | `organization` | in the name of an organization: "*University* of Aldmouth" |
//! | `business` | end the name of a company or a club, and elsewhere are no name: "Kestrel *Energy*" |
//! | `place` | in the name of a place: "Quay *Street*" |
//! | `locative` | stand before a place: "*in* Aldmouth" |
//! | `indefinite` | stand before one of several: "*a* Boeing 737" |
//! | `relative` | stand after a person: "Haddad, *who* led" |
//! | `thing` | stand for what is no person: "Kestrel said *it* would" |
//! | `thing-relative` | stand after what is no person: "Kestrel, *which* makes" |

use std::sync::LazyLock;

use ahash::RandomState;
use hashbrown::HashMap;

use crate::text::hashed::{Sought, WordMap};
use crate::text::language::Language;
use crate::text::sections;

/// What a word does: the sections of a file of cues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// May stand inside any tag.
    Link,
    /// May stand inside a name, between capitalised words.
    NameLink,
    /// May stand inside a name where the article tells that it is one.
    And,
    /// A weekday, a month, or a word such as "yesterday".
    Calendar,
    /// A month that is another word as well.
    Month,
    /// Counts time, money and the like.
    Measure,
    /// Tells how long, behind a name and no part of it.
    Time,
    /// Goes before a person's name and is no part of it.
    Title,
    /// Part of a title where one is beside it.
    TitleModifier,
    /// Tells a son from his father, after a person's name.
    Generation,
    /// Says that somebody said something.
    Reporting,
    /// Ends the name of a company.
    Company,
    /// Is in the name of an organization.
    Organization,
    /// Ends the name of a company or a club, and elsewhere is no name.
    Business,
    /// Is in the name of a place.
    Place,
    /// Stands before a place.
    Locative,
    /// Stands before one of several.
    Indefinite,
    /// Stands after a person.
    Relative,
    /// Stands for what is no person.
    Thing,
    /// Stands after what is no person.
    ThingRelative,
    /// Says under which sign the shares of the company before it are traded; of no section.
    Ticker,
    /// Is the name of a country, or a word of it; of no section.
    Country,
    /// None of these.
    None,
}

/// The cue words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Cues {
    words: Option<&'static Words>,
}

type Words = WordMap<Cue>;

/// A file for each language, sorted by code.
static FILES: [(&str, &str); 23] = [
    ("ar", include_str!("cues/ar.txt")),
    ("da", include_str!("cues/da.txt")),
    ("de", include_str!("cues/de.txt")),
    ("el", include_str!("cues/el.txt")),
    ("en", include_str!("cues/en.txt")),
    ("es", include_str!("cues/es.txt")),
    ("fr", include_str!("cues/fr.txt")),
    ("hi", include_str!("cues/hi.txt")),
    ("id", include_str!("cues/id.txt")),
    ("it", include_str!("cues/it.txt")),
    ("ja", include_str!("cues/ja.txt")),
    ("ko", include_str!("cues/ko.txt")),
    ("nb", include_str!("cues/nb.txt")),
    ("nl", include_str!("cues/nl.txt")),
    ("pl", include_str!("cues/pl.txt")),
    ("pt", include_str!("cues/pt.txt")),
    ("ro", include_str!("cues/ro.txt")),
    ("ru", include_str!("cues/ru.txt")),
    ("sv", include_str!("cues/sv.txt")),
    ("tr", include_str!("cues/tr.txt")),
    ("uk", include_str!("cues/uk.txt")),
    ("vi", include_str!("cues/vi.txt")),
    ("zh", include_str!("cues/zh.txt")),
];

static LANGUAGES: LazyLock<HashMap<&'static str, Words, RandomState>> = LazyLock::new(|| {
    let read = |&(code, file): &(&'static str, &'static str)| (code, words_of(file));
    FILES.iter().map(read).collect()
});

impl Cues {
    /// The cue words of `language`.
    pub fn of(language: Language) -> Cues {
        Cues {
            words: LANGUAGES.get(language.code()),
        }
    }

    /// What `folded`, a word in lower case, does.
    pub fn of_word<'a>(self, folded: impl Into<Sought<'a>>) -> Cue {
        let known = self.words.and_then(|words| words.get(folded));
        known.copied().unwrap_or(Cue::None)
    }
}

fn words_of(file: &'static str) -> Words {
    let mut words = Words::default();
    for (section, word) in sections::words_of(file) {
        words.or_insert(word, Cue::named(section).unwrap_or(Cue::None));
    }
    words
}

impl Cue {
    /// The cue whose words are in the section `name`.
    fn named(name: &str) -> Option<Cue> {
        Some(match name {
            "link" => Cue::Link,
            "name-link" => Cue::NameLink,
            "and" => Cue::And,
            "calendar" => Cue::Calendar,
            "month" => Cue::Month,
            "measure" => Cue::Measure,
            "time" => Cue::Time,
            "title" => Cue::Title,
            "title-modifier" => Cue::TitleModifier,
            "generation" => Cue::Generation,
            "reporting" => Cue::Reporting,
            "company" => Cue::Company,
            "organization" => Cue::Organization,
            "business" => Cue::Business,
            "place" => Cue::Place,
            "locative" => Cue::Locative,
            "indefinite" => Cue::Indefinite,
            "relative" => Cue::Relative,
            "thing" => Cue::Thing,
            "thing-relative" => Cue::ThingRelative,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Cue, Cues, FILES, sections};
    use crate::text::hashed::Hashed;
    use crate::text::language::Language;

    #[test]
    fn files_hold_known_sections_of_words_in_lower_case() {
        for (code, file) in FILES {
            let language = Language::of_code(code);
            assert!(language.is_some(), "{code} is no language");
            for (section, word) in sections::words_of(file) {
                assert!(Cue::named(section).is_some(), "{code}: [{section}] {word}");
                assert_eq!(word, word.to_lowercase(), "{code}");
            }
        }
    }

    #[test]
    fn words_are_of_the_section_that_comes_first() {
        let cue = |code: &str, word| {
            Cues::of(Language::of_code(code).expect("a language")).of_word(Hashed::of(word))
        };
        for (code, word, expected) in [
            ("en", "of", Cue::Link),
            ("en", "the", Cue::NameLink),
            ("en", "and", Cue::And),
            ("en", "may", Cue::Month),
            ("en", "monday", Cue::Calendar),
            ("en", "president", Cue::Title),
            ("en", "prime", Cue::TitleModifier),
            ("en", "jr", Cue::Generation),
            ("en", "said", Cue::Reporting),
            ("fr", "euros", Cue::Measure),
            ("ru", "года", Cue::Measure),
            ("ja", "土曜日", Cue::Calendar),
            ("en", "inc", Cue::Company),
            ("en", "university", Cue::Organization),
            ("en", "harbour", Cue::Place),
            ("en", "dialogue", Cue::None),
            ("fr", "du", Cue::Link),
            ("tr", "of", Cue::None),
        ] {
            assert_eq!(cue(code, word), expected, "{code}: {word}");
        }
    }
}
