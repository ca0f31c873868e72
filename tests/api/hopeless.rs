//! Texts that nobody would write and anybody can send. All are answered.

use nutgraf::grpc::pb;

use crate::harness::{Server, analyze};

fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("one word", "Flood".to_owned()),
        ("only punctuation", "... !!! ??? --- \"\" ()".to_owned()),
        ("emoji", "🚢🚢🚢 👩‍👩‍👧‍👦 🏴‍☠️".to_owned()),
        ("one word of 1 MiB", "x".repeat(1 << 20)),
        ("100,000 one-word lines", "Word\n".repeat(100_000)),
        (
            "1 MiB without a full stop",
            "a storm came in from the sea and ".repeat((1 << 20) / 33),
        ),
        ("1 MiB of full stops", ".".repeat(1 << 20)),
        ("1 MiB of quotation marks", "“”".repeat((1 << 20) / 6)),
        ("nothing but a NUL and a letter", "\0a".to_owned()),
        ("combining marks", "e\u{301}\u{301}\u{301} ".repeat(1000)),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hopeless_texts_are_answered_verbatim() {
    let server = Server::start().await;
    let mut client = server.analyses().await;
    for (name, text) in texts() {
        let request = pb::AnalyzeArticleRequest {
            offset_encoding: pb::OffsetEncoding::Utf8Byte.into(),
            ..analyze(&text)
        };
        let answer = client.analyze_article(request).await;
        let answer = answer
            .unwrap_or_else(|status| panic!("{name}: {status:?}"))
            .into_inner();
        assert!(!answer.sentences.is_empty(), "{name}: no sentence");
        for sentence in &answer.sentences {
            let place = text.get(sentence.begin.unwrap() as usize..sentence.end as usize);
            assert_eq!(place, Some(sentence.text.as_str()), "{name}");
        }
    }
}
