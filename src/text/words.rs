//! Words: where they are in a text and how they are written.

use super::language::Language;
use super::span::Span;

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Its first letter is a capital.
    pub capitalised: bool,
    /// It has two letters or more and all are capitals.
    pub all_capitals: bool,
    /// It begins with a digit.
    pub number: bool,
    /// A possessive ending that is not part of the span follows it ("China" in "China's").
    pub possessive: bool,
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordSpan {
    /// Where it is, without a possessive ending.
    pub span: Span,
    /// How it is written.
    pub shape: Shape,
}

/// Calls `each` with the words of `text[within]`, in order; spans are offsets into `text`.
pub fn words(text: &str, within: Span, _language: Language, mut each: impl FnMut(WordSpan)) {
    let mut begin = None;
    let piece = within.of(text);
    for (at, c) in piece.char_indices().chain([(piece.len(), ' ')]) {
        match (begin, c.is_alphanumeric()) {
            (None, true) => begin = Some(at),
            (Some(from), false) => {
                let word = piece.get(from..at).unwrap_or("");
                let span = Span::new(within.begin() + from, within.begin() + at);
                each(WordSpan {
                    span,
                    shape: shape(word),
                });
                begin = None;
            }
            _ => {}
        }
    }
}

fn shape(word: &str) -> Shape {
    let first = word.chars().next();
    Shape {
        capitalised: first.is_some_and(char::is_uppercase),
        all_capitals: word.chars().count() > 1 && word.chars().all(char::is_uppercase),
        number: first.is_some_and(char::is_numeric),
        possessive: false,
    }
}
