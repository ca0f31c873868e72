//! A bounded sample of a document's sentences, for methods that compare sentences with each other.
//!
//! Comparing all with all takes quadratic time. Past the bounds below, a method compares every
//! sentence with those of a sample spread evenly over the document, so that its cost is linear; what
//! it then gives up is said in a warning. Articles of usual length are within the bounds, and their
//! sample is the whole.

use super::vectors::SentenceVectors;
use crate::warning::{Warning, WarningCode};

/// Sentences of a sample at most.
pub(super) const MOST_SENTENCES: usize = 512;

/// Distinct terms of a sample's sentences, summed, about at most.
const MOST_ENTRIES: usize = 16_384;

/// Sentences that speak for the whole document.
pub(super) struct Sample {
    sentences: Vec<usize>,
    document: usize,
}

impl Sample {
    /// All sentences, or as many as the bounds allow, evenly spaced.
    pub(super) fn of(vectors: &SentenceVectors) -> Sample {
        let count = vectors.count();
        let mut size = count.min(MOST_SENTENCES);
        if vectors.entry_count() > MOST_ENTRIES {
            size = size
                .min(count * MOST_ENTRIES / vectors.entry_count())
                .max(1);
        }
        Sample {
            sentences: (0..size).map(|at| at * count / size).collect(),
            document: count,
        }
    }

    /// The numbers of its sentences, ascending.
    pub(super) fn sentences(&self) -> &[usize] {
        &self.sentences
    }

    /// Whether it is the whole document.
    pub(super) fn is_whole(&self) -> bool {
        self.sentences.len() == self.document
    }

    /// What was given up, if anything.
    pub(super) fn warning(&self) -> Option<Warning> {
        (!self.is_whole()).then(|| {
            let message = format!(
                "The article has {} sentences; each was compared with {} of them, evenly spaced.",
                self.document,
                self.sentences.len()
            );
            Warning::new(WarningCode::Truncated, message)
        })
    }
}
