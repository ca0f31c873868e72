//! Texts whose language is known.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;

/// A text and the code of its language.
#[derive(serde::Deserialize)]
pub struct Line {
    #[serde(rename = "lang")]
    pub language: String,
    pub text: String,
}

/// The lines of a JSONL file, plain or with a name that ends in `.gz`.
pub fn read_lines(path: &str) -> Vec<Line> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let source: Box<dyn Read> = match path.ends_with(".gz") {
        true => Box::new(MultiGzDecoder::new(file)),
        false => Box::new(file),
    };
    let lines = BufReader::new(source).lines();
    lines
        .map(|line| line.unwrap_or_else(|error| panic!("{path}: {error}")))
        .map(|line| serde_json::from_str(&line).unwrap_or_else(|error| panic!("{path}: {error}")))
        .collect()
}
