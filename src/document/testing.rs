//! Documents of the tests of all that works on one.

use super::Document;
use crate::article::{Article, Limits, RawArticle};

/// The document of a text without a title, which must be one that the service would take.
pub fn document<'a>(language_code: &'a str, text: &'a str) -> Document<'a> {
    let raw = RawArticle {
        text,
        language_code,
        ..RawArticle::default()
    };
    let article = Article::parse(raw, &Limits::default()).expect("a test's article is valid");
    Document::of(&article)
}
