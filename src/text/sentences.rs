//! Sentences: where a text's statements begin and end.
//!
//! In three steps: the layout joins the lines that belong together into paragraphs, the
//! splitter walks over each paragraph and stops at every mark that might end a sentence, and the
//! rules of the language say whether it does. Each step reads every byte a bounded number of times.

mod boundary;
mod casing;
mod closers;
mod enclosures;
mod following;
mod items;
mod layout;
mod marks;
mod ornaments;
mod rules;
mod splitter;
mod tokens;

use self::marks::{closes, is_gap, mark};
use super::language::Language;
use super::span::Span;
use crate::interrupt::{Interrupt, Pulse};

/// A sentence of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceSpan {
    /// Where it is, without white space at its ends.
    pub span: Span,
    /// The number of the paragraph that holds it, from 0.
    pub paragraph: u32,
}

/// Whether there are rules of `language`'s own; English ones are used where there are none.
pub fn has_rules(language: Language) -> bool {
    rules::exist(language)
}

/// Whether `text` ends as sentences do: with a mark, and what closes with it.
pub fn is_ended(text: &str) -> bool {
    let body = text.trim_end_matches(|c| is_gap(c) || closes(c));
    body.chars().next_back().is_some_and(|c| mark(c).is_some())
}

/// The sentences of `text`, in order; at least one where the text is not blank.
///
/// The spans and the gaps between them tile the text; the gaps hold only white space and invisible
/// characters, unless the text shows nothing else. A heading or a list item is a sentence even without a full stop.
pub fn sentences(text: &str, language: Language) -> Vec<SentenceSpan> {
    sentences_until(text, language, Pulse::of(&Interrupt::default()))
}

/// The same, as far as `pulse` lets it read.
pub fn sentences_until(text: &str, language: Language, mut pulse: Pulse<'_>) -> Vec<SentenceSpan> {
    let rules = rules::of(language);
    let casual = casing::is_casual(text);
    let mut found = Vec::with_capacity(text.len() / 100 + 1);
    for (paragraph, block) in (0..).zip(layout::paragraphs(text, &mut pulse)) {
        splitter::split(text, block, rules, casual, &mut pulse, |span| {
            found.push(SentenceSpan { span, paragraph });
        });
        if pulse.has_stopped() {
            return found;
        }
    }
    if found.is_empty() && !pulse.has_stopped() && !text.trim().is_empty() {
        let body = text.trim();
        let begin = text.len() - text.trim_start().len();
        let span = Span::new(begin, begin + body.len());
        found.push(SentenceSpan { span, paragraph: 0 });
    }
    found
}
