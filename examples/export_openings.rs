//! Writes the words that tell the register of articles, for the fitting of their weights.
//!
//! `export_openings` reads JSONL with "title", "text" and "lang" from standard input. Written is a line an article:
//! {"stems": [...]}, each once.

mod articles;
mod documents;
mod json_lines;

use nutgraf::tagging::register::opening;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    documents::export(|document| {
        let stems: Vec<&str> = opening(document).collect();
        json!({ "stems": stems })
    })
}
