//! A finished summary.

use crate::document::Document;
use crate::scoring::scores::{Scores, Signal};
use crate::text::span::Span;
use crate::warning::Warning;

/// The sentences chosen from an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary<'a> {
    /// The chosen sentences, in the order asked for.
    pub chosen: Vec<Choice<'a>>,
    /// Every sentence in document order, if that was asked for.
    pub all: Vec<Choice<'a>>,
    /// The chosen sentences as one text, their inner white space made single blanks.
    pub text: String,
    /// What could not be done as asked.
    pub warnings: Vec<Warning>,
}

/// A sentence with its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<'a> {
    /// The sentence, as it stands in the article.
    pub text: &'a str,
    /// Where it stands in the article's text.
    pub span: Span,
    /// Its number among the article's sentences, from 0.
    pub index: u32,
    /// The number of its paragraph, from 0.
    pub paragraph: u32,
    /// Its place by score among all sentences of the article, from 1.
    pub rank: u32,
    /// How much it says of the article, in [0, 1].
    pub score: f32,
    /// The evidence behind the score, if that was asked for.
    pub signals: Vec<Signal>,
    /// What choosing added to the score, if that was asked for: beside the sentences chosen before
    /// it or, for one left out, beside the whole summary. Score and contributions add up to what it was
    /// chosen by.
    pub selection: Vec<Signal>,
}

impl<'a> Choice<'a> {
    pub(super) fn new(
        document: &Document<'a>,
        scores: &Scores,
        ranks: &[u32],
        index: usize,
        explained: Option<&[Vec<Signal>]>,
    ) -> Option<Choice<'a>> {
        let sentence = document.sentences().get(index)?;
        Some(Choice {
            text: document.sentence_text(sentence),
            span: sentence.span,
            index: index as u32,
            paragraph: sentence.paragraph,
            rank: ranks.get(index).copied()?,
            score: scores.of(index),
            signals: explained.map_or_else(Vec::new, |_| scores.signals_of(index).to_vec()),
            selection: explained
                .and_then(|all| all.get(index))
                .cloned()
                .unwrap_or_default(),
        })
    }
}

/// The sentences of those numbers as one text.
pub(super) fn joined(document: &Document, chosen: &[usize]) -> String {
    let sentences = chosen
        .iter()
        .filter_map(|&index| document.sentences().get(index));
    let length = sentences.clone().map(|sentence| sentence.span.len() + 1);
    let mut text = String::with_capacity(length.sum());
    let mut push = |piece: &str| {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(piece);
    };
    for sentence in sentences.map(|sentence| document.sentence_text(sentence)) {
        match has_single_blanks(sentence) {
            true => push(sentence),
            false => sentence.split_whitespace().for_each(&mut push),
        }
    }
    text
}

/// Whether a sentence, which begins and ends with no white space, is of ASCII and has none but single
/// blanks, as most sentences in English are: what follows of its words need not look at each.
fn has_single_blanks(sentence: &str) -> bool {
    let printed = |byte: &u8| matches!(byte, b' '..=b'~');
    let bytes = sentence.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    !ends.contains(&Some(&b' '))
        && !bytes.is_empty()
        && bytes.iter().fold(true, |all, byte| all & printed(byte))
        && memchr::memmem::find(bytes, b"  ").is_none()
}

/// The length of a sentence in code points once its inner white space is single blanks.
pub(super) fn characters(sentence: &str) -> usize {
    if has_single_blanks(sentence) {
        return sentence.len();
    }
    let words = sentence.split_whitespace();
    words
        .map(|word| word.chars().count() + 1)
        .sum::<usize>()
        .saturating_sub(1)
}
