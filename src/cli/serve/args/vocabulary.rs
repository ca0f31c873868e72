//! The file with the vocabulary of the server.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::tagging::vocabulary::{Vocabulary, VocabularyEntry, VocabularyError};

/// Bytes of all labels and aliases of the file. They are looked for in every article, and made ready for that once.
const MOST_BYTES: usize = 16 << 20;

/// An entry as the file has it: the fields are those of a request's `tags.vocabulary`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
}

/// The vocabulary of `file`, or what is wrong with it, in one line.
pub fn read(file: &Path) -> Result<Vocabulary, String> {
    let wrong = |what: String| format!("vocabulary {}: {what}", file.display());
    let text = fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
    let entries: Vec<Entry> =
        serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let entries = entries.into_iter().map(|entry| VocabularyEntry {
        id: entry.id,
        label: entry.label,
        aliases: entry.aliases,
    });
    Vocabulary::parse(entries, MOST_BYTES).map_err(|errors| {
        let more = match errors.len() {
            0 | 1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let first = errors.first().map(described).unwrap_or_default();
        wrong(first + &more)
    })
}

fn described(error: &VocabularyError) -> String {
    let place = match error {
        VocabularyError::DuplicateId { entry, .. }
        | VocabularyError::EmptyId { entry }
        | VocabularyError::EmptyLabel { entry } => format!("[{entry}]: "),
        VocabularyError::EmptyAlias { entry, alias } => format!("[{entry}].aliases[{alias}]: "),
        VocabularyError::TooLong { .. } => String::new(),
    };
    format!("{place}{error}")
}
