//! Bad input: what is refused, in which words, and that everything wrong is told at once.

use nutgraf::grpc::pb;
use tonic::{Code, Status};

use crate::harness::{STORY, Server, analyze, article, blamed, reason};

/// A request with one thing wrong: its name, the request, the field, the reason, a part of the
/// message.
type Case = (
    &'static str,
    pb::AnalyzeArticleRequest,
    &'static str,
    &'static str,
    &'static str,
);

fn summary(options: pb::SummaryOptions) -> pb::AnalyzeArticleRequest {
    pb::AnalyzeArticleRequest {
        summary: Some(options),
        ..analyze(STORY)
    }
}

fn tags(options: pb::TagOptions) -> pb::AnalyzeArticleRequest {
    pb::AnalyzeArticleRequest {
        tags: Some(options),
        ..analyze(STORY)
    }
}

fn with_article(change: impl FnOnce(&mut pb::Article)) -> pb::AnalyzeArticleRequest {
    let mut changed = article(STORY).unwrap();
    change(&mut changed);
    pb::AnalyzeArticleRequest {
        article: Some(changed),
        ..Default::default()
    }
}

fn entry(id: &str, label: &str, aliases: &[&str]) -> pb::VocabularyEntry {
    pb::VocabularyEntry {
        id: id.to_owned(),
        label: label.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
    }
}

fn vocabulary(entries: Vec<pb::VocabularyEntry>) -> pb::AnalyzeArticleRequest {
    tags(pb::TagOptions {
        vocabulary: entries,
        ..Default::default()
    })
}

fn of_articles() -> Vec<Case> {
    let over = "x".repeat((1 << 20) + 1);
    vec![
        (
            "no article",
            Default::default(),
            "article",
            "REQUIRED",
            "missing",
        ),
        (
            "empty text",
            analyze(""),
            "article.text",
            "TEXT_BLANK",
            "blank",
        ),
        (
            "blank text",
            analyze(" \r\n\t\u{a0}\u{200b}"),
            "article.text",
            "TEXT_BLANK",
            "blank",
        ),
        (
            "text over the limit",
            analyze(&over),
            "article.text",
            "TEXT_TOO_LONG",
            "1048577 bytes, over the limit of 1048576",
        ),
        (
            "title over the limit",
            with_article(|a| a.title = "t".repeat(4097)),
            "article.title",
            "TITLE_TOO_LONG",
            "4097 bytes, over the limit of 4096",
        ),
        (
            "id over the limit",
            with_article(|a| a.id = "i".repeat(1025)),
            "article.id",
            "ID_TOO_LONG",
            "1025 bytes, over the limit of 1024",
        ),
        (
            "malformed language",
            with_article(|a| a.language_code = "e_!".to_owned()),
            "article.language_code",
            "LANGUAGE_MALFORMED",
            "BCP-47",
        ),
        (
            "unknown offset encoding",
            pb::AnalyzeArticleRequest {
                offset_encoding: 9,
                ..analyze(STORY)
            },
            "offset_encoding",
            "ENUM_UNKNOWN",
            "9",
        ),
    ]
}

fn of_summaries() -> Vec<Case> {
    let options = pb::SummaryOptions::default;
    vec![
        (
            "unknown method",
            summary(pb::SummaryOptions {
                method: "gpt".to_owned(),
                ..options()
            }),
            "summary.method",
            "METHOD_UNKNOWN",
            "lead",
        ),
        (
            "unknown order",
            summary(pb::SummaryOptions {
                order: -4,
                ..options()
            }),
            "summary.order",
            "ENUM_UNKNOWN",
            "-4",
        ),
        (
            "no sentences",
            summary(pb::SummaryOptions {
                max_sentences: Some(0),
                ..options()
            }),
            "summary.max_sentences",
            "OUT_OF_RANGE",
            "0 is not a positive number",
        ),
        (
            "negative sentences",
            summary(pb::SummaryOptions {
                max_sentences: Some(-3),
                ..options()
            }),
            "summary.max_sentences",
            "OUT_OF_RANGE",
            "-3",
        ),
        (
            "no words",
            summary(pb::SummaryOptions {
                max_words: Some(0),
                ..options()
            }),
            "summary.max_words",
            "OUT_OF_RANGE",
            "0",
        ),
        (
            "negative characters",
            summary(pb::SummaryOptions {
                max_characters: Some(-1),
                ..options()
            }),
            "summary.max_characters",
            "OUT_OF_RANGE",
            "-1",
        ),
        (
            "ratio 0",
            summary(pb::SummaryOptions {
                ratio: Some(0.0),
                ..options()
            }),
            "summary.ratio",
            "OUT_OF_RANGE",
            "greater than 0 and at most 1",
        ),
        (
            "ratio over 1",
            summary(pb::SummaryOptions {
                ratio: Some(1.01),
                ..options()
            }),
            "summary.ratio",
            "OUT_OF_RANGE",
            "1.01",
        ),
        (
            "ratio not a number",
            summary(pb::SummaryOptions {
                ratio: Some(f32::NAN),
                ..options()
            }),
            "summary.ratio",
            "OUT_OF_RANGE",
            "NaN",
        ),
        (
            "diversity below 0",
            summary(pb::SummaryOptions {
                diversity: Some(-0.1),
                ..options()
            }),
            "summary.diversity",
            "OUT_OF_RANGE",
            "between 0 and 1",
        ),
        (
            "infinite diversity",
            summary(pb::SummaryOptions {
                diversity: Some(f32::INFINITY),
                ..options()
            }),
            "summary.diversity",
            "OUT_OF_RANGE",
            "inf",
        ),
        (
            "blank query",
            summary(pb::SummaryOptions {
                query: "  ".to_owned(),
                ..options()
            }),
            "summary.query",
            "BLANK",
            "blank",
        ),
        (
            "query over the limit",
            summary(pb::SummaryOptions {
                query: "q".repeat(4097),
                ..options()
            }),
            "summary.query",
            "TOO_LONG",
            "4097 bytes is over the limit of 4096",
        ),
    ]
}

