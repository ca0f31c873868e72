//! Batches: every result in its place, whatever became of the others.

use nutgraf::config::Config;
use nutgraf::grpc::limits::Limits;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use nutgraf::grpc::pb::article_result::Outcome;
use tonic::Code;
use tonic::transport::Channel;
use tonic_types::RpcStatusExt;

use crate::harness::{STORY, Server, analyze, article, blamed};

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
