//! What several families of signals need to know of a document, found once.

use super::cues::{Cue, Cues, Tally};
use crate::document::{Document, Sentence, Word};
use crate::scoring::vectors::SentenceVectors;
use crate::text::per_term::PerTerm;
use crate::text::terms::TermId;

/// A document with what is known of its sentences and terms.
pub(super) struct Facts<'a> {
    pub document: &'a Document<'a>,
    pub vectors: &'a SentenceVectors,
    pub terms: PerTerm<Seen>,
    /// How many sentences are of the story; at least 1.
    pub story_count: f32,
    story: Vec<usize>,
    cues: Vec<Cues>,
    /// What cues each sentence of the story has.
    tallies: Vec<Tally>,
}

/// A sentence of the story: neither boilerplate nor debris.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its number among the story's sentences, from 0.
    pub at: usize,
    /// Its number among the document's sentences, from 0.
    pub number: usize,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Its words.
    pub words: &'a [Word],
    /// The distinct terms of its content words with their tf-isf weights.
    pub terms: &'a [(TermId, f32)],
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
        let story = story(document);
        let cues = Cues::of_forms(document);
        let mut tallies = Vec::with_capacity(story.len());
        let sentences = story.iter().filter_map(|&at| document.sentences().get(at));
        tallies.extend(sentences.map(|sentence| Tally::of(document.words_of(sentence), &cues)));
        Facts {
            document,
            vectors,
            terms: seen(document, vectors, &story),
            story_count: story.len().max(1) as f32,
            story,
            cues,
            tallies,
        }
    }

    /// The numbers of the story's sentences, in order.
    pub fn into_story(self) -> Vec<usize> {
        self.story
    }

    /// The number of the sentence of the story that stands at that place in it.
    pub fn number(&self, at: usize) -> Option<usize> {
        self.story.get(at).copied()
    }

    /// The sentences of the story, in order. Ends early with the document's pulse.
    pub fn story(&self) -> impl Iterator<Item = Place<'a>> {
        let (document, vectors) = (self.document, self.vectors);
        let mut pulse = document.pulse();
        self.story
            .iter()
            .enumerate()
            .take_while(move |_| pulse.beats())
            .filter_map(move |(at, &number)| {
                let sentence = document.sentences().get(number)?;
                Some(Place {
                    at,
                    number,
                    sentence,
                    words: document.words_of(sentence),
                    terms: vectors.vector(number),
                })
            })
    }

    /// What `row` makes of each sentence of the story, in order.
    pub fn rows<const N: usize>(&self, row: impl FnMut(Place<'a>) -> [f32; N]) -> Vec<[f32; N]> {
        let mut rows = Vec::with_capacity(self.story.len());
        rows.extend(self.story().map(row));
        rows
    }

    /// Whether a word is such a cue in the document's language.
    pub fn is(&self, word: &Word, cue: Cue) -> bool {
        let cues = self.cues.get(word.form.0 as usize);
        cues.is_some_and(|cues| cues.has(cue))
    }

    /// The cues of a sentence of the story, by its place there.
    pub fn tally(&self, at: usize) -> Tally {
        self.tallies.get(at).copied().unwrap_or_default()
    }

    /// How many other sentences hold a term.
    pub fn others(&self, term: TermId) -> f32 {
        let holders = self.document.counts().of(term).sentences;
        holders.saturating_sub(1) as f32
    }
}

fn story(document: &Document) -> Vec<usize> {
    let sentences = document.sentences().iter().enumerate();
    let mut story = Vec::with_capacity(document.sentences().len());
    let of_story =
        sentences.filter(|(_, sentence)| !sentence.boilerplate && !document.is_debris(sentence));
    story.extend(of_story.map(|(number, _)| number));
    story
}

fn seen(document: &Document, vectors: &SentenceVectors, story: &[usize]) -> PerTerm<Seen> {
    let mut terms = PerTerm::<Seen>::new(document.terms());
    for &number in story {
        for &(term, _) in vectors.vector(number) {
            terms.update(term, |seen| {
                if !seen.known {
                    seen.first = number as u32;
                    seen.known = true;
                }
                seen.last = number as u32;
            });
        }
    }
    terms
}
