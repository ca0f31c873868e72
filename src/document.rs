//! Floor 5: an article taken apart once: its sentences, its words, and its terms with their counts.

mod captions;
mod headline;
pub mod language;
mod mixture;
mod parts;
mod reading;
#[cfg(test)]
pub mod testing;
mod word;

use std::ops::Range;

use self::language::TextLanguage;
pub use self::word::Word;
use crate::article::Article;
use crate::interrupt::{Interrupt, Pulse};
use crate::text::detection::Detection;
use crate::text::language::Language;
use crate::text::per_term::PerTerm;
use crate::text::span::Span;
use crate::text::terms::{TermId, Terms};
use crate::text::words::words;
use crate::warning::Warning;

/// Words of the shortest sentence that can stand alone.
const SOUND_WORDS: usize = 5;

/// An article's sentences, words and terms. Never changes once made.
pub struct Document<'a> {
    text: &'a str,
    title: &'a str,
    detection: Detection,
    semblance: Option<Language>,
    warnings: Vec<Warning>,
    sentences: Vec<Sentence>,
    words: Vec<Word>,
    content: Vec<TermId>,
    title_words: Vec<Word>,
    agency: Option<&'a str>,
    terms: Terms,
    counts: PerTerm<TermCount>,
    interrupt: Interrupt,
}

/// A sentence of the article's text.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it is in the text, without the dateline that stands before a story.
    pub span: Span,
    /// The number of its paragraph, from 0.
    pub paragraph: u32,
    /// Whether it belongs to the page rather than to the story.
    pub boilerplate: bool,
    words: Stretch,
    content: Stretch,
}

/// From which to before which, of the words of a document or of its content words.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    begin: u32,
    end: u32,
}

impl Stretch {
    /// All of `all` since it had `before`.
    fn since<T>(before: usize, all: &[T]) -> Stretch {
        Stretch {
            begin: before as u32,
            end: all.len() as u32,
        }
    }

    fn of<T>(self, all: &[T]) -> &[T] {
        let range = self.begin as usize..self.end as usize;
        all.get(range).unwrap_or_default()
    }
}

/// How often a term stands in the text as a content word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TermCount {
    /// Occurrences in the text; the title does not count.
    pub occurrences: u32,
    /// Sentences that hold it.
    pub sentences: u32,
}

impl<'a> Document<'a> {
    /// Takes `article` apart. Linear in its length.
    pub fn of(article: &Article<'a>) -> Document<'a> {
        Document::unless(&Interrupt::default(), article, TextLanguage::of(article))
    }

    /// The same, until `interrupt` is raised. Whoever works on a document asks its [`pulse`](Self::pulse)
    /// and stops with it; what comes out then is incomplete and to be thrown away.
    pub fn unless(
        interrupt: &Interrupt,
        article: &Article<'a>,
        language: TextLanguage,
    ) -> Document<'a> {
        let TextLanguage {
            detection,
            semblance,
            warnings,
        } = language;
        let mut document = Document {
            text: article.text(),
            title: article.title(),
            detection,
            semblance,
            warnings,
            sentences: Vec::new(),
            words: Vec::with_capacity(article.text().len() / 5),
            content: Vec::with_capacity(article.text().len() / 10),
            title_words: Vec::with_capacity(article.title().len() / 4),
            agency: None,
            counts: PerTerm::default(),
            terms: Terms::of_bytes(detection.language, article.text().len()),
            interrupt: interrupt.clone(),
        };
        document.read();
        document
    }

    /// Asked before each word or sentence in work on the document: whether to go on.
    pub fn pulse(&self) -> Pulse<'_> {
        Pulse::of(&self.interrupt)
    }

    /// What ends work on the document before its time.
    pub fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// The article's text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The article's title; may be empty.
    pub fn title(&self) -> &'a str {
        self.title
    }

    /// The language that its rules were taken from, and how sure that is.
    pub fn detection(&self) -> Detection {
        self.detection
    }

    /// The language that its rules were taken from.
    pub fn language(&self) -> Language {
        self.detection.language
    }

    /// The language that the text surely reads like, where the caller named another one.
    pub fn semblance(&self) -> Option<Language> {
        self.semblance
    }

    /// What was found wanting while the article was taken apart.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Its sentences, in order; at least one.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentences of the story with their numbers: those that are no boilerplate, or all where
    /// there is nothing else. Ends early with the document's pulse.
    pub fn story(&self) -> impl Iterator<Item = (usize, &Sentence)> {
        let bare = self.sentences.iter().all(|sentence| sentence.boilerplate);
        let mut pulse = self.pulse();
        let all = self.sentences.iter().enumerate();
        let all = all.take_while(move |_| pulse.beats());
        all.filter(move |(_, sentence)| bare || !sentence.boilerplate)
    }

    /// The sentences of the story that can stand alone, with their numbers: those that are no
    /// [debris](Self::is_debris).
    pub fn sound_story(&self) -> impl Iterator<Item = (usize, &Sentence)> {
        self.story()
            .filter(|(_, sentence)| !self.is_debris(sentence))
    }

    /// Whether a sentence has fewer than five words: too short to stand alone, and often what a split
    /// or a page left behind.
    pub fn is_debris(&self, sentence: &Sentence) -> bool {
        self.words_of(sentence).len() < SOUND_WORDS
    }

    /// The text of a sentence.
    pub fn sentence_text(&self, sentence: &Sentence) -> &'a str {
        sentence.span.of(self.text)
    }

    /// Marks sentences as lines of the page.
    fn mark(&mut self, sentences: Range<usize>) {
        for sentence in self.sentences.get_mut(sentences).unwrap_or_default() {
            sentence.boilerplate = true;
        }
    }

    /// Every word of the text, in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The words of a sentence.
    pub fn words_of(&self, sentence: &Sentence) -> &[Word] {
        sentence.words.of(&self.words)
    }

    /// The terms of a sentence's content words, in order, repeated as often as they stand there.
    pub fn content_of(&self, sentence: &Sentence) -> &[TermId] {
        sentence.content.of(&self.content)
    }

    /// The title's words; their spans are offsets into the title.
    pub fn title_words(&self) -> &[Word] {
        &self.title_words
    }

    /// Who filed the story, as its dateline tells: "AP" of "TARROW, Norrland (AP) —".
    pub fn agency(&self) -> Option<&'a str> {
        self.agency
    }

    /// The distinct words and stems of text and title.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// How often each term stands in the text as a content word.
    pub fn counts(&self) -> &PerTerm<TermCount> {
        &self.counts
    }

    /// The terms of `text`'s content words that the article has, each once, in order.
    pub fn known_terms(&self, text: &str) -> Vec<TermId> {
        let mut found = Vec::new();
        words(text, Span::new(0, text.len()), self.language(), |word| {
            if let Some(term) = self.terms.find_term(word.span.of(text))
                && self.counts.of(term).occurrences > 0
                && !found.contains(&term)
            {
                found.push(term);
            }
        });
        found
    }
}
