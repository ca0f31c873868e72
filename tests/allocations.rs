//! How often the engine asks for memory: a digest should not pay for its own bookkeeping.

use std::hint::black_box;

use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::engine::{Engine, Options};

/// Requests for memory, growing what there is included, in a digest of the example article, at most:
/// three sentences and ten tags of some 450 words. It takes 149.
const MOST: u64 = 149;

#[test]
fn a_digest_asks_for_memory_seldom() {
    let json: serde_json::Value =
        serde_json::from_str(include_str!("../examples/article.json")).expect("it is JSON");
    let field = |name: &str| json["article"][name].as_str().expect("it is there");
    let raw = RawArticle {
        title: field("title"),
        text: field("text"),
        ..RawArticle::default()
    };
    let (engine, options) = (Engine::new(), Options::default());
    let digest = || {
        let article = Article::parse(raw, &Limits::default()).expect("the text is not blank");
        black_box(engine.digest(&article, &options));
    };
    // Tables of the process are made at their first use.
    digest();
    let counted = allocation_counter::measure(digest);
    println!(
        "{} requests, {} bytes at most",
        counted.count_total, counted.bytes_max
    );
    assert!(
        counted.count_total <= MOST,
        "{} requests for memory, {MOST} are allowed",
        counted.count_total
    );
}
