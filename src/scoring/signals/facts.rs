//! What several families of signals need to know of a document, found once.

use super::cues::{Cue, Cues};
use crate::document::{Document, Sentence, Word};
use crate::scoring::vectors::SentenceVectors;
use crate::text::terms::{PerTerm, TermId};

/// Words that a sentence needs to be able to stand in a summary.
pub(super) const SHORTEST: usize = 5;

/// A document with what is known of its sentences and terms.
pub(super) struct Facts<'a> {
    pub document: &'a Document<'a>,
    pub vectors: &'a SentenceVectors,
    pub terms: PerTerm<Seen>,
    /// Whether a sentence is of the story, neither boilerplate nor debris; one a sentence.
    pub story: Vec<bool>,
    /// How many sentences are of the story; at least 1.
    pub story_count: f32,
    cues: Vec<Cues>,
}

/// The sentences that a term stands in first and last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub first: u32,
    pub last: u32,
    known: bool,
}

impl<'a> Facts<'a> {
    pub fn of(document: &'a Document<'a>, vectors: &'a SentenceVectors) -> Facts<'a> {
        let story: Vec<bool> = document
            .sentences()
            .iter()
            .map(|sentence| !sentence.boilerplate && document.words_of(sentence).len() >= SHORTEST)
            .collect();
        Facts {
            document,
            vectors,
            terms: seen(document, vectors),
            story_count: story.iter().filter(|&&of| of).count().max(1) as f32,
            story,
            cues: Cues::of_forms(document),
        }
    }

    /// Each sentence with its number.
    pub fn sentences(&self) -> impl Iterator<Item = (usize, &'a Sentence)> {
        self.document.sentences().iter().enumerate()
    }

    /// The words of a sentence.
    pub fn words(&self, sentence: &Sentence) -> &'a [Word] {
        self.document.words_of(sentence)
    }

    /// The distinct terms of a sentence's content words with their tf-isf weights.
    pub fn distinct(&self, sentence: usize) -> &'a [(TermId, f32)] {
        self.vectors.vector(sentence)
    }

    /// Whether a word is such a cue in the document's language.
    pub fn is(&self, word: &Word, cue: Cue) -> bool {
        let cues = self.cues.get(word.form.0 as usize);
        cues.is_some_and(|cues| cues.has(cue))
    }

    /// How many other sentences hold a term.
    pub fn others(&self, term: TermId) -> f32 {
        let holders = self.document.counts().of(term).sentences;
        holders.saturating_sub(1) as f32
    }
}

fn seen(document: &Document, vectors: &SentenceVectors) -> PerTerm<Seen> {
    let mut terms = PerTerm::<Seen>::new(document.terms());
    for (at, sentence) in (0..).zip(0..vectors.count()) {
        for &(term, _) in vectors.vector(sentence) {
            terms.update(term, |seen| {
                if !seen.known {
                    seen.first = at;
                    seen.known = true;
                }
                seen.last = at;
            });
        }
    }
    terms
}
