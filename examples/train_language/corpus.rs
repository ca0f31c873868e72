//! Texts whose language is known.

use crate::json_lines;

/// A text and the code of its language.
#[derive(serde::Deserialize)]
pub struct Line {
    #[serde(rename = "lang")]
    pub language: String,
    pub text: String,
}

/// The lines of a JSONL file, plain or with a name that ends in `.gz`.
pub fn read_lines(path: &str) -> Vec<Line> {
    let lines = json_lines::read(path).unwrap_or_else(|error| panic!("{error}"));
    let lines = lines.map(|line| line.unwrap_or_else(|error| panic!("{error}")));
    lines.collect()
}

/// The beginning of `text`, as far as it has that many words with letters in them.
pub fn first_words(text: &str, words: usize) -> String {
    let lettered = text
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic));
    lettered.take(words).collect::<Vec<_>>().join(" ")
}
