//! How a method scores the sentences of articles, one JSON object a line, for comparing methods.
//!
//! ```sh
//! cargo run --release --example scores -- lex-rank < articles.jsonl > scores.jsonl
//! ```
//!
//! Reads lines `{"id", "title", "text", "lang"}`; all but `text` may be missing. Writes, for each,
//! `{"id", "title": [...], "sentences": [{"text", "paragraph", "score", "words": [...], "terms":
//! [...], "content": [...]}]}`: `words` in lower case, `terms` their stems, with null for those that
//! methods do not count, `content` the stems of the others; `title` has the title's content.

mod articles;
mod json_lines;

use std::io::{Write, stdout};

use nutgraf::article::{Article, Limits};
use nutgraf::document::{Document, Sentence, Word};
use nutgraf::scoring::{Aim, Method};
use serde_json::{Value, json};

const AIM: Aim = Aim::of(3);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let method = Method::named(&name).ok_or(format!("no method {name:?}"))?;
    let mut output = stdout().lock();
    for article in json_lines::read("-")? {
        writeln!(output, "{}", scored(&article?, method)?)?;
    }
    Ok(())
}

fn scored(line: &Value, method: Method) -> Result<Value, String> {
    let article = Article::parse(articles::raw(line), &Limits::default());
    let article = article.map_err(|errors| format!("{errors:?}"))?;
    let document = Document::of(&article);
    let scores = method.score(&document, "", AIM);
    let sentences = document.sentences().iter().zip(scores.values());
    let sentences: Vec<Value> = sentences
        .map(|(sentence, score)| described(&document, sentence, *score))
        .collect();
    let title = document.title_words().iter().filter(|word| word.content);
    let title: Vec<&str> = title.map(|w| document.terms().stem(w.term)).collect();
    Ok(json!({ "id": line.get("id"), "title": title, "sentences": sentences }))
}

fn described(document: &Document, sentence: &Sentence, score: f32) -> Value {
    let words = || document.words_of(sentence).iter();
    let forms: Vec<&str> = words().map(|w| document.terms().form(w.form)).collect();
    let stem = |w: &Word| w.content.then(|| document.terms().stem(w.term));
    let terms: Vec<Option<&str>> = words().map(stem).collect();
    let content = document.content_of(sentence).iter();
    let content: Vec<&str> = content.map(|&term| document.terms().stem(term)).collect();
    json!({
        "text": document.sentence_text(sentence),
        "score": score,
        "paragraph": sentence.paragraph,
        "words": forms,
        "terms": terms,
        "content": content,
    })
}
