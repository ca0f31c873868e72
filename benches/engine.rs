//! What the engine costs: as a whole, by stage, by method, by length, and on adversarial texts.
//!
//! `cargo bench --bench engine` prints medians and allocations; `cargo bench --bench engine -- method`
//! runs the benches whose path contains "method". All texts are made from `examples/article.json`.

mod texts;

use std::fmt;

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::document::Document;
use nutgraf::engine::{Engine, Options};
use nutgraf::scoring::{Aim, Method};
use nutgraf::selection::options::SummaryOptions;
use nutgraf::selection::select;
use nutgraf::tagging::tags::{TagOptions, tag};
use nutgraf::text::detection::detect;
use nutgraf::text::language::Language;
use nutgraf::text::sentences::sentences;
use nutgraf::text::span::Span;
use nutgraf::text::words::words;

use self::texts::{SHAPES, Shape, example, mix, prose};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const AIM: Aim = Aim::of(3);

fn main() {
    divan::main();
}

fn parse<'a>(title: &'a str, text: &'a str) -> Article<'a> {
    let raw = RawArticle {
        title,
        text,
        ..RawArticle::default()
    };
    let limits = Limits {
        text_bytes: 16 << 20,
        ..Limits::default()
    };
    Article::parse(raw, &limits).expect("the text is not blank")
}

fn digest(bencher: Bencher, title: &str, text: &str) {
    let engine = Engine::new();
    let (article, options) = (parse(title, text), Options::default());
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| engine.digest(black_box(&article), black_box(&options)));
}

/// The example article, summary and tags.
#[divan::bench]
fn whole(bencher: Bencher) {
    let (title, text) = example();
    digest(bencher, &title, &text);
}

/// Articles that differ, one after the other: as long as the example, they show what it costs to look for what
/// is in no cache. The first round is left out of what is measured.
#[divan::bench(sample_count = 1_000, sample_size = 1)]
fn different(bencher: Bencher) {
    let (engine, options, texts) = (Engine::new(), Options::default(), mix(500));
    let articles: Vec<_> = texts.iter().map(|text| parse("", text)).collect();
    for article in &articles {
        black_box(engine.digest(article, &options));
    }
    let mut articles = articles.iter().cycle();
    let next = || {
        articles
            .next()
            .map(|article| engine.digest(black_box(article), black_box(&options)))
    };
    bencher.bench_local(next);
}

/// The parts of the way from the example article to its digest.
mod stage {
    use super::*;

    #[divan::bench]
    fn language(bencher: Bencher) {
        let (_, text) = example();
        bencher.bench_local(|| detect(black_box(&text)));
    }

    #[divan::bench]
    fn segmentation(bencher: Bencher) {
        let (_, text) = example();
        let bencher = bencher.counter(BytesCount::of_str(&text));
        bencher.bench_local(|| sentences(black_box(&text), Language::english()));
    }

    #[divan::bench]
    fn word_scan(bencher: Bencher) {
        let (_, text) = example();
        let all = Span::new(0, text.len());
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
            let mut count = 0;
            words(black_box(&text), all, Language::english(), |_| count += 1);
            count
        });
    }

    #[divan::bench]
    fn document(bencher: Bencher) {
        let (title, text) = example();
        let article = parse(&title, &text);
        bencher.bench_local(|| Document::of(black_box(&article)));
    }

    #[divan::bench]
    fn scores(bencher: Bencher) {
        let (title, text) = example();
        let article = parse(&title, &text);
        let document = Document::of(&article);
        bencher.bench_local(|| Method::default().score(black_box(&document), "", AIM));
    }

    #[divan::bench]
    fn selection(bencher: Bencher) {
        let (title, text) = example();
        let article = parse(&title, &text);
        let document = Document::of(&article);
        let scores = Method::default().score(&document, "", AIM);
        let options = SummaryOptions::default();
        bencher.bench_local(|| select(black_box(&document), &scores, &options));
    }

    #[divan::bench]
    fn tagging(bencher: Bencher) {
        let (title, text) = example();
        let article = parse(&title, &text);
        let document = Document::of(&article);
        let scores = Method::default().score(&document, "", AIM);
        let options = TagOptions::default();
        bencher.bench_local(|| tag(black_box(&document), &scores, &options));
    }
}

/// Every method's scores of the example article.
#[divan::bench(args = Method::all().map(Method::name))]
fn method(bencher: Bencher, name: &str) {
    let (title, text) = example();
    let article = parse(&title, &text);
    let document = Document::of(&article);
    let method = Method::named(name).expect("it is one of the methods");
    bencher.bench_local(|| method.score(black_box(&document), "", AIM));
}

