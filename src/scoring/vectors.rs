//! Sentences as sparse vectors of terms, and how alike two of them are.
//!
//! By default a term weighs its count in the sentence times ln(1 + n / sentences that hold it): the
//! inverse sentence frequency, tf-idf with sentences for documents (Neto et al., "Document
//! Clustering and Text Summarization", PADD 2000), and vectors have length 1, so that a dot product
//! is a cosine.

use crate::document::Document;
use crate::interrupt::{Interrupt, Pulse};
use crate::text::terms::TermId;

/// Content words of a usual sentence.
const USUAL: usize = 64;

/// Every sentence of a document as a sparse vector.
#[derive(Clone, Debug)]
pub struct SentenceVectors {
    /// Terms and weights of all sentences, each sentence's sorted by term.
    entries: Vec<(TermId, f32)>,
    /// Where each sentence's entries begin; one more than there are sentences.
    starts: Vec<usize>,
    /// The document's.
    interrupt: Interrupt,
}

impl SentenceVectors {
    /// The tf-isf vectors of `document`'s sentences, of length 1 (or 0 where there is no content).
    pub fn of(document: &Document) -> SentenceVectors {
        let mut vectors = SentenceVectors::tf_isf(document);
        vectors.normalise();
        vectors
    }

    /// The tf-isf vectors of `document`'s sentences, as long as their sentences make them.
    pub(super) fn tf_isf(document: &Document) -> SentenceVectors {
        SentenceVectors::weighted(document, |count, rarity| count * rarity)
    }

    /// Vectors in which a term weighs what `weight` makes of its count in the sentence and of its
    /// inverse sentence frequency.
    pub(super) fn weighted(
        document: &Document,
        weight: impl Fn(f32, f32) -> f32,
    ) -> SentenceVectors {
        let count = document.sentences().len() as f32;
        let mut entries = Vec::with_capacity(document.words().len() / 2);
        let mut starts = Vec::with_capacity(document.sentences().len() + 1);
        starts.push(0);
        let mut terms = Vec::with_capacity(USUAL);
        let mut pulse = document.pulse();
        // By the sentences that hold a term; 0 where it was not asked for.
        let mut rarities = vec![0.0; document.sentences().len() + 1];
        for sentence in document.sentences() {
            terms.clear();
            if pulse.beats() {
                terms.extend_from_slice(document.content_of(sentence));
            }
            terms.sort_unstable();
            for same in terms.chunk_by(|a, b| a == b) {
                let Some(&term) = same.first() else { continue };
                let holders = document.counts().of(term).sentences.max(1);
                let Some(rarity) = rarities.get_mut(holders as usize) else {
                    continue;
                };
                if *rarity == 0.0 {
                    *rarity = (1.0 + count / holders as f32).ln();
                }
                entries.push((term, weight(same.len() as f32, *rarity)));
            }
            starts.push(entries.len());
        }
        SentenceVectors {
            entries,
            starts,
            interrupt: document.interrupt().clone(),
        }
    }

    fn normalise(&mut self) {
        for bounds in self.starts.windows(2) {
            let &[begin, end] = bounds else { continue };
            let vector = self.entries.get_mut(begin..end).unwrap_or_default();
            let squares = vector.iter().map(|(_, weight)| weight * weight);
            let norm = squares.sum::<f32>().sqrt();
            vector.iter_mut().for_each(|(_, weight)| *weight /= norm);
        }
    }

    /// Asked before each sentence in work on the vectors: whether to go on.
    pub fn pulse(&self) -> Pulse<'_> {
        Pulse::of(&self.interrupt)
    }

    /// How many sentences there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many pairs of a sentence and one of its distinct terms there are.
    pub fn entry_count(&self) -> usize {
        self.entries.len()
    }

    /// The terms of a sentence with their weights, sorted by term.
    pub fn vector(&self, sentence: usize) -> &[(TermId, f32)] {
        match (self.starts.get(sentence), self.starts.get(sentence + 1)) {
            (Some(&begin), Some(&end)) => self.entries.get(begin..end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The vectors of all sentences, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &[(TermId, f32)]> {
        (0..self.count()).map(|sentence| self.vector(sentence))
    }

    /// The cosine of two sentences, in [0, 1], where vectors have length 1.
    pub fn cosine(&self, one: usize, other: usize) -> f32 {
        let (mut left, mut right) = (self.vector(one), self.vector(other));
        let mut sum = 0.0;
        while let (Some((a, x)), Some((b, y))) = (left.first(), right.first()) {
            if a == b {
                sum += x * y;
            }
            if a <= b {
                left = left.get(1..).unwrap_or_default();
            }
            if b <= a {
                right = right.get(1..).unwrap_or_default();
            }
        }
        sum.clamp(0.0, 1.0)
    }
}
