//! What a method's summaries leave loose, for a hundred summaries: openings whose antecedent was left
//! out, halves of quotations, questions without their answer.
//!
//! ```sh
//! cargo run --release --example loose_ends -- lex-rank 3 < articles.jsonl
//! ```
//!
//! Takes the name of a method (the default if empty) and the number of sentences a summary; reads
//! lines `{"title", "text", "lang"}`, of which all but `text` may be missing.

use std::io::{BufRead, stdin};

use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::document::Document;
use nutgraf::scoring::{Aim, Method};
use nutgraf::selection::budget::Budget;
use nutgraf::selection::cohesion::{Links, LooseEnds};
use nutgraf::selection::{SummaryOptions, select};
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let method = Method::named(&name).ok_or(format!("no method {name:?}"))?;
    let sentences: u32 = arguments.next().unwrap_or("3".into()).parse()?;
    let mut all = Vec::new();
    for line in stdin().lock().lines() {
        all.push(loose_ends(
            &serde_json::from_str(&line?)?,
            method,
            sentences,
        )?);
    }
    let a_hundred = |count: &dyn Fn(&LooseEnds) -> u32| {
        100.0 * f64::from(all.iter().map(count).sum::<u32>()) / all.len() as f64
    };
    println!(
        "{}: of 100 summaries, {:.1} openings, {:.1} quotations, {:.1} questions",
        method.name(),
        a_hundred(&|ends| ends.openings),
        a_hundred(&|ends| ends.quotes),
        a_hundred(&|ends| ends.questions),
    );
    Ok(())
}

fn loose_ends(line: &Value, method: Method, sentences: u32) -> Result<LooseEnds, String> {
    let field = |name| line.get(name).and_then(Value::as_str).unwrap_or_default();
    let raw = RawArticle {
        title: field("title"),
        text: field("text"),
        language_code: field("lang"),
        ..RawArticle::default()
    };
    let article = Article::parse(raw, &Limits::default()).map_err(|e| format!("{e:?}"))?;
    let document = Document::of(&article);
    let aim = Aim {
        sentences: sentences as usize,
        explain: false,
    };
    let options = SummaryOptions {
        method,
        budget: Budget {
            max_sentences: Some(sentences),
            ..Budget::default()
        },
        ..SummaryOptions::default()
    };
    let summary = select(&document, &method.score(&document, "", aim), &options);
    let chosen: Vec<usize> = summary.chosen.iter().map(|c| c.index as usize).collect();
    Ok(Links::of(&document).loose_ends(&chosen))
}
