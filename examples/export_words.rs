//! Writes the words of texts as the part-of-speech tagger sees them, for its training.
//!
//! Reads JSONL with a "text" from standard input; writes a line a text: its words as
//! `[begin, end, case, gap]`, offsets in code points, case and gap numbered as in
//! `text::part_of_speech`. English only.

mod json_lines;

use std::io::Write;

use nutgraf::text::language::Language;
use nutgraf::text::offsets::{OffsetEncoding, Offsets};
use nutgraf::text::part_of_speech::observed;
use nutgraf::text::sentences::sentences;
use nutgraf::text::terms::FormId;
use nutgraf::text::words::words;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for given in json_lines::read::<Value>("-")? {
        let given = given?;
        let text = given.get("text").and_then(Value::as_str);
        let text = text.unwrap_or_default();
        writeln!(out, "{}", json!(rows(text)))?;
    }
    Ok(())
}

fn rows(text: &str) -> Vec<[u32; 4]> {
    let language = Language::english();
    let offsets = Offsets::new(text, OffsetEncoding::CodePoints);
    let mut rows = Vec::new();
    for sentence in sentences(text, language) {
        let mut found = Vec::new();
        words(text, sentence.span, language, |word| found.push(word));
        let shapes = found.iter().map(|word| (FormId(0), word.span, word.shape));
        for (word, seen) in found.iter().zip(observed(text, shapes, false)) {
            let at = |byte| offsets.at(byte);
            let span = word.span;
            rows.push([
                at(span.begin()),
                at(span.end()),
                seen.case as u32,
                seen.gap as u32,
            ]);
        }
    }
    rows
}
