//! Streams: results in order, flow control, and no end because of one bad article.

use std::time::Duration;

use futures_util::stream;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic::transport::Channel;

use crate::batches::{analysis, error};
use crate::harness::{STORY, Server, analyze, article, streamed};

/// The results of a stream that is sent as a whole.
pub async fn analyze_all(
    client: &mut AnalysisServiceClient<Channel>,
    requests: Vec<pb::AnalyzeArticleRequest>,
) -> Vec<pb::ArticleResult> {
    let requests = stream::iter(requests.into_iter().map(streamed));
    let mut answers = client
        .stream_analyze_articles(requests)
        .await
        .unwrap()
        .into_inner();
    let mut results = Vec::new();
    while let Some(answer) = answers.message().await.unwrap() {
        results.push(answer.result.expect("every answer has a result"));
    }
    results
}

fn numbered(number: usize, text: &str) -> pb::AnalyzeArticleRequest {
    let article = pb::Article {
        id: number.to_string(),
        ..article(text).unwrap()
    };
    pb::AnalyzeArticleRequest {
        article: Some(article),
        ..Default::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn results_come_in_order_though_articles_differ_in_length() {
    let server = Server::start().await;
    let request = |number: usize| numbered(number, &STORY.repeat(1 + (number * 7) % 40));
    let results = analyze_all(
        &mut server.analyses().await,
        (0..100).map(request).collect(),
    )
    .await;
    let ids: Vec<_> = results
        .iter()
        .map(|result| result.article_id.clone())
        .collect();
    assert_eq!(
        ids,
        (0..100)
            .map(|number| number.to_string())
            .collect::<Vec<_>>()
    );
    assert!(
        results
            .iter()
            .zip(0..)
            .all(|(result, number)| result.index == Some(number))
    );
    results
        .iter()
        .for_each(|result| assert!(!analysis(result).sentences.is_empty()));
}

#[tokio::test]
async fn a_bad_article_never_ends_the_stream() {
    let server = Server::start().await;
    let bad_options = pb::SummaryOptions {
        ratio: Some(2.0),
        ..Default::default()
    };
    let requests = vec![
        numbered(0, STORY),
        numbered(1, ""),
        pb::AnalyzeArticleRequest {
            summary: Some(bad_options),
            ..numbered(2, STORY)
        },
        pb::AnalyzeArticleRequest::default(),
        numbered(4, STORY),
    ];
    let results = analyze_all(&mut server.analyses().await, requests).await;
    assert_eq!(results.len(), 5);
    let bad = [(1, "article.text"), (2, "summary.ratio"), (3, "article")];
    for (number, field) in bad {
        let error = error(&results[number]);
        assert_eq!(error.code, Code::InvalidArgument as i32, "article {number}");
        assert!(
            error.message.starts_with(field),
            "article {number}: {}",
            error.message
        );
    }
    for number in [0, 4] {
        assert!(!analysis(&results[number]).sentences.is_empty());
    }
}

#[tokio::test]
async fn an_answer_comes_before_the_next_article_is_sent() {
    let server = Server::start().await;
    let (sender, receiver) = mpsc::channel(1);
    let mut client = server.analyses().await;
    let requests = ReceiverStream::new(receiver);
    let mut answers = client
        .stream_analyze_articles(requests)
        .await
        .unwrap()
        .into_inner();
    for number in 0..5 {
        sender
            .send(streamed(numbered(number, STORY)))
            .await
            .unwrap();
        let answer = timeout(Duration::from_secs(20), answers.message()).await;
        let answer = answer
            .expect("an answer while the stream is open")
            .unwrap()
            .unwrap();
        assert_eq!(answer.result.unwrap().article_id, number.to_string());
    }
    drop(sender);
    assert!(answers.message().await.unwrap().is_none());
}

#[tokio::test]
async fn the_server_reads_no_further_than_the_caller_takes() {
    let server = Server::start().await;
    let (sender, receiver) = mpsc::channel(1);
    let mut client = server.analyses().await;
    let options = pb::SummaryOptions {
        all_sentences: true,
        ..Default::default()
    };
    let large = pb::AnalyzeArticleRequest {
        summary: Some(options),
        ..analyze(&STORY.repeat(400))
    };
    let requests = ReceiverStream::new(receiver);
    let mut answers = client
        .stream_analyze_articles(requests)
        .await
        .unwrap()
        .into_inner();
    let mut sent = 0;
    // Nothing is taken: sending must come to a halt.
    while timeout(Duration::from_secs(2), sender.send(streamed(large.clone())))
        .await
        .is_ok()
    {
        sent += 1;
        assert!(
            sent < 200,
            "200 articles of 250 kB were taken from a caller who takes no results"
        );
    }
    drop(sender);
    let mut taken = 0;
    while answers.message().await.unwrap().is_some() {
        taken += 1;
    }
    assert_eq!(taken, sent, "nothing is lost");
}
