//! Slugs: tags as they stand in a URL.

use std::borrow::Cow;

/// `text` in lower-case ASCII letters and digits, words joined by hyphens: "South Korea" becomes
/// `south-korea`. Other scripts are transliterated. Empty for a text of signs alone; the same for texts that
/// differ by signs alone.
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

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_has_the_letters_and_digits_of_a_text_and_no_signs() {
        let cases = [
            ("South Korea", "south-korea"),
            ("Côte d'Ivoire", "cote-divoire"),
            ("Москва", "moskva"),
            ("C++", "c"),
            ("C#", "c"),
            ("***", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text:?}");
        }
    }
}
