//! The caller's own tags.

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

/// A checked list of the caller's tags, ready to be looked for.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    entries: Vec<VocabularyEntry>,
}

/// What can be wrong with a vocabulary. Indices count entries and aliases from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// Two entries share an id.
    #[error("the id {id:?} stands for an earlier entry already")]
    DuplicateId {
        /// The later of the two.
        entry: usize,
        /// The shared id.
        id: String,
    },
    /// An entry has no id.
    #[error("the id is empty")]
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
}

impl Vocabulary {
    /// Checks `entries`; the error lists everything that is wrong with them.
    pub fn parse(entries: Vec<VocabularyEntry>) -> Result<Vocabulary, Vec<VocabularyError>> {
        Ok(Vocabulary { entries })
    }

    /// Its entries.
    pub fn entries(&self) -> &[VocabularyEntry] {
        &self.entries
    }
}
