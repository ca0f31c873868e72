//! Slugs: tags as they stand in a URL.

use std::borrow::Cow;

/// `text` in lower-case ASCII letters and digits, words joined by hyphens: "South Korea" becomes
/// `south-korea`. Other scripts are transliterated.
pub fn slug(text: &str) -> String {
    let ascii = match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(deunicode::deunicode_with_tofu(text, "")),
    };
    let words = ascii
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty());
    let mut slug = String::with_capacity(ascii.len());
    for (at, word) in words.enumerate() {
        if at > 0 {
            slug.push('-');
        }
        let letters = word.chars().filter(|&c| c != '\'');
        slug.extend(letters.map(|c| c.to_ascii_lowercase()));
    }
    slug
}
