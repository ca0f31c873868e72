//! The caller's own tags.

use std::collections::HashSet;
use std::sync::Arc;

use self::matcher::Matcher;
use crate::text::span::Span;

pub(super) mod claims;
pub(super) mod evidence;
mod matcher;

/// A tag of the caller's: found in a text by its label and aliases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VocabularyEntry {
    /// The caller's name for it; unique within a vocabulary.
    pub id: String,
    /// How it is shown.
    pub label: String,
    /// Other ways of writing it.
    pub aliases: Vec<String>,
}

/// A checked list of the caller's tags, ready to be looked for. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    found: Option<Arc<Prepared>>,
}

#[derive(Debug)]
struct Prepared {
    entries: Vec<VocabularyEntry>,
    matcher: Matcher,
}

/// Characters of an id that an error quotes: twenty errors have to fit into the headers of an answer.
const QUOTED: usize = 16;

/// What can be wrong with a vocabulary. Indices count entries and aliases from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// Two entries share an id.
    #[error("the id {id:?} stands for an earlier entry already")]
    DuplicateId {
        /// The later of the two.
        entry: usize,
        /// The beginning of the shared id.
        id: String,
    },
    /// An entry has no id.
    #[error("the id is blank")]
    EmptyId {
        /// Which entry.
        entry: usize,
    },
    /// An entry has no label.
    #[error("the label is blank")]
    EmptyLabel {
        /// Which entry.
        entry: usize,
    },
    /// An alias is blank.
    #[error("the alias is blank")]
    EmptyAlias {
        /// Which entry.
        entry: usize,
        /// Which of its aliases.
        alias: usize,
    },
    /// All labels and aliases together are too long to be looked for.
    #[error("{bytes} bytes of labels and aliases together is over the limit of {limit} bytes")]
    TooLong {
        /// Bytes of all labels and aliases.
        bytes: usize,
        /// The limit in force.
        limit: usize,
    },
}

impl PartialEq for Vocabulary {
    /// Whether both have the same entries in the same order.
    fn eq(&self, other: &Vocabulary) -> bool {
        self.entries() == other.entries()
    }
}

impl Eq for Vocabulary {}

impl Vocabulary {
    /// Checks `entries`; the error lists everything that is wrong with them, or that they have more than `most` bytes
    /// of labels and aliases together. No more than that is held of them.
    ///
    /// Ids are compared byte by byte. Two entries may share an alias: it then counts for the first.
    pub fn parse(
        entries: impl IntoIterator<Item = VocabularyEntry>,
        most: usize,
    ) -> Result<Vocabulary, Vec<VocabularyError>> {
        let entries = within(entries, most).map_err(|error| vec![error])?;
        if entries.is_empty() {
            return Ok(Vocabulary::default());
        }
        let errors = errors_of(&entries);
        if !errors.is_empty() {
            return Err(errors);
        }
        let Some(matcher) = Matcher::of(&entries) else {
            let bytes = entries.iter().map(size_of).sum();
            return Err(vec![VocabularyError::TooLong { bytes, limit: most }]);
        };
        let found = Some(Arc::new(Prepared { entries, matcher }));
        Ok(Vocabulary { found })
    }

    /// Its entries.
    pub fn entries(&self) -> &[VocabularyEntry] {
        self.found.as_ref().map_or(&[], |found| &found.entries)
    }

    /// Where `text` has labels or aliases: the number of the entry and the place, in text order.
    ///
    /// Matches begin and end at word boundaries, pay no heed to case or to the kind of blank and
    /// apostrophe, and don't overlap: the leftmost wins, then the longest. Linear in `text`.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, Span)> {
        self.found
            .as_ref()
            .map_or_else(Vec::new, |found| found.matcher.find(text))
    }
}

/// Bytes of the label and the aliases of `entry`.
fn size_of(entry: &VocabularyEntry) -> usize {
    let names = entry.aliases.iter().chain([&entry.label]);
    names.map(String::len).sum()
}

/// All `entries`, if they have no more than `most` bytes; what is over is counted, not kept.
fn within(
    entries: impl IntoIterator<Item = VocabularyEntry>,
    most: usize,
) -> Result<Vec<VocabularyEntry>, VocabularyError> {
    let (mut kept, mut bytes) = (Vec::new(), 0_usize);
    for entry in entries {
        bytes = bytes.saturating_add(size_of(&entry));
        if bytes <= most {
            kept.push(entry);
        }
    }
    match bytes <= most {
        true => Ok(kept),
        false => Err(VocabularyError::TooLong { bytes, limit: most }),
    }
}

