//! Which language a text is written in.

use super::language::Language;

/// A language and how sure its detection is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// The likeliest language; undetermined where the text gives no hint.
    pub language: Language,
    /// From 0 (a guess) to 1 (sure).
    pub confidence: f32,
}

/// Bytes of a text that detection reads.
const PREFIX: usize = 500;

/// The language of `text`, judged by its beginning.
pub fn detect(text: &str) -> Detection {
    let prefix = text.get(..text.floor_char_boundary(PREFIX)).unwrap_or(text);
    let info = whatlang::detect(prefix);
    let language = info
        .as_ref()
        .and_then(|info| Language::of_code(info.lang().code()));
    Detection {
        language: language.unwrap_or_else(Language::undetermined),
        confidence: info.map_or(0.0, |info| info.confidence() as f32),
    }
}
