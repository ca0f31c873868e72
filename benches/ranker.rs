//! What the default ranker costs on an article of 25 sentences; divide by 25 for one sentence.
//!
//! `cargo bench --bench ranker`. The text is made from `examples/article.json`.

use divan::{Bencher, black_box};
use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::document::Document;
use nutgraf::scoring::signals::Signals;
use nutgraf::scoring::vectors::SentenceVectors;
use nutgraf::scoring::{Aim, Method};
use nutgraf::text::language::Language;
use nutgraf::text::sentences::sentences;

const SENTENCES: usize = 25;

fn main() {
    divan::main();
}

/// Exactly 25 sentences.
fn text() -> String {
    let json: serde_json::Value =
        serde_json::from_str(include_str!("../examples/article.json")).expect("it is JSON");
    let text = json["article"]["text"].as_str().expect("it is there");
    let twice = format!("{text}\n\n{text}");
    let spans = sentences(&twice, Language::english());
    twice[..spans[SENTENCES - 1].span.end()].to_owned()
}

fn with_document(measure: impl FnOnce(&Document)) {
    let text = text();
    let raw = RawArticle {
        text: &text,
        language_code: "en",
        ..RawArticle::default()
    };
    let article = Article::parse(raw, &Limits::default()).expect("the text is not blank");
    let document = Document::of(&article);
    assert_eq!(document.sentences().len(), SENTENCES);
    measure(&document);
}

fn aim(sentences: usize, explain: bool) -> Aim {
    Aim {
        explain,
        ..Aim::of(sentences)
    }
}

#[divan::bench]
fn vectors(bencher: Bencher) {
    with_document(|document| bencher.bench_local(|| SentenceVectors::of(black_box(document))));
}

#[divan::bench]
fn signals(bencher: Bencher) {
    with_document(|document| {
        let vectors = SentenceVectors::of(document);
        bencher.bench_local(|| Signals::of(black_box(document), &vectors, aim(3, false)));
    });
}

#[divan::bench(args = [3, 6, 12])]
fn signals_and_models(bencher: Bencher, sentences: usize) {
    with_document(|document| {
        bencher.bench_local(|| {
            Method::default().score(black_box(document), "", aim(sentences, false))
        });
    });
}

#[divan::bench]
fn explained(bencher: Bencher) {
    with_document(|document| {
        bencher.bench_local(|| Method::default().score(black_box(document), "", aim(3, true)));
    });
}
