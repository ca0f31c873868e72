//! Any text, by any method: no panic, and every sentence and mention is where its span says.
//!
//! The first three bytes choose options, the rest is the text, after a title that ends with a NUL.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf::article::{Article, Limits, RawArticle};
use nutgraf::engine::{Engine, Options};
use nutgraf::fraction::Fraction;
use nutgraf::scoring::Method;
use nutgraf::selection::options::SummaryOptions;
use nutgraf::selection::budget::Budget;
use nutgraf::tagging::tags::TagOptions;

fuzz_target!(|data: &[u8]| {
    let Some((&[method, bounds, style], text)) = data.split_first_chunk::<3>() else {
        return;
    };
    let text = String::from_utf8_lossy(text);
    let (title, text) = text.split_once('\0').unwrap_or(("", &text));
    let raw = RawArticle {
        title,
        text,
        ..RawArticle::default()
    };
    let Ok(article) = Article::parse(raw, &Limits::default()) else {
        return;
    };
    let options = options(method, bounds, style);
    let digest = Engine::new().digest(&article, &options);
    let summary = digest.summary.as_ref().expect("it was asked for");
    for sentence in &summary.chosen {
        assert!(text.contains(sentence.text) && !sentence.text.is_empty());
        assert!((0.0..=1.0).contains(&sentence.score));
    }
    let warned = !digest.warnings.is_empty();
    assert!(
        !summary.chosen.is_empty() || warned,
        "empty without a reason"
    );
    let tags = &digest.tags.as_ref().expect("they were asked for").tags;
    assert!(tags.iter().all(|tag| (0.0..=1.0).contains(&tag.score)));
});

fn options(method: u8, bounds: u8, style: u8) -> Options {
    let methods: Vec<Method> = Method::all().collect();
    let bound = |bit: u8, most: u32| (bounds & bit != 0).then_some(most);
    let summary = SummaryOptions {
        method: methods[method as usize % methods.len()],
        budget: Budget {
            max_sentences: bound(1, 2),
            max_characters: bound(2, 300),
            max_words: bound(4, 40),
            ratio: bound(8, 1).map(|_| Fraction::clamped(0.3)),
        },
        explain: bounds & 16 != 0,
        all_sentences: bounds & 32 != 0,
        ..SummaryOptions::default()
    };
    let tags = TagOptions {
        style: (style != 0).then(|| Fraction::clamped(f32::from(style) / 255.0)),
        explain: bounds & 64 != 0,
        ..TagOptions::default()
    };
    Options {
        summary: Some(summary),
        tags: Some(tags),
    }
}
