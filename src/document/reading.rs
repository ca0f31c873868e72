//! How an article is taken apart: its sentences, their words, the words of its title, and the counts.

use super::parts::{Part, parts};
use super::{Document, SOUND_WORDS, Sentence, Stretch, TermCount, Word};
use crate::interrupt::Pulse;
use crate::text::boilerplate::{entry_time, is_boilerplate};
use crate::text::dateline::Dateline;
use crate::text::per_term::PerTerm;
use crate::text::sentences::{SentenceSpan, is_ended, sentences_until};
use crate::text::span::Span;
use crate::text::terms::Terms;
use crate::text::words::{Shape, WordSpan, words};
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
        let mut story = 0;
        let entries = entry_time::has_entries(text);
        let parts = found
            .into_iter()
            .flat_map(|found| parts(text, found, entries));
        for (SentenceSpan { span, paragraph }, part) in parts {
            let (words_before, content_before) = (self.words.len(), self.content.len());
            let (span, filed) = self.without_dateline(span, &mut story);
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
                boilerplate: filed
                    || part != Part::Sentence
                    || is_boilerplate(span.of(self.text), language),
                words: Stretch::since(words_before, &self.words),
                content: Stretch::since(content_before, &self.content),
            });
            if part == Part::Credit {
                self.mark_credited_caption();
            }
        }
    }

    /// The span of a sentence without its dateline, if a story begins after that, and whether it is nothing else. A
    /// dateline of several sentences ends before `story`.
    fn without_dateline(&mut self, span: Span, story: &mut usize) -> (Span, bool) {
        if self.sentences.len() >= PAGE_HEAD || self.has_story() {
            return (span, false);
        }
        let rest = self.text.get(span.begin()..).unwrap_or_default();
        if *story <= span.begin()
            && let Some(dateline) = Dateline::of_sentences(rest)
        {
            *story = span.begin() + dateline.length;
            self.agency = dateline.agency;
        }
        if span.end() <= *story {
            return (span, true);
        }
        let span = Span::new(span.begin().max(*story), span.end());
        (self.without_own_dateline(span), false)
    }

    /// The span of a sentence without the dateline in it, if a story begins after that.
    fn without_own_dateline(&mut self, span: Span) -> Span {
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

fn read_word(terms: &mut Terms, text: &str, word: WordSpan) -> Word {
    let written = word.span.of(text);
    let form = match word.folded {
        true => terms.intern_folded(written),
        false => terms.intern(written),
    };
    let lone_letter = written.len() == 1 && !word.shape.is_number();
    let content = !lone_letter && !word.shape.contains(Shape::ADDRESS) && !terms.is_stop(form);
    Word::new(word, form, terms.term(form), content)
}
