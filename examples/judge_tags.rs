//! Tags articles by any heads, to measure them in the engine as a whole.
//!
//! `judge_tags HEADS TAGS [STYLE]` reads the heads from a directory, and JSONL with "title", "text" and
//! "lang" from standard input. Written is a line an article: {"tags": [[text, score], ...]}, at most
//! TAGS, the best first.

mod articles;
mod documents;
mod json_lines;

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
    documents::export(|document| {
        let scores = Method::default().score(document, "", AIM);
        let found = tag_by(&model, document, &scores, &options).tags;
        let tags = found.iter().map(|tag| json!([tag.text, tag.score]));
        let tags: Vec<Value> = tags.collect();
        json!({ "tags": tags })
    })
}
