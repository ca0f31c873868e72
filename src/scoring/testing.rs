//! What the tests of the methods have in common.

use super::{Aim, Method};
use crate::article::{Article, Limits, RawArticle};
use crate::document::Document;
use crate::scoring::scores::Scores;

/// The scores that a method gives to English sentences, each in a paragraph of its own, when half
/// of them are wanted.
pub(super) fn scores(method: &str, title: &str, sentences: &[&str]) -> Scores {
    scores_of_text(method, title, &sentences.join("\n\n"), sentences.len())
}

/// The scores that a method gives to an English text, which must have `count` sentences.
pub(super) fn scores_of_text(method: &str, title: &str, text: &str, count: usize) -> Scores {
    let raw = RawArticle {
        title,
        text,
        language_code: "en",
        ..RawArticle::default()
    };
    let article = Article::parse(raw, &Limits::default()).expect("a test's article is valid");
    let document = Document::of(&article);
    assert_eq!(document.sentences().len(), count, "sentences of {text:?}");
    let method = Method::named(method).expect("a test names a method that exists");
    method.score(&document, "", Aim::of(count.div_ceil(2)))
}

/// Checks that `scores` are those expected, to three digits.
#[track_caller]
pub(super) fn assert_scores(scores: &Scores, expected: &[f32]) {
    let close = |(&score, &wanted): (&f32, &f32)| (score - wanted).abs() < 1e-3;
    let alike =
        scores.values().len() == expected.len() && scores.values().iter().zip(expected).all(close);
    assert!(alike, "expected {expected:?}, got {:?}", scores.values());
}
