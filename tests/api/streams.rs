//! Streams: results in order, flow control, and no end because of one bad article.

use std::time::Duration;

use futures_util::stream;
use nutgraf::config::{Admission, Config};
use nutgraf::grpc::limits::Limits;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic::transport::Channel;

use crate::batches::{analysis, error};
use crate::harness::{STORY, Server, analyze, article, reason, streamed};

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

#[tokio::test]
async fn a_stream_on_which_nothing_comes_is_ended() {
    let limits = Limits {
        stream_idle: Some(Duration::from_millis(300)),
        ..Limits::default()
    };
    let server = Server::with(Config {
        limits,
        ..Config::default()
    })
    .await;
    let (sender, receiver) = mpsc::channel(1);
    let mut client = server.analyses().await;
    let answers = client.stream_analyze_articles(ReceiverStream::new(receiver));
    let mut answers = answers.await.unwrap().into_inner();
    let article = streamed(numbered(0, STORY));
    sender.send(article).await.expect("the stream is open");
    assert!(answers.message().await.unwrap().is_some());
    let ended = timeout(Duration::from_secs(30), answers.message()).await;
    let status = ended.expect("it is ended").unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert_eq!(reason(&status), "STREAM_IDLE");
    drop(sender);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_share_a_little_memory_and_all_get_through() {
    let admission = Admission {
        bytes: 100_000,
        ..Admission::default()
    };
    let server = Server::with(Config {
        admission,
        ..Config::default()
    })
    .await;
    // Each article is most of the memory there is, the last one more than all of it.
    let requests: Vec<_> = [100, 100, 200]
        .into_iter()
        .map(|copies| numbered(copies, &STORY.repeat(copies)))
        .collect();
    let (mut one, mut two) = (server.analyses().await, server.analyses().await);
    let both = futures_util::future::join(
        analyze_all(&mut one, requests.clone()),
        analyze_all(&mut two, requests),
    );
    let (one, two) = timeout(Duration::from_secs(60), both)
        .await
        .expect("no deadlock");
    assert_eq!((one.len(), two.len()), (3, 3));
    one.iter()
        .chain(&two)
        .for_each(|result| assert!(!analysis(result).sentences.is_empty()));
}
