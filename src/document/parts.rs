//! What was found as one sentence and begins with what is none of the story: the credit of a picture, a heading, the
//! time of a live blog's entry.

use crate::text::boilerplate::picture_credit::PictureCredit;
use crate::text::boilerplate::{dashed_heading, entry_time};
use crate::text::sentences::SentenceSpan;
use crate::text::span::Span;

/// What a part of what was found as one sentence is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A sentence, as far as is known.
    Sentence,
    /// One that is the credit of a picture, or ends with one.
    Credit,
    /// A heading, or the time before an entry of a live blog.
    Heading,
}

/// A sentence, or two where it begins with the credit of a picture, a heading or, among `entries` of a live blog, a time.
pub(super) fn parts(
    text: &str,
    found: SentenceSpan,
    entries: bool,
) -> impl Iterator<Item = (SentenceSpan, Part)> + use<> {
    let SentenceSpan { span, paragraph } = found;
    let credit = PictureCredit::of(span.of(text));
    let (before, last) = match credit {
        Some(PictureCredit::Before(length)) => (Some((length, Part::Credit)), Part::Sentence),
        Some(PictureCredit::Behind) => (None, Part::Credit),
        None => {
            let sentence = span.of(text);
            let heading = dashed_heading::before(sentence);
            let heading = heading.or_else(|| entry_time::before(sentence, entries));
            let heading = heading.map(|length| (length, Part::Heading));
            (heading, Part::Sentence)
        }
    };
    let split = before.map(|(length, part)| (split(text, span, length), part));
    let first = split.map(|((first, _), part)| (first, part));
    let rest = split.map_or(span, |((_, rest), _)| rest);
    let parts = first.into_iter().chain([(rest, last)]);
    parts.map(move |(span, part)| (SentenceSpan { span, paragraph }, part))
}

/// The first `length` bytes of a span and what follows them, each without the blanks between.
fn split(text: &str, span: Span, length: usize) -> (Span, Span) {
    let first = Span::new(span.begin(), span.begin() + length);
    let rest = Span::new(first.end(), span.end()).of(text).trim_start();
    let first_length = first.of(text).trim_end().len();
    (
        Span::new(span.begin(), span.begin() + first_length),
        Span::new(span.end() - rest.len(), span.end()),
    )
}
