//! Writes the candidates of articles as the shortlist sees them, for the fitting of its weights.
//!
//! `export_shortlist_rows STYLE [--untagged]` reads JSONL with "title", "text" and "lang" from standard
//! input. Written is a line an article: {"rows": [[...]]}, a row of measures a candidate, in the order of the
//! built-in models. `--untagged` does without parts of speech.

mod articles;
mod json_lines;

use std::io::Write;

use nutgraf::article::{Article, Limits};
use nutgraf::document::Document;
use nutgraf::fraction::Fraction;
use nutgraf::scoring::{Aim, Method};
use nutgraf::tagging::rows::measured;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let style = arguments
        .first()
        .ok_or("usage: export_shortlist_rows STYLE [--untagged]")?
        .parse()?;
    let style = Fraction::parse(style).ok_or("STYLE is a number from 0 to 1")?;
    let tagged = !arguments.iter().any(|argument| argument == "--untagged");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for given in json_lines::read::<Value>("-")? {
        let given = given?;
        let article = Article::parse(articles::raw(&given), &Limits::default())
            .map_err(|errors| format!("{errors:?}"))?;
        let document = Document::of(&article);
        let scores = Method::default().score(&document, "", Aim::of(3));
        let rows = measured(&document, &scores, style, tagged);
        writeln!(out, "{}", json!({ "rows": rows }))?;
    }
    Ok(())
}
