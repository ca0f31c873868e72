//! Bad input: what is refused, in which words, and that everything wrong is told at once.

mod articles;
mod summaries;
mod tags;

use nutgraf::grpc::pb;
use tonic::{Code, Status};

use self::articles::of_articles;
use self::summaries::of_summaries;
use self::tags::{entry, of_tags, vocabulary};
use crate::harness::{Server, blamed, reason};

/// A request with one thing wrong: its name, the request, the field, the reason, a part of the
/// message.
type Case = (
    &'static str,
    pb::AnalyzeArticleRequest,
    &'static str,
    &'static str,
    &'static str,
);

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
