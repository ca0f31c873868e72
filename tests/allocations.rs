//! How often the engine asks for memory, and how much it holds: a digest should not pay for its own bookkeeping.

use std::hint::black_box;

use allocation_counter::AllocationInfo;
use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::engine::{Engine, Options};

/// Requests for memory, growing what there is included, in a digest of the example article, at most:
/// three sentences and ten tags of some 450 words. It takes 145.
const MOST: u64 = 149;

/// Bytes that a digest of a long article holds at once, for each byte of its text, at most. It takes 21.
const BYTES_A_BYTE: usize = 24;

#[test]
fn a_digest_asks_for_memory_seldom() {
    let counted = measured(&example("text"));
    assert!(
        counted.count_total <= MOST,
        "{} requests for memory, {MOST} are allowed",
        counted.count_total
    );
}

#[test]
fn a_digest_of_a_long_article_holds_memory_in_proportion() {
    let text = example("text");
    let numbered = |copy: usize| text.replace("e ", &format!("e{copy} "));
    let text = (0..200).map(numbered).collect::<Vec<_>>().join("\n\n");
    let counted = measured(&text);
    let most = BYTES_A_BYTE * text.len();
    assert!(
        counted.bytes_max <= most as u64,
        "{} bytes at once for a text of {}, {most} are allowed",
        counted.bytes_max,
        text.len()
    );
}

/// What a digest of `text` under the example's title asks for once tables of the process are made, at their first use.
fn measured(text: &str) -> AllocationInfo {
    let title = example("title");
    let raw = RawArticle {
        title: &title,
        text,
        ..RawArticle::default()
    };
    let (engine, options) = (Engine::new(), Options::default());
    let digest = || {
        let article = Article::parse(raw, &Limits::default()).expect("the text can be used");
        black_box(engine.digest(&article, &options));
    };
    digest();
    let counted = allocation_counter::measure(digest);
    println!(
        "{} requests, {} bytes at most",
        counted.count_total, counted.bytes_max
    );
    counted
}

fn example(field: &str) -> String {
    let json: serde_json::Value =
        serde_json::from_str(include_str!("../examples/article.json")).expect("it is JSON");
    json["article"][field]
        .as_str()
        .expect("it is there")
        .to_owned()
}
