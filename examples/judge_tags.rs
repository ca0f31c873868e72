//! Tags articles by any heads, to measure them in the engine as a whole.
//!
//! `judge_tags HEADS TAGS [STYLE]` reads the heads from a directory, and JSONL with "title", "text" and
//! "lang" from standard input. Written is a line an article: {"tags": [[text, score], ...]}, at most
//! TAGS, the best first.

mod articles;
mod json_lines;

use std::io::Write;

use nutgraf::article::{Article, Limits};
use nutgraf::document::Document;
use nutgraf::fraction::Fraction;
use nutgraf::scoring::{Aim, Method};
use nutgraf::tagging::model::Model;
use nutgraf::tagging::tags::{TagOptions, tag_by};
use serde_json::{Value, json};

/// The engine's own aim where tags alone are asked for.
const AIM: Aim = Aim::of(3);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [heads, tags, style @ ..] = arguments.as_slice() else {
        return Err("usage: judge_tags HEADS TAGS [STYLE]".into());
    };
    let model = Model::read(|name| std::fs::read(format!("{heads}/{name}")).ok())?;
    let style = style.first().map(|style| style.parse()).transpose()?;
    let options = TagOptions {
        max_tags: tags.parse()?,
        style: style.and_then(Fraction::parse),
        ..TagOptions::default()
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for given in json_lines::read("-")? {
        let given = given?;
        let article = Article::parse(articles::raw(&given), &Limits::default())
            .map_err(|errors| format!("{errors:?}"))?;
        let document = Document::of(&article);
        let scores = Method::default().score(&document, "", AIM);
        let found = tag_by(&model, &document, &scores, &options).tags;
        let tags: Vec<Value> = found
            .iter()
            .map(|tag| json!([tag.text, tag.score]))
            .collect();
        writeln!(out, "{}", json!({ "tags": tags }))?;
    }
    Ok(())
}