fn errors_of(entries: &[VocabularyEntry]) -> Vec<VocabularyError> {
    let mut errors = Vec::new();
    let mut ids = HashSet::new();
    for (number, entry) in entries.iter().enumerate() {
        if entry.id.trim().is_empty() {
            errors.push(VocabularyError::EmptyId { entry: number });
        } else if !ids.insert(entry.id.as_str()) {
            errors.push(VocabularyError::DuplicateId {
                entry: number,
                id: entry.id.chars().take(QUOTED).collect(),
            });
        }
        if entry.label.trim().is_empty() {
            errors.push(VocabularyError::EmptyLabel { entry: number });
        }
        let blank = |(alias, name): (usize, &String)| name.trim().is_empty().then_some(alias);
        errors.extend(
            (entry.aliases.iter().enumerate())
                .filter_map(blank)
                .map(|alias| VocabularyError::EmptyAlias {
                    entry: number,
                    alias,
                }),
        );
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, VocabularyEntry, VocabularyError};

    fn entry(id: &str, label: &str, aliases: &[&str]) -> VocabularyEntry {
        VocabularyEntry {
            id: id.into(),
            label: label.into(),
            aliases: aliases.iter().map(|alias| alias.to_string()).collect(),
        }
    }

    #[test]
    fn every_error_is_listed() {
        let entries = vec![
            entry("a", "Alpha", &[]),
            entry(" ", "Beta", &["b", " "]),
            entry("a", "", &["", "g"]),
        ];
        let errors = Vocabulary::parse(entries, usize::MAX).expect_err("five mistakes");
        assert_eq!(
            errors,
            [
                VocabularyError::EmptyId { entry: 1 },
                VocabularyError::EmptyAlias { entry: 1, alias: 1 },
                VocabularyError::DuplicateId {
                    entry: 2,
                    id: "a".into()
                },
                VocabularyError::EmptyLabel { entry: 2 },
                VocabularyError::EmptyAlias { entry: 2, alias: 0 },
            ]
        );
    }

    #[test]
    fn labels_and_aliases_have_so_many_bytes_together() {
        let entries = || [entry("long-id", "Alpha", &["be"]), entry("b", "", &["gam"])];
        let error = Vocabulary::parse(entries(), 9).expect_err("they have ten bytes");
        assert_eq!(
            error,
            [VocabularyError::TooLong {
                bytes: 10,
                limit: 9
            }]
        );
        let error = Vocabulary::parse(entries(), 10).expect_err("a label is blank");
        assert_eq!(error, [VocabularyError::EmptyLabel { entry: 1 }]);
    }

    #[test]
    fn entries_are_found_on_word_boundaries() {
        let entries = vec![
            entry("ny", "New York", &["NYC", "Big  Apple"]),
            entry("nyt", "New York Times", &[]),
            entry("cpp", "C++", &[]),
            entry("it", "Straße", &["d'Or", "東京"]),
            entry("ist", "İstanbul", &[]),
            entry("cafe", "Cafe\u{301} Việt", &["Co\u{AD}op"]),
            entry("wifi", "Wi\u{2011}Fi", &["\u{AD}", "\u{200B} \u{200B}"]),
        ];
        let vocabulary = Vocabulary::parse(entries, usize::MAX).expect("a sound vocabulary");
        for (name, text, expected) in [
            ("label", "In New York.", &[(0, "New York")][..]),
            (
                "case",
                "in NEW YORK and nyc",
                &[(0, "NEW YORK"), (0, "nyc")],
            ),
            ("longest", "The New York Times.", &[(1, "New York Times")]),
            (
                "part of a longer one",
                "New York Timeshare",
                &[(0, "New York")],
            ),
            ("no boundary", "NYCs, XNYC", &[]),
            ("possessive", "NYC's and NYC’s", &[(0, "NYC"), (0, "NYC")]),
            (
                "composed and decomposed",
                "Café Việt, Cafe\u{301} Vie\u{323}\u{302}t, Cafe Viet",
                &[(5, "Café Việt"), (5, "Cafe\u{301} Vie\u{323}\u{302}t")],
            ),
            (
                "what shows nothing",
                "a coop, co\u{AD}op and co\u{200B}op\u{AD}.",
                &[(5, "coop"), (5, "co\u{AD}op"), (5, "co\u{200B}op\u{AD}")],
            ),
            (
                "any hyphen",
                "Wi-Fi, Wi‐Fi, wi\u{2011}fi and WiFi",
                &[(6, "Wi-Fi"), (6, "Wi‐Fi"), (6, "wi\u{2011}fi")],
            ),
            (
                "any blank",
                "new\u{a0}york, big\napple",
                &[(0, "new\u{a0}york"), (0, "big\napple")],
            ),
            ("symbols", "C++, not C+", &[(2, "C++")]),
            ("unicode case", "AN DER STRAßE", &[(3, "STRAßE")]),
            ("apostrophes", "the Palme D’OR", &[(3, "D’OR")]),
            ("no blanks", "在東京都", &[(3, "東京")]),
            (
                "longer in lower case",
                "to İSTANBUL now",
                &[(4, "İSTANBUL")],
            ),
            ("ends of the text", "nyc", &[(0, "nyc")]),
            ("empty", "", &[]),
        ] {
            let found = vocabulary.find(text);
            let found: Vec<_> = found.iter().map(|(e, span)| (*e, span.of(text))).collect();
            assert_eq!(found, expected, "{name}: {text:?}");
        }
    }
}