fn of_tags() -> Vec<Case> {
    let options = pb::TagOptions::default;
    let only = |kind: pb::TagKind| vec![kind.into()];
    vec![
        (
            "no tags",
            tags(pb::TagOptions {
                max_tags: Some(0),
                ..options()
            }),
            "tags.max_tags",
            "OUT_OF_RANGE",
            "between 1 and 1000",
        ),
        (
            "too many tags",
            tags(pb::TagOptions {
                max_tags: Some(1001),
                ..options()
            }),
            "tags.max_tags",
            "OUT_OF_RANGE",
            "1001",
        ),
        (
            "negative words",
            tags(pb::TagOptions {
                max_words: Some(-2),
                ..options()
            }),
            "tags.max_words",
            "OUT_OF_RANGE",
            "between 1 and 10",
        ),
        (
            "minimal score over 1",
            tags(pb::TagOptions {
                min_score: 1.5,
                ..options()
            }),
            "tags.min_score",
            "OUT_OF_RANGE",
            "1.5",
        ),
        (
            "style over 1",
            tags(pb::TagOptions {
                style: Some(2.0),
                ..options()
            }),
            "tags.style",
            "OUT_OF_RANGE",
            "2",
        ),
        (
            "diversity over 1",
            tags(pb::TagOptions {
                diversity: Some(7.0),
                ..options()
            }),
            "tags.diversity",
            "OUT_OF_RANGE",
            "7",
        ),
        (
            "unknown kind",
            tags(pb::TagOptions {
                kinds: vec![1, 12],
                ..options()
            }),
            "tags.kinds[1]",
            "ENUM_UNKNOWN",
            "12",
        ),
        (
            "unspecified kind",
            tags(pb::TagOptions {
                kinds: vec![0],
                ..options()
            }),
            "tags.kinds[0]",
            "ENUM_UNKNOWN",
            "0",
        ),
        (
            "vocabulary tags without a vocabulary",
            tags(pb::TagOptions {
                kinds: only(pb::TagKind::Vocabulary),
                ..options()
            }),
            "tags.kinds",
            "CONTRADICTION",
            "there is no vocabulary",
        ),
        (
            "a vocabulary that no tag may come from",
            tags(pb::TagOptions {
                kinds: only(pb::TagKind::Entity),
                vocabulary: vec![entry("1", "Tarrow", &[])],
                ..options()
            }),
            "tags.vocabulary",
            "CONTRADICTION",
            "TAG_KIND_VOCABULARY",
        ),
        (
            "blank stop word",
            tags(pb::TagOptions {
                stop_words: vec!["the".into(), " ".into()],
                ..options()
            }),
            "tags.stop_words[1]",
            "BLANK",
            "blank",
        ),
        (
            "too many stop words",
            tags(pb::TagOptions {
                stop_words: vec!["x".into(); 1001],
                ..options()
            }),
            "tags.stop_words",
            "TOO_MANY",
            "1001 items is over the limit of 1000",
        ),
        (
            "duplicate id",
            vocabulary(vec![
                entry("a", "A", &[]),
                entry("b", "B", &[]),
                entry("a", "C", &[]),
            ]),
            "tags.vocabulary[2].id",
            "DUPLICATE",
            "\"a\"",
        ),
        (
            "empty id",
            vocabulary(vec![entry("", "A", &[])]),
            "tags.vocabulary[0].id",
            "BLANK",
            "empty",
        ),
        (
            "blank label",
            vocabulary(vec![entry("a", " ", &[])]),
            "tags.vocabulary[0].label",
            "BLANK",
            "blank",
        ),
        (
            "blank alias",
            vocabulary(vec![entry("a", "A", &["aa", ""])]),
            "tags.vocabulary[0].aliases[1]",
            "BLANK",
            "blank",
        ),
        (
            "alias over the limit",
            vocabulary(vec![entry("a", "A", &[&"y".repeat(257)])]),
            "tags.vocabulary[0].aliases[0]",
            "TOO_LONG",
            "257 bytes is over the limit of 256",
        ),
        (
            "too many aliases",
            vocabulary(vec![entry("a", "A", &["b"; 101])]),
            "tags.vocabulary[0].aliases",
            "TOO_MANY",
            "101 items is over the limit of 100",
        ),
        (
            "too many entries",
            vocabulary(
                (0..10_001)
                    .map(|id| entry(&id.to_string(), "A", &[]))
                    .collect(),
            ),
            "tags.vocabulary",
            "TOO_MANY",
            "10001 items is over the limit of 10000",
        ),
    ]
}

