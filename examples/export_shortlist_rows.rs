//! Writes the candidates of articles as the shortlist sees them, for the fitting of its weights.
//!
//! `export_shortlist_rows STYLE [--untagged]` reads JSONL with "title", "text" and "lang" from standard
//! input. Written is a line an article: {"rows": [[...]]}, a row of measures a candidate, in the order of the
//! built-in models. `--untagged` does without parts of speech.

mod articles;
mod documents;
mod json_lines;

use nutgraf::fraction::Fraction;
use nutgraf::scoring::{Aim, Method};
use nutgraf::tagging::rows::measured;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let style = arguments
        .first()
        .ok_or("usage: export_shortlist_rows STYLE [--untagged]")?
        .parse()?;
    let style = Fraction::parse(style).ok_or("STYLE is a number from 0 to 1")?;
    let tagged = !arguments.iter().any(|argument| argument == "--untagged");
    documents::export(|document| {
        let scores = Method::default().score(document, "", Aim::of(3));
        let rows = measured(document, &scores, style, tagged);
        json!({ "rows": rows })
    })
}
