//! How an article is taken apart: its sentences, their words, the words of its title, and the counts.

use super::{Document, SOUND_WORDS, Sentence, TermCount, Word};
use crate::interrupt::Pulse;
use crate::text::boilerplate::is_boilerplate;
use crate::text::boilerplate::picture_credit::PictureCredit;
use crate::text::dateline::Dateline;
use crate::text::per_term::PerTerm;
use crate::text::sentences::{SentenceSpan, is_ended, sentences_until};
use crate::text::span::Span;
use crate::text::terms::Terms;
use crate::text::words::{WordSpan, words};
use crate::warning::{Warning, WarningCode};

/// Sentences of a page before its story among which a dateline is sought. A list of lines that are all
/// boilerplate is no article, and seeking one costs more than all else that is done with a short line.
const PAGE_HEAD: usize = 100;

impl Document<'_> {
    /// Reads text and title, and counts the terms.
    pub(super) fn read(&mut self) {
        self.read_sentences();
        self.mark_labelled_captions();
        self.read_title();
        self.count_terms();
        self.mark_headline();
        self.warn_if_mixed();
        self.warn_if_short();
    }

    fn warn_if_short(&mut self) {
        if self.sound_story().nth(1).is_none() {
            let message = format!(
                "The text has fewer than two sentences of {SOUND_WORDS} words or more: too little to tell which of \
                 its parts matter more."
            );
            let warning = Warning::new(WarningCode::TextTooShort, message);
            self.warnings.push(warning);
        }
    }

    fn read_sentences(&mut self) {
        let language = self.language();
        let interrupt = self.interrupt.clone();
        let mut pulse = Pulse::of(&interrupt);
        let found = sentences_until(self.text, language, pulse.clone());
        self.sentences.reserve_exact(found.len());
        let text = self.text;
        let parts = found.into_iter().flat_map(|found| parts(text, found));
        for (SentenceSpan { span, paragraph }, credit) in parts {
            let (first_word, first_content) = (self.words.len(), self.content.len());
            let span = self.without_dateline(span);
            words(self.text, span, language, |word| {
                if !pulse.beats() {
                    return;
                }
                let word = read_word(&mut self.terms, self.text, word);
                if word.content {
                    self.content.push(word.term);
                }
                self.words.push(word);
            });
            if !pulse.beats() {
                return;
            }
            self.sentences.push(Sentence {
                span,
                paragraph,
                boilerplate: credit || is_boilerplate(span.of(self.text), language),
                words: first_word..self.words.len(),
                content: first_content..self.content.len(),
            });
            if credit {
                self.mark_credited_caption();
            }
        }
    }

    /// The span of a sentence without its dateline, if a story begins after that.
    fn without_dateline(&mut self, span: Span) -> Span {
        if self.sentences.len() >= PAGE_HEAD || self.has_story() {
            return span;
        }
        let Some(dateline) = Dateline::of(span.of(self.text)) else {
            return span;
        };
        let story = Span::new(span.begin() + dateline.length, span.end());
        if is_boilerplate(story.of(self.text), self.language()) {
            return span;
        }
        self.agency = dateline.agency;
        story
    }

    /// Whether a sentence of a story has been read: one that ends like a sentence, as a headline does not.
    fn has_story(&self) -> bool {
        let mut story = self
            .sentences
            .iter()
            .filter(|sentence| !sentence.boilerplate);
        story.any(|sentence| is_ended(self.sentence_text(sentence)))
    }

    fn read_title(&mut self) {
        let language = self.language();
        words(
            self.title,
            Span::new(0, self.title.len()),
            language,
            |word| {
                self.title_words
                    .push(read_word(&mut self.terms, self.title, word));
            },
        );
    }

    fn count_terms(&mut self) {
        let mut counts = PerTerm::<TermCount>::new(&self.terms);
        let mut last_seen = PerTerm::<u32>::new(&self.terms);
        for (number, sentence) in (1..).zip(&self.sentences) {
            for &term in self.content_of(sentence) {
                let again = last_seen.of(term) == number;
                last_seen.update(term, |seen| *seen = number);
                counts.update(term, |count| {
                    count.occurrences += 1;
                    count.sentences += u32::from(!again);
                });
            }
        }
        self.counts = counts;
    }
}

/// A sentence, or two where it begins with the credit of a picture, each with whether it has such a credit.
fn parts(text: &str, found: SentenceSpan) -> impl Iterator<Item = (SentenceSpan, bool)> + use<> {
    let SentenceSpan { span, paragraph } = found;
    let credit = PictureCredit::of(span.of(text));
    let (before, span) = match credit {
        Some(PictureCredit::Before(length)) => {
            let credit = Span::new(span.begin(), span.begin() + length);
            let rest = Span::new(credit.end(), span.end()).of(text).trim_start();
            let rest = Span::new(span.end() - rest.len(), span.end());
            (Some(credit), rest)
        }
        _ => (None, span),
    };
    let before = before.map(|span| (SentenceSpan { span, paragraph }, true));
    let behind = credit == Some(PictureCredit::Behind);
    let last = (SentenceSpan { span, paragraph }, behind);
    before.into_iter().chain([last])
}

fn read_word(terms: &mut Terms, text: &str, word: WordSpan) -> Word {
    let WordSpan { span, shape, .. } = word;
    let written = span.of(text);
    let form = match word.folded {
        true => terms.intern_folded(written),
        false => terms.intern(written),
    };
    let lone_letter = written.len() == 1 && !shape.number;
    Word {
        span,
        form,
        term: terms.term(form),
        shape,
        content: !lone_letter && !shape.address && !terms.is_stop(form),
    }
}
