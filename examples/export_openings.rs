//! Writes the words that tell the register of articles, for the fitting of their weights.
//!
//! `export_openings` reads JSONL with "title", "text" and "lang" from standard input. Written is a line an article:
//! {"stems": [...]}, each once.

mod articles;
mod json_lines;

use std::io::Write;

use nutgraf::article::{Article, Limits};
use nutgraf::document::Document;
use nutgraf::tagging::register::opening;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for given in json_lines::read::<Value>("-")? {
        let given = given?;
        let article = Article::parse(articles::raw(&given), &Limits::default())
            .map_err(|errors| format!("{errors:?}"))?;
        let document = Document::of(&article);
        let stems: Vec<&str> = opening(&document).collect();
        writeln!(out, "{}", json!({ "stems": stems }))?;
    }
    Ok(())
}
