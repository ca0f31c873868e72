//! Writes the candidates of articles as the tag models see them, for their training.
//!
//! `export_tag_rows STYLE [--untagged] [--untitled]` reads JSONL with "id", "title", "text" and
//! "lang" from standard input. Written are the names of the features, then a line an article:
//! {"id", "texts": [...], "words": [[...]], "rows": [[...]]}. `--untagged` does without parts of speech,
//! `--untitled` without titles.

mod articles;
mod json_lines;

use std::io::Write;

use nutgraf::article::{Article, Limits};
use nutgraf::document::Document;
use nutgraf::fraction::Fraction;
use nutgraf::scoring::{Aim, Method};
use nutgraf::tagging::rows::{names, rows};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let style = arguments
        .first()
        .ok_or("usage: export_tag_rows STYLE")?
        .parse()?;
    let style = Fraction::parse(style).ok_or("STYLE is a number from 0 to 1")?;
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!(names().as_slice()))?;
    for given in json_lines::read::<Value>("-")? {
        let given = given?;
        let mut raw = articles::raw(&given);
        if flag("--untitled") {
            raw.title = "";
        }
        let article =
            Article::parse(raw, &Limits::default()).map_err(|errors| format!("{errors:?}"))?;
        let document = Document::of(&article);
        let scores = Method::default().score(&document, "", Aim::of(3));
        let rows = rows(&document, &scores, style, !flag("--untagged"));
        let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
        let words: Vec<&[String]> = rows.iter().map(|row| row.words.as_slice()).collect();
        let values: Vec<&[f32]> = rows.iter().map(|row| row.values.as_slice()).collect();
        writeln!(
            out,
            "{}",
            json!({"id": given.get("id"), "texts": texts, "words": words, "rows": values})
        )?;
    }
    Ok(())
}
