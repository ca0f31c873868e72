//! Words: where they are in a text and how they are written.
//!
//! Close to the word boundaries of Unicode's annex 29, with what news needs beyond them: "U.S." and
//! "10,000" are one word, the ending of "China's" and the article of "l'eau" are cut off, an
//! address or a site that is named by one ("Change.org") is one word, and scripts without blanks are cut
//! by dictionary. Hyphens separate.

mod addresses;
mod apostrophes;
mod dictionary;
mod letters;
mod particles;
mod plain;
mod shape;
mod sites;
mod spaced;

pub use self::shape::Shape;
use super::language::{Language, Script};
use super::span::Span;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordSpan {
    /// Where it is, without a possessive ending.
    pub span: Span,
    /// How it is written.
    pub shape: Shape,
    /// Whether it is known to be its own form in lower case: ASCII without capitals.
    pub folded: bool,
}

/// Whether `language` is written without blanks, so that its words are cut by a dictionary.
pub fn is_cut_by_dictionary(language: Language) -> bool {
    use Script::{Han, Kana, Khmer, Lao, Myanmar, Thai};
    matches!(language.script(), Han | Kana | Khmer | Lao | Myanmar | Thai)
}

/// Bytes of the longest word. What is longer is cut into words of this length.
pub const LONGEST: usize = 256;

/// Calls `each` with the words of `text[within]`, in order; spans are offsets into `text`.
pub fn words(text: &str, within: Span, language: Language, mut each: impl FnMut(WordSpan)) {
    let mut reader = spaced::Reader::new(text, within, language);
    while let Some(start) = reader.next_start() {
        match start {
            spaced::Start::Word(at) => reader.read(at, &mut each),
            spaced::Start::Run(at) => {
                reader.skip_to(dictionary::read(text, at, within.end(), &mut each))
            }
        }
    }
}
