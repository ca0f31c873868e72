//! Files that a server reads, gone when the test is over.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file of its own.
pub struct File(NamedTempFile);

impl File {
    /// A file that holds `text`.
    pub fn new(text: &str) -> File {
        let file = File(NamedTempFile::new().expect("a writable temporary directory"));
        file.write(text);
        file
    }

    /// Has it hold `text` from now on.
    pub fn write(&self, text: &str) {
        fs::write(self.path(), text).expect("a writable temporary directory");
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Its path, as a setting has it.
    pub fn setting(&self) -> Option<PathBuf> {
        Some(self.path().to_owned())
    }

    /// Its path, as an argument has it.
    pub fn argument(&self) -> &str {
        self.path().to_str().expect("a path in UTF-8")
    }
}
