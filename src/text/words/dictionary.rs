//! Words of scripts written without blanks, by icu_segmenter's dictionaries.
//!
//! Never its neural models: they read 0.4 MB a second, its dictionaries 40 to 100.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::letters::{Kind, kind};
use super::{Shape, WordSpan};
use crate::text::span::Span;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Bytes that are cut at once; bounds the memory that one run takes.
const RUN: usize = 2048;

/// Gives the words of the run of letters without blanks that begins at byte `at`, as far as `end`.
/// Returns where it ends.
pub fn read(text: &str, at: usize, end: usize, each: &mut impl FnMut(WordSpan)) -> usize {
    let reach = text.floor_char_boundary(end.min(at + RUN));
    let rest = text.get(at..reach).unwrap_or("");
    let length = rest
        .find(|c| kind(c) != Kind::Unspaced)
        .unwrap_or(rest.len());
    let mut begin = at;
    while let Some(piece) = piece(text, begin, at + length) {
        for word in words(piece) {
            let span = Span::new(begin + word.start, begin + word.end);
            each(WordSpan {
                span,
                shape: Shape::empty(),
                folded: false,
            });
        }
        begin += piece.len();
    }
    at + length.max(1)
}

/// The part of `text[begin..end]` that is cut by itself, if anything is left: in Japanese a word begins
/// where Hiragana is followed by another script, which the dictionary does not know ("なった小学校" would
/// become "な", "った小", "学校"); but the prefixes of honour belong to the word that follows ("お金").
fn piece(text: &str, begin: usize, end: usize) -> Option<&str> {
    let rest = text.get(begin..end).filter(|rest| !rest.is_empty())?;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        if is_hiragana(before) && !is_hiragana(c) && c != 'ー' && !matches!(before, 'お' | 'ご')
        {
            return rest.get(..at);
        }
        before = c;
    }
    Some(rest)
}

fn is_hiragana(c: char) -> bool {
    ('ぁ'..='ゟ').contains(&c)
}

/// Where the words of a piece are.
fn words(piece: &str) -> impl Iterator<Item = Range<usize>> {
    let mut begin = 0;
    SEGMENTER
        .segment_str(piece)
        .iter_with_word_type()
        .filter_map(move |(end, kind)| {
            let word = begin..end;
            begin = end;
            kind.is_word_like().then_some(word)
        })
}
