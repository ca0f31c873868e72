//! Words of scripts written without blanks, by icu_segmenter's dictionaries.
//!
//! Never its neural models: they read 0.4 MB a second, its dictionaries 40 to 100.

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
    let run = rest.get(..length).unwrap_or("");
    let mut begin = 0;
    for (stop, kind) in SEGMENTER.segment_str(run).iter_with_word_type() {
        if kind.is_word_like() {
            each(WordSpan {
                span: Span::new(at + begin, at + stop),
                shape: Shape::default(),
            });
        }
        begin = stop;
    }
    at + length.max(1)
}
