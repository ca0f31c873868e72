//! Batches: every result in its place, whatever became of the others.

use nutgraf::config::{Admission, Config};
use nutgraf::grpc::limits::Limits;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use nutgraf::grpc::pb::article_result::Outcome;
use tonic::Code;
use tonic::transport::Channel;
use tonic_types::RpcStatusExt;

use crate::harness::{STORY, Server, analyze, article, blamed, reason};
use crate::raw::{framed, post};

/// The results of a batch.
pub async fn analyze_all(
    client: &mut AnalysisServiceClient<Channel>,
    requests: Vec<pb::AnalyzeArticleRequest>,
) -> Vec<pb::ArticleResult> {
    let request = pb::BatchAnalyzeArticlesRequest { requests };
    client
        .batch_analyze_articles(request)
        .await
        .unwrap()
        .into_inner()
        .results
}

/// The analysis in a result that is one.
pub fn analysis(result: &pb::ArticleResult) -> &pb::AnalyzeArticleResponse {
    match &result.outcome {
        Some(Outcome::Analysis(analysis)) => analysis,
        other => panic!("expected an analysis, got {other:?}"),
    }
}

/// The error in a result that is one.
pub fn error(result: &pb::ArticleResult) -> &tonic_types::Status {
    match &result.outcome {
        Some(Outcome::Error(error)) => error,
        other => panic!("expected an error, got {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn results_come_in_order_and_a_bad_article_spoils_no_other() {
    let server = Server::start().await;
    let request = |number: usize| {
        let text = if number == 7 {
            "  ".to_owned()
        } else {
            format!("Story {number}. {STORY}")
        };
        let article = pb::Article {
            id: number.to_string(),
            ..article(&text).unwrap()
        };
        pb::AnalyzeArticleRequest {
            article: Some(article),
            ..Default::default()
        }
    };
    let requests = (0..50).map(request).collect();
    let results = analyze_all(&mut server.analyses().await, requests).await;
    assert_eq!(results.len(), 50);
    for (number, result) in results.iter().enumerate() {
        assert_eq!(
            (result.index, &result.article_id),
            (Some(number as i32), &number.to_string())
        );
        if number != 7 {
            assert_eq!(analysis(result).article_id, number.to_string());
            continue;
        }
        let error = error(result);
        assert_eq!(error.code, Code::InvalidArgument as i32);
        let violations = error.get_details_bad_request().unwrap().field_violations;
        assert_eq!(violations[0].field, "requests[7].article.text");
        assert_eq!(
            error.get_details_error_info().unwrap().reason,
            "INVALID_FIELDS"
        );
    }
}

#[tokio::test]
async fn an_empty_batch_and_one_over_the_limit_are_refused() {
    let limits = Limits {
        batch_requests: 3,
        ..Limits::default()
    };
    let server = Server::with(Config {
        limits,
        ..Config::default()
    })
    .await;
    let mut client = server.analyses().await;
    for (count, reason) in [(0, "REQUIRED"), (4, "TOO_MANY")] {
        let request = pb::BatchAnalyzeArticlesRequest {
            requests: vec![analyze(STORY); count],
        };
        let status = client.batch_analyze_articles(request).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(
            blamed(&status),
            [("requests".to_owned(), reason.to_owned())]
        );
    }
    assert_eq!(
        analyze_all(&mut client, vec![analyze(STORY); 3])
            .await
            .len(),
        3
    );
}

/// Each has two bytes on the wire, and would have hundreds in memory.
#[tokio::test]
async fn a_batch_of_two_million_empty_requests_is_one_over_the_limit() {
    let server = Server::start().await;
    let path = "/nutgraf.v1.AnalysisService/BatchAnalyzeArticles";
    let batch = framed(0, &[0x0a, 0x00].repeat(1 << 21));
    let status = post(server.address, path, &[], batch).await.status();
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
    assert_eq!(
        blamed(&status),
        [("requests".to_owned(), "TOO_MANY".to_owned())]
    );
}

#[tokio::test]
async fn a_list_over_its_limit_spoils_no_other_article() {
    let server = Server::start().await;
    let aliases = vec![String::new(); 1 << 16];
    let vocabulary = vec![pb::VocabularyEntry {
        id: "a".to_owned(),
        label: "A".to_owned(),
        aliases,
    }];
    let mut requests = vec![analyze(STORY); 3];
    requests[1].tags = Some(pb::TagOptions {
        vocabulary,
        ..Default::default()
    });
    let mut client = server.analyses().await;
    let batch = analyze_all(&mut client, requests.clone()).await;
    let stream = crate::streams::analyze_all(&mut client, requests).await;
    for (results, field) in [
        (batch, "requests[1].tags.vocabulary[0].aliases"),
        (stream, "tags.vocabulary[0].aliases"),
    ] {
        let error = error(&results[1]);
        let violations = error.get_details_bad_request().expect("violations");
        let too_many = &violations.field_violations[0];
        assert_eq!(
            (&*too_many.field, &*too_many.reason),
            (field, "TOO_MANY"),
            "{too_many:?}"
        );
        for other in [0, 2] {
            assert!(!analysis(&results[other]).sentences.is_empty());
        }
    }
}

/// A message counts at the gate as what it takes in memory, and one that can never fit is told so.
#[tokio::test]
async fn a_message_that_takes_more_memory_than_there_is_is_too_large() {
    let admission = Admission {
        bytes: 1 << 20,
        ..Admission::default()
    };
    let server = Server::with(Config {
        admission,
        ..Config::default()
    })
    .await;
    // 10,000 entries of 2 bytes on the wire, 72 in memory.
    let vocabulary = vec![pb::VocabularyEntry::default(); Limits::VOCABULARY_ENTRIES];
    let request = pb::AnalyzeArticleRequest {
        tags: Some(pb::TagOptions {
            vocabulary,
            ..Default::default()
        }),
        ..analyze(STORY)
    };
    let mut client = server.analyses().await;
    let status = client.analyze_article(request).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert_eq!(reason(&status), "MESSAGE_TOO_LARGE");
    let pushback = status.metadata().get("grpc-retry-pushback-ms");
    assert_eq!(pushback.map(|told| told.as_bytes()), Some(&b"-1"[..]));
}
