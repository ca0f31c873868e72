//! How a method scores the sentences of articles, one JSON object a line, for comparing methods.
//!
//! ```sh
//! cargo run --release --example scores -- lex-rank < articles.jsonl > scores.jsonl
//! ```
//!
//! Reads lines `{"id", "title", "text", "lang"}`; all but `text` may be missing. Writes, for each,
//! `{"id", "sentences": [{"text", "score", "boilerplate", "words": [...], "content": [...]}]}`:
//! `words` in lower case, `content` the stems of those that a method counts.

use std::io::{BufRead, Write, stdin, stdout};

use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::document::{Document, Sentence};
use nutgraf::scoring::{Aim, Method};
use serde_json::{Value, json};

const AIM: Aim = Aim {
    sentences: 3,
    explain: false,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let method = Method::named(&name).ok_or(format!("no method {name:?}"))?;
    let mut output = stdout().lock();
    for line in stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        writeln!(output, "{}", scored(&article, method)?)?;
    }
    Ok(())
}

fn scored(line: &Value, method: Method) -> Result<Value, String> {
    let field = |name| line.get(name).and_then(Value::as_str).unwrap_or_default();
    let raw = RawArticle {
        id: field("id"),
        title: field("title"),
        text: field("text"),
        language_code: field("lang"),
    };
    let article = Article::parse(raw, &Limits::default()).map_err(|e| format!("{e:?}"))?;
    let document = Document::of(&article);
    let scores = method.score(&document, "", AIM);
    let sentences = document.sentences().iter().zip(scores.values());
    let sentences: Vec<Value> = sentences
        .map(|(sentence, score)| described(&document, sentence, *score))
        .collect();
    Ok(json!({ "id": line.get("id"), "sentences": sentences }))
}

fn described(document: &Document, sentence: &Sentence, score: f32) -> Value {
    let words = document.words_of(sentence).iter();
    let words: Vec<&str> = words.map(|w| document.terms().form(w.form)).collect();
    let content = document.content_of(sentence).iter();
    let content: Vec<&str> = content.map(|&term| document.terms().stem(term)).collect();
    json!({
        "text": document.sentence_text(sentence),
        "score": score,
        "boilerplate": sentence.boilerplate,
        "words": words,
        "content": content,
    })
}
