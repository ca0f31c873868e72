//! What is counted under valgrind: each scenario once, warm, in a function of its own.
//!
//! `benches/instructions/check.sh` runs this under callgrind, which counts what happens inside
//! [`measured`] and writes one file a call; run by itself it only shows that every scenario works.

#[path = "../texts/mod.rs"]
mod texts;

use std::hint::black_box;

use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::document::Document;
use nutgraf::engine::{Engine, Options};
use nutgraf::scoring::scores::Scores;
use nutgraf::scoring::{Aim, Method};
use nutgraf::selection::options::SummaryOptions;
use nutgraf::selection::select;
use nutgraf::tagging::tags::{TagOptions, tag};
use nutgraf::text::detection::detect;
use nutgraf::text::language::Language;
use nutgraf::text::sentences::sentences;

use self::texts::{SHAPES, example, mix, prose};

const AIM: Aim = Aim::of(3);

/// Bytes of an adversarial text: enough for what grows with the square of the length to show.
const SHAPE_BYTES: usize = 128 << 10;

/// Articles of which no two are alike.
const DIFFERENT: usize = 32;

/// Runs of a scenario before the one that counts: tables are read and memory is at hand.
const WARM: usize = 3;

fn main() {
    let (title, text) = example();
    let article = parse(&title, &text);
    let document = Document::of(&article);
    let scores = Method::default().score(&document, "", AIM);
    stages(&article, &document, &scores);
    for method in Method::all() {
        count(&format!("method {}", method.name()), || {
            method.score(&document, "", AIM)
        });
    }
    let texts = mix(DIFFERENT);
    let articles: Vec<_> = texts.iter().map(|text| parse("", text)).collect();
    let engine = Engine::new();
    count("different articles", || {
        for article in &articles {
            black_box(engine.digest(article, &Options::default()));
        }
    });
    for words in [2_000, 20_000] {
        whole(&format!("prose of {words} words"), &prose(words));
    }
    for (name, make) in SHAPES {
        let mut text = make();
        text.truncate(text.floor_char_boundary(SHAPE_BYTES));
        whole(&format!("shape {name}"), &text);
    }
}

/// A digest of `text`.
fn whole(name: &str, text: &str) {
    let (engine, article) = (Engine::new(), parse("", text));
    count(name, || engine.digest(&article, &Options::default()));
}

/// The whole way of the example article, and the parts of it.
fn stages(article: &Article, document: &Document, scores: &Scores) {
    let engine = Engine::new();
    let options = Options::default();
    count("whole", || engine.digest(article, &options));
    count("language", || detect(article.text()));
    count("sentences", || {
        sentences(article.text(), Language::english())
    });
    count("document", || Document::of(article));
    let summary = SummaryOptions::default();
    count("selection", || select(document, scores, &summary));
    let tags = TagOptions::default();
    count("tagging", || tag(document, scores, &tags));
}

fn count<T>(name: &str, mut work: impl FnMut() -> T) {
    for _ in 0..WARM {
        black_box(work());
    }
    println!("{name}");
    measured(&mut || {
        black_box(work());
    });
}

/// The only function inside which instructions are counted.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
    black_box(());
}

fn parse<'a>(title: &'a str, text: &'a str) -> Article<'a> {
    let raw = RawArticle {
        title,
        text,
        ..RawArticle::default()
    };
    Article::parse(raw, &Limits::default()).expect("the text is not blank")
}
