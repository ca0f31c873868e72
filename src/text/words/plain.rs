//! Words of ASCII letters and digits alone, read by their bytes.

use super::{LONGEST, Shape, WordSpan};
use crate::text::span::Span;

/// The word that begins at `begin`, before `end`, if it is of ASCII letters and digits alone and what follows
/// cannot belong to it. Most words are, and need no closer look.
#[inline(always)]
pub(super) fn word(text: &str, begin: usize, end: usize) -> Option<WordSpan> {
    let bytes = text.as_bytes().get(begin..end)?;
    let first = *bytes.first()?;
    let mut letters = 0;
    for &byte in bytes.iter().take(LONGEST) {
        match LETTERS[usize::from(byte)] {
            0 => break,
            one => letters += one,
        }
    }
    let [small, capitals, digits] = [0, 10, 20].map(|shift| (letters >> shift) as usize % 1024);
    let length = small + capitals + digits;
    let ends = match bytes.get(length) {
        None => true,
        Some(b'\'' | b'&' | b'_') => false,
        Some(b'.' | b',' | b':') => length > 1 && digits == 0,
        Some(byte) => byte.is_ascii(),
    };
    let before = begin.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    (ends && (1..LONGEST).contains(&length)).then(|| WordSpan {
        span: Span::new(begin, begin + length),
        shape: Shape::empty()
            .and(Shape::CAPITALISED, first.is_ascii_uppercase())
            .and(Shape::ALL_CAPITALS, capitals > 1 && small == 0)
            .and(Shape::NUMBER, first.is_ascii_digit())
            .and(Shape::ADDRESS, before == Some(&b'@')),
        folded: capitals == 0,
    })
}

/// One of a kind for each byte: ten bits count small letters, ten capitals, ten digits.
static LETTERS: [u32; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        letters[byte] = match byte as u8 {
            b'a'..=b'z' => 1,
            b'A'..=b'Z' => 1 << 10,
            b'0'..=b'9' => 1 << 20,
            _ => 0,
        };
        byte += 1;
    }
    letters
};
