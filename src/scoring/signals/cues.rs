//! Words that tell what a sentence does: point back, go on, report speech. Tables by language.

use std::sync::LazyLock;

use ahash::AHashMap;

use crate::document::{Document, Word};
use crate::text::hashed::WordMap;

/// What a word is a cue for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// It stands for something named elsewhere: "she", "these".
    Pronoun = 1,
    /// It ties its sentence to the one before: "but", "meanwhile".
    Connective = 2,
    /// It reports speech: "said", "told".
    Speech = 4,
    /// It names the writer or the listener: "I", "you".
    Person = 8,
    /// It names a day: "Monday", "yesterday".
    Day = 16,
    /// It tells what a picture shows: "pictured", "left".
    Caption = 32,
}

/// All that a word is a cue for; nothing by default.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cues(u8);

/// The cues of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// What one of its words or another is a cue for.
    pub any: Cues,
    /// Pronouns.
    pub pronouns: u32,
    /// Words that name the writer or the listener.
    pub persons: u32,
    /// Words of picture captions.
    pub captions: u32,
}

impl Tally {
    /// Counts those of `words`; `cues` are those of each form of the document.
    pub fn of(words: &[Word], cues: &[Cues]) -> Tally {
        let mut tally = Tally::default();
        let cues = words.iter().map(|word| cues.get(word.form.0 as usize));
        for cues in cues.flatten().filter(|cues| cues.0 != 0) {
            tally.any.0 |= cues.0;
            tally.pronouns += u32::from(cues.has(Cue::Pronoun));
            tally.persons += u32::from(cues.has(Cue::Person));
            tally.captions += u32::from(cues.has(Cue::Caption));
        }
        tally
    }
}

type Table = WordMap<Cues>;

/// Lines of `cue: word word …`.
static SOURCES: [(&str, &str); 8] = [
    ("de", include_str!("cues/de.txt")),
    ("en", include_str!("cues/en.txt")),
    ("es", include_str!("cues/es.txt")),
    ("fr", include_str!("cues/fr.txt")),
    ("nb", include_str!("cues/nb.txt")),
    ("pt", include_str!("cues/pt.txt")),
    ("tr", include_str!("cues/tr.txt")),
    ("vi", include_str!("cues/vi.txt")),
];

static TABLES: LazyLock<AHashMap<&str, Table>> = LazyLock::new(|| {
    SOURCES
        .iter()
        .map(|&(code, source)| (code, table(source)))
        .collect()
});

impl Cues {
    /// What each form of a document is a cue for; empty where its language has no table.
    pub fn of_forms(document: &Document) -> Vec<Cues> {
        let Some(table) = TABLES.get(document.language().code()) else {
            return Vec::new();
        };
        let terms = document.terms();
        let forms = terms.forms().map(|form| terms.sought(form));
        forms
            .map(|form| table.get(form).copied().unwrap_or_default())
            .collect()
    }

    pub fn has(self, cue: Cue) -> bool {
        self.0 & cue as u8 != 0
    }
}

fn table(source: &'static str) -> Table {
    let mut table = Table::default();
    for (name, words) in source.lines().filter_map(|line| line.split_once(':')) {
        let Some(cue) = cue(name) else { continue };
        for word in words.split_whitespace() {
            table.or_insert(word, Cues::default()).0 |= cue as u8;
        }
    }
    table
}

fn cue(name: &str) -> Option<Cue> {
    Some(match name {
        "pronoun" => Cue::Pronoun,
        "connective" => Cue::Connective,
        "speech" => Cue::Speech,
        "person" => Cue::Person,
        "day" => Cue::Day,
        "caption" => Cue::Caption,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Cue, SOURCES, TABLES, cue};
    use crate::text::hashed::Hashed;

    #[test]
    fn every_line_of_every_table_is_understood() {
        for (code, source) in SOURCES {
            for line in source.lines() {
                let name = line.split_once(':').map(|(name, _)| name);
                assert!(name.and_then(cue).is_some(), "{code}: {line}");
            }
        }
    }

    #[test]
    fn a_word_may_be_several_cues() {
        let english = &TABLES["en"];
        let cues = |word| english.get(Hashed::of(word)).copied().unwrap_or_default();
        assert!(cues("we").has(Cue::Pronoun) && cues("we").has(Cue::Person));
        assert!(cues("but").has(Cue::Connective) && !cues("but").has(Cue::Speech));
    }
}
