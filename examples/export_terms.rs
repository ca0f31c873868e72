//! Writes what the ranker measures of every term of the articles of a JSONL file, whose sentences are
//! scored by models that are not built in: `export_terms MODELS FILE`.
//!
//! MODELS is a directory of `single.trees`, `english.trees`, `news.trees` and `coverage.trees`; FILE has one
//! `{"id", "lang", "title", "text"}` a line and may be gzipped. Printed is one `{"id", "forms",
//! "rows"}` a line: for each term the words of the article that are its forms, and its row.

mod articles;
mod json_lines;
mod models;

use std::io::Write;

use nutgraf::article::{Article, Limits};
use nutgraf::document::Document;
use nutgraf::scoring::Aim;
use nutgraf::scoring::ranker::Ranker;
use nutgraf::scoring::term_worth::rows;
use nutgraf::scoring::vectors::SentenceVectors;
use nutgraf::text::terms::FormId;
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [models, file] = arguments.as_slice() else {
        return Err("usage: export_terms MODELS FILE".into());
    };
    let ranker = models::ranker(models)?;
    let mut out = std::io::stdout().lock();
    for given in json_lines::read(file)? {
        if let Some(line) = terms(&ranker, &given?) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// A line of output; none for an article without text.
fn terms(ranker: &Ranker, given: &Value) -> Option<Value> {
    let article = Article::parse(articles::raw(given), &Limits::default()).ok()?;
    let document = Document::of(&article);
    let scores = ranker.score(&document, Aim::of(3));
    let (terms, rows): (Vec<_>, Vec<_>) =
        rows(&document, &SentenceVectors::of(&document), &scores).unzip();
    let table = document.terms();
    let mut forms = vec![Vec::new(); table.term_count()];
    for form in (0..table.form_count()).map(|at| FormId(at as u32)) {
        forms[table.term(form).0 as usize].push(table.form(form));
    }
    let forms: Vec<_> = terms.iter().map(|term| &forms[term.0 as usize]).collect();
    Some(json!({ "id": given.get("id"), "forms": forms, "rows": rows }))
}