/// Articles of the golden tests, by language.
const ARTICLES: [(&str, &str); 15] = [
    ("ar", include_str!("../tests/golden/articles/ar.txt")),
    ("de", include_str!("../tests/golden/articles/de.txt")),
    ("el", include_str!("../tests/golden/articles/el.txt")),
    ("en", include_str!("../tests/golden/articles/en.txt")),
    ("es", include_str!("../tests/golden/articles/es.txt")),
    ("fr", include_str!("../tests/golden/articles/fr.txt")),
    ("hi", include_str!("../tests/golden/articles/hi.txt")),
    ("ja", include_str!("../tests/golden/articles/ja.txt")),
    ("ko", include_str!("../tests/golden/articles/ko.txt")),
    ("pt", include_str!("../tests/golden/articles/pt.txt")),
    ("ru", include_str!("../tests/golden/articles/ru.txt")),
    ("th", include_str!("../tests/golden/articles/th.txt")),
    ("tr", include_str!("../tests/golden/articles/tr.txt")),
    ("vi", include_str!("../tests/golden/articles/vi.txt")),
    ("zh", include_str!("../tests/golden/articles/zh.txt")),
];

/// Summary and tags of an article in each of several languages, repeated to about 4 KiB so that they
/// are of one length; the figure to look at is bytes a second.
#[divan::bench(args = ARTICLES.iter().map(|(code, _)| *code))]
fn language(bencher: Bencher, code: &str) {
    let (_, text) = ARTICLES
        .iter()
        .find(|(language, _)| *language == code)
        .expect("it is one of the articles");
    digest(bencher, "", &text.repeat(4096 / text.len() + 1));
}

/// Summary and tags of longer and longer articles; the figure to look at is bytes a second.
#[divan::bench(args = [200, 2_000, 20_000, 200_000], sample_count = 10)]
fn length(bencher: Bencher, words: usize) {
    digest(bencher, "", &prose(words));
}

/// Adversarial texts of 1 MiB, and prose of that size to compare them with.
#[divan::bench(args = SHAPES.iter().map(|(name, _)| *name), sample_count = 3)]
fn shape(bencher: Bencher, name: &str) {
    let (_, make) = SHAPES
        .iter()
        .find(|(shape, _)| *shape == name)
        .expect("it is one of the shapes");
    let mut text = make();
    text.truncate(text.floor_char_boundary(1 << 20));
    digest(bencher, "", &text);
}

/// What is measured at growing lengths: the summary by one method, or the tags.
#[derive(Clone, Copy)]
struct Growth {
    /// `None` for the tags.
    method: Option<Method>,
    /// Words of the article, at least.
    words: usize,
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.method.map_or("tags", Method::name);
        write!(f, "{name} {}", self.words)
    }
}

impl Growth {
    fn all() -> impl Iterator<Item = Growth> {
        let parts = Method::all().map(Some).chain([None]);
        parts.flat_map(|method| [2_000, 20_000, 200_000].map(|words| Growth { method, words }))
    }
}

/// The summary by `method`, or the tags.
fn options(method: Option<Method>) -> Options {
    let summary = |method| SummaryOptions {
        method,
        ..SummaryOptions::default()
    };
    Options {
        summary: method.map(summary),
        tags: method.is_none().then(TagOptions::default),
    }
}

/// The summary by each method, and the tags, of longer and longer articles, reading them included;
/// the figure to look at is words a second.
#[divan::bench(args = Growth::all(), sample_count = 5, sample_size = 1)]
fn growth(bencher: Bencher, growth: Growth) {
    let (engine, text, options) = (Engine::new(), prose(growth.words), options(growth.method));
    let article = parse("", &text);
    bencher
        .counter(ItemsCount::new(text.split_whitespace().count()))
        .bench_local(|| engine.digest(black_box(&article), black_box(&options)));
}

/// Texts that hurt methods which compare sentences: every two share a word, or are the same.
const ALIKE: [Shape; 2] = [
    ("pairs", || {
        let pair = |number: usize| format!("X{}a y{}b.\n\n", number % 257, number / 257);
        (0..257 * 257).map(pair).collect::<String>().repeat(2)
    }),
    ("same sentence", || {
        "The ferry left the old harbour in a storm. ".repeat(25_000)
    }),
];

/// A method, and an adversarial text.
#[derive(Clone, Copy)]
struct Stress(Method, Shape);

impl fmt::Display for Stress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stress(method, (shape, _)) = self;
        write!(f, "{} {shape}", method.name())
    }
}

impl Stress {
    fn all() -> impl Iterator<Item = Stress> {
        let shapes = || SHAPES.into_iter().chain(ALIKE);
        Method::all().flat_map(move |method| shapes().map(move |shape| Stress(method, shape)))
    }
}

/// The summary by each method of adversarial texts of 1 MiB.
#[divan::bench(args = Stress::all(), sample_count = 1, sample_size = 1)]
fn stress(bencher: Bencher, Stress(method, (_, make)): Stress) {
    let (engine, mut text) = (Engine::new(), make());
    text.truncate(text.floor_char_boundary(1 << 20));
    let (article, options) = (parse("", &text), options(Some(method)));
    bencher.bench_local(|| engine.digest(black_box(&article), black_box(&options)));
}
