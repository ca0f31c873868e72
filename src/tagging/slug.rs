//! Slugs: tags as they stand in a URL.

/// `text` in lower-case ASCII letters and digits, words joined by hyphens: "South Korea" becomes
/// `south-korea`. Other scripts are transliterated.
pub fn slug(text: &str) -> String {
    let ascii = deunicode::deunicode_with_tofu(text, "");
    let words = ascii
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty());
    words
        .map(|word| word.replace('\'', "").to_ascii_lowercase())
        .collect::<Vec<_>>()
        .join("-")
}
