//! Sentences: where a text's statements begin and end.

use super::language::Language;
use super::span::Span;

/// A sentence of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceSpan {
    /// Where it is, without white space at its ends.
    pub span: Span,
    /// The number of the paragraph that holds it, from 0.
    pub paragraph: u32,
}

/// The sentences of `text`, in order. What lies outside them is white space.
pub fn sentences(text: &str, _language: Language) -> Vec<SentenceSpan> {
    let mut found = Vec::new();
    let mut at = 0;
    for (paragraph, block) in text
        .split_inclusive('\n')
        .filter(|block| !block.trim().is_empty())
        .enumerate()
    {
        let start = block.as_ptr() as usize - text.as_ptr() as usize;
        let mut from = start;
        for piece in block.split_inclusive(". ") {
            let trimmed = piece.trim();
            let lead = piece.len() - piece.trim_start().len();
            if !trimmed.is_empty() {
                let span = Span::new(from + lead, from + lead + trimmed.len());
                found.push(SentenceSpan {
                    span,
                    paragraph: paragraph as u32,
                });
            }
            from += piece.len();
        }
        at = from;
    }
    debug_assert!(at <= text.len());
    found
}
