//! A word of a document, in as few bytes as hold it: long texts have hundreds of thousands.

use crate::text::span::Span;
use crate::text::terms::{FormId, TermId};
use crate::text::words::{Shape, WordSpan};

/// A word of the text or of the title.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    begin: u32,
    /// Its lower-case form.
    pub form: FormId,
    /// Its stem.
    pub term: TermId,
    /// Words have at most some [`LONGEST`](crate::text::words::LONGEST) bytes.
    length: u16,
    /// How it is written.
    pub shape: Shape,
    /// Whether it says something of the topic: no stop word, no lone letter, no address.
    pub content: bool,
}

impl Word {
    /// The word that stands there.
    pub(super) fn new(word: WordSpan, form: FormId, term: TermId, content: bool) -> Word {
        let WordSpan { span, shape, .. } = word;
        Word {
            begin: span.begin() as u32,
            form,
            term,
            length: u16::try_from(span.len()).unwrap_or(u16::MAX),
            shape,
            content,
        }
    }

    /// Where it is, in the text or in the title.
    #[inline]
    pub fn span(&self) -> Span {
        Span::sized(self.begin, self.length)
    }
}
