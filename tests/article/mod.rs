//! Articles of a text alone, shared by the tests that read them.

use nutgraf::article::{Article, Limits, RawArticle};

/// The article of `text`, in the language of that code; an empty one leaves the language to be detected.
pub fn article<'a>(language_code: &'a str, text: &'a str) -> Article<'a> {
    let raw = RawArticle {
        text,
        language_code,
        ..RawArticle::default()
    };
    Article::parse(raw, &Limits::default()).expect("the text is not blank")
}
