//! Words as the tagger sees them: their form, what their capital says, and what stands before them.

use crate::text::span::Span;
use crate::text::terms::FormId;
use crate::text::words::Shape;

/// What a capital says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Case {
    /// It has none.
    Small,
    /// It has one where small letters were to be expected.
    Capital,
    /// It has one, and any word would have one there.
    Initial,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Gap {
    /// A blank or a hyphen.
    Plain,
    /// A mark, or the start of the sentence.
    Mark,
    /// A possessive ending.
    Possessive,
}

/// A word as the tagger sees it.
#[derive(Clone, Copy, Debug)]
pub struct Observed {
    /// Its lower-case form.
    pub form: FormId,
    /// What its capital says.
    pub case: Case,
    /// What stands before it.
    pub gap: Gap,
}

/// What the tagger sees of the words of a sentence: for each its form, span and shape are given.
/// `capitals` says that the sentence is written in capitals, which then say nothing.
pub fn observed(
    text: &str,
    words: impl Iterator<Item = (FormId, Span, Shape)>,
    capitals: bool,
) -> impl Iterator<Item = Observed> {
    let mut before: Option<(Span, Shape)> = None;
    let mut number_of_an_item = false;
    words.map(move |(form, span, shape)| {
        let (gap, opens) = match before {
            Some(before) => between(text, before, span),
            None => (Gap::Mark, true),
        };
        let opens = opens || number_of_an_item;
        number_of_an_item = before.is_none() && shape.is_number() && ends_an_item(text, span);
        before = Some((span, shape));
        let case = match shape.is_capitalised() {
            false => Case::Small,
            true if capitals || opens => Case::Initial,
            true => Case::Capital,
        };
        Observed { form, case, gap }
    })
}

/// Whether what follows a number at `span` makes it the number of a list's item ("1. Preheat", "2) Mash").
fn ends_an_item(text: &str, span: Span) -> bool {
    let next = text.as_bytes().get(span.end());
    matches!(next, Some(b'.' | b')'))
}

/// What is between a word and the one at `span`, and whether that opens something, so that any word would
/// have a capital.
fn between(text: &str, (last, shape): (Span, Shape), span: Span) -> (Gap, bool) {
    let (begin, end) = (last.end(), span.begin());
    if end == begin + 1 && text.as_bytes().get(begin) == Some(&b' ') {
        return (Gap::Plain, false);
    }
    let between = text.get(begin..end).unwrap_or(".");
    let opens = between.contains(['"', '“', '‘', '«', ':', '•']);
    (gap(between, shape), opens)
}

fn gap(between: &str, before: Shape) -> Gap {
    match between {
        "-" => Gap::Plain,
        _ if before.contains(Shape::POSSESSIVE) => Gap::Possessive,
        _ if between
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '&' | '/')) =>
        {
            Gap::Plain
        }
        ". " if before.is_capitalised() => Gap::Plain,
        _ => Gap::Mark,
    }
}