fn check(name: &str, status: &Status, field: &str, why: &str, message: &str) {
    assert_eq!(status.code(), Code::InvalidArgument, "{name}: {status:?}");
    assert_eq!(reason(status), "INVALID_FIELDS", "{name}");
    assert_eq!(
        blamed(status),
        [(field.to_owned(), why.to_owned())],
        "{name}"
    );
    assert!(
        status.message().contains(message),
        "{name}: {:?} lacks {message:?}",
        status.message()
    );
    assert!(
        status.message().starts_with(field),
        "{name}: {:?}",
        status.message()
    );
}

#[tokio::test]
async fn one_thing_wrong_is_named_with_its_field() {
    let server = Server::start().await;
    let mut client = server.analyses().await;
    for (name, request, field, why, message) in of_articles()
        .into_iter()
        .chain(of_summaries())
        .chain(of_tags())
    {
        let status = client.analyze_article(request).await.expect_err(name);
        check(name, &status, field, why, message);
    }
}

#[tokio::test]
async fn the_other_services_refuse_the_same() {
    let server = Server::start().await;
    let (mut summaries, mut tagging) = (server.summaries().await, server.tags().await);
    for (name, request, field, why, message) in of_articles().into_iter().chain(of_summaries()) {
        let request = pb::SummarizeArticleRequest {
            article: request.article,
            summary: request.summary,
            offset_encoding: request.offset_encoding,
        };
        let status = summaries.summarize_article(request).await.expect_err(name);
        check(name, &status, field, why, message);
    }
    for (name, request, field, why, message) in of_articles().into_iter().chain(of_tags()) {
        let request = pb::TagArticleRequest {
            article: request.article,
            tags: request.tags,
            offset_encoding: request.offset_encoding,
        };
        let status = tagging.tag_article(request).await.expect_err(name);
        check(name, &status, field, why, message);
    }
}

#[tokio::test]
async fn several_things_wrong_are_all_named() {
    let server = Server::start().await;
    let request = pb::AnalyzeArticleRequest {
        article: Some(pb::Article {
            language_code: "1".to_owned(),
            ..Default::default()
        }),
        summary: Some(pb::SummaryOptions {
            ratio: Some(-1.0),
            order: 99,
            ..Default::default()
        }),
        tags: Some(pb::TagOptions {
            max_tags: Some(-1),
            ..Default::default()
        }),
        offset_encoding: 77,
    };
    let status = server
        .analyses()
        .await
        .analyze_article(request)
        .await
        .unwrap_err();
    let fields: Vec<_> = blamed(&status)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    let expected = [
        "article.text",
        "article.language_code",
        "summary.ratio",
        "summary.order",
        "tags.max_tags",
        "offset_encoding",
    ];
    assert_eq!(fields, expected);
    assert!(
        status.message().ends_with("and 3 more"),
        "{}",
        status.message()
    );
}

#[tokio::test]
async fn thousands_of_things_wrong_fit_into_the_headers() {
    let server = Server::start().await;
    let entries = (0..4000)
        .map(|_| entry(&"é".repeat(300), "", &["", " "]))
        .collect();
    let status = server
        .analyses()
        .await
        .analyze_article(vocabulary(entries))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(blamed(&status).len(), 20);
    let size = status.details().len() * 4 / 3 + status.message().len() * 3;
    assert!(size < 8 << 10, "{size} bytes of headers");
}

/// An error travels in headers, of which many clients take no more than 8 KiB.
#[tokio::test]
async fn ids_that_come_twice_fit_into_the_headers_however_they_are_written() {
    let server = Server::start().await;
    let request = vocabulary(vec![entry(&"\u{7f}".repeat(256), "A label", &[]); 50]);
    let status = server
        .analyses()
        .await
        .analyze_article(request)
        .await
        .expect_err("49 ids come again");
    assert_eq!(reason(&status), "INVALID_FIELDS");
    assert_eq!(blamed(&status).len(), 20);
    let bytes = status.details().len() * 4 / 3 + status.message().len();
    assert!(bytes < 8 << 10, "{bytes} bytes");
}
