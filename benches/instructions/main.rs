//! What is counted under valgrind: each scenario once, warm, in a function of its own.
//!
//! `benches/instructions/check.sh` runs this under callgrind, which counts what happens inside
//! [`measured`] and writes one file a call; run by itself it only shows that every scenario works.

use std::hint::black_box;

use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::document::Document;
use nutgraf::engine::{Engine, Options};
use nutgraf::scoring::scores::Scores;
use nutgraf::scoring::{Aim, Method};
use nutgraf::selection::{SummaryOptions, select};
use nutgraf::tagging::tags::{TagOptions, tag};
use nutgraf::text::detection::detect;
use nutgraf::text::language::Language;
use nutgraf::text::sentences::sentences;

const AIM: Aim = Aim {
    sentences: 3,
    explain: false,
};

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
    for copies in [5, 50] {
        let text = prose(&text, copies);
        let article = parse("", &text);
        count(&format!("{copies} times the text"), || {
            Engine::new().digest(&article, &Options::default())
        });
    }
}

/// So many copies of `text`, each with words of its own, as the parts of a long article have them.
fn prose(text: &str, copies: usize) -> String {
    let mark = |word: &str, copy: usize| match word.len() > 6 && word.is_ascii() {
        true => format!("{word}{copy}"),
        false => word.to_owned(),
    };
    let line = |line: &str, copy| {
        let words: Vec<String> = line.split(' ').map(|word| mark(word, copy)).collect();
        words.join(" ")
    };
    let of = |copy| {
        text.lines()
            .map(|text| line(text, copy))
            .collect::<Vec<_>>()
    };
    (0..copies).flat_map(of).collect::<Vec<_>>().join("\n")
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

/// The title and the text of the example article.
fn example() -> (String, String) {
    let json: serde_json::Value =
        serde_json::from_str(include_str!("../../examples/article.json")).expect("it is JSON");
    let field = |name: &str| {
        let value = json["article"][name].as_str();
        value.expect("it is there").to_owned()
    };
    (field("title"), field("text"))
}

fn parse<'a>(title: &'a str, text: &'a str) -> Article<'a> {
    let raw = RawArticle {
        title,
        text,
        ..RawArticle::default()
    };
    Article::parse(raw, &Limits::default()).expect("the text is not blank")
}
