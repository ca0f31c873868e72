//! A greedy client beside a polite one: hundreds of calls in flight here, one after the other there.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use nutgraf::config::{Admission, Config};
use nutgraf::grpc::pb;
use prost::Message;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};
use tonic::Code;

use crate::admin::{gauge, metrics, wait_until};
use crate::harness::{STORY, Server, analyze, article, streamed};
use crate::hygiene::{call, connect};
use crate::raw::{ANALYZE, STREAM, framed};
use crate::unread::connect_reading;

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// Soon, for the server.
const SOON: Duration = Duration::from_millis(200);

/// Longer than an article takes.
const SETTLED: Duration = Duration::from_millis(1500);

/// Calls of the greedy client in flight.
const GREED: usize = 150;

/// A request that costs little.
fn summarize() -> pb::SummarizeArticleRequest {
    let summary = pb::SummaryOptions {
        method: "lead".to_owned(),
        ..Default::default()
    };
    pb::SummarizeArticleRequest {
        article: article(STORY),
        summary: Some(summary),
        ..Default::default()
    }
}

/// What became of the greedy client's calls.
#[derive(Default)]
struct Greed {
    answered: AtomicUsize,
    refused: AtomicUsize,
    enough: AtomicBool,
}

/// Keeps [`GREED`] calls in flight on one connection until there was enough.
async fn be_greedy(server: &Server, greed: &Arc<Greed>) -> JoinSet<()> {
    let client = server.summaries().await;
    let mut calls = JoinSet::new();
    for _ in 0..GREED {
        let (mut client, greed) = (client.clone(), Arc::clone(greed));
        let request = summarize();
        calls.spawn(async move {
            while !greed.enough.load(Ordering::Relaxed) {
                match client.summarize_article(request.clone()).await {
                    Ok(_) => &greed.answered,
                    Err(status) if status.code() == Code::ResourceExhausted => &greed.refused,
                    Err(status) => panic!("refused otherwise than it should be: {status:?}"),
                }
                .fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    while greed.answered.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    calls
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_greedy_client_is_refused_and_a_polite_one_never_is() {
    let admission = Admission {
        requests: 32,
        ..Admission::default()
    };
    let server = Server::with(Config {
        admission,
        ..Config::default()
    })
    .await;
    let greed = Arc::new(Greed::default());
    let calls = be_greedy(&server, &greed).await;
    let polite = async {
        let mut client = server.summaries().await;
        for number in 0..20 {
            let answer = client.summarize_article(summarize()).await;
            answer.unwrap_or_else(|status| panic!("polite call {number}: {status:?}"));
        }
    };
    timeout(PATIENCE, polite).await.expect("it is not starved");
    greed.enough.store(true, Ordering::Relaxed);
    // Refused calls leave the connection as it was: every call was answered or refused.
    calls.join_all().await;
    assert!(greed.refused.load(Ordering::Relaxed) > 0);
}

async fn no_more_is_digested(admin: SocketAddr) {
    let mut before = 0.0;
    loop {
        let count = gauge(&metrics(admin).await, "nutgraf_digest_seconds_count");
        if count > 0.0 && count == before {
            return;
        }
        before = count;
        sleep(SETTLED).await;
    }
}

/// What has come on a stream that nobody reads waits without the memory that others' articles need.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_no_results_keeps_no_memory_from_the_streams_of_others() {
    let mut config = Config {
        workers: 1,
        ..Config::default()
    };
    config.admission.bytes = 300_000;
    let (server, admin) = Server::with_admin(config).await;
    let large = STORY.repeat(180_000 / STORY.len());
    let article = framed(0, &streamed(analyze(&large)).encode_to_vec());
    let (greedy, _connection) = connect_reading(server.address, 1).await;
    let mut unread = Vec::new();
    for _ in 0..2 {
        let mut sender = greedy.clone().ready().await.expect("there is room");
        let (response, mut body) = sender.send_request(call(STREAM), false).expect("a stream");
        let articles = Bytes::from(article.repeat(5));
        body.send_data(articles, false).expect("it is sent");
        unread.push((response.await.expect("its head"), body));
    }
    no_more_is_digested(admin).await;
    let mut polite = server.analyses().await;
    let results = crate::streams::analyze_all(&mut polite, vec![analyze(&large)]);
    let results = timeout(PATIENCE / 6, results).await;
    assert_eq!(results.expect("there is memory for it").len(), 1);
}

/// What streams that wait for their turn send ahead leaves those that have it what they need of the connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_that_wait_for_their_turn_stop_none_of_their_connection() {
    let mut config = Config::default();
    config.admission.streams = 2;
    let server = Server::with(config).await;
    let client = server.analyses().await;
    let blank = analyze(&"\n".repeat(1_000_000));
    let mut streams = JoinSet::new();
    for _ in 0..5 {
        let (mut client, articles) = (client.clone(), vec![blank.clone(); 4]);
        streams.spawn(async move { crate::streams::analyze_all(&mut client, articles).await });
    }
    let results = timeout(PATIENCE, streams.join_all()).await;
    let results = results.expect("no stream waits for ever");
    assert!(results.iter().all(|results| results.len() == 4));
}

/// Who sends the most of large messages and no more keeps small ones from nobody, and holds no more than may be.
#[tokio::test]
async fn messages_that_are_on_their_way_hold_no_more_than_they_may() {
    let mut config = Config::default();
    config.admission.bytes = 400_000;
    let (server, admin) = Server::with_admin(config).await;
    let large = analyze(&STORY.repeat(150_000 / STORY.len()));
    let message = framed(0, &streamed(large.clone()).encode_to_vec());
    let most_of_it = Bytes::from(message).slice(..140_000);
    let (mut open, mut connections) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let (sender, connection) = connect(server.address).await;
        connections.push(connection);
        for _ in 0..5 {
            let mut sender = sender.clone().ready().await.expect("there is room");
            let stream = sender.send_request(call(STREAM), false);
            let (response, mut body) = stream.expect("a stream");
            let sent = body.send_data(most_of_it.clone(), false);
            sent.expect("it is sent");
            open.push((response.await.expect("its head"), body));
        }
    }
    let holds = |metrics: &str| gauge(metrics, "nutgraf_admission_stream_bytes");
    wait_until(admin, "some of it", |metrics| holds(metrics) > 200_000.0).await;
    sleep(SOON).await;
    let bytes = holds(&metrics(admin).await);
    assert!(bytes <= 400_000.0, "{bytes}");

    let mut polite = server.analyses().await;
    let small = crate::streams::analyze_all(&mut polite, vec![analyze(STORY)]);
    let small = timeout(PATIENCE, small).await;
    assert_eq!(small.expect("it needs no room").len(), 1);
    connections.iter().for_each(JoinHandle::abort);
    let large = crate::streams::analyze_all(&mut polite, vec![large]);
    let large = timeout(PATIENCE, large).await;
    assert_eq!(large.expect("there is room again").len(), 1);
    wait_until(admin, "none of it", |metrics| holds(metrics) == 0.0).await;
}

/// The gate is for the engine's work; until then a call holds what has come of it and no more.
#[tokio::test]
async fn who_sends_no_more_than_headers_keeps_nobody_out() {
    let admission = Admission {
        requests: 4,
        ..Admission::default()
    };
    let config = Config {
        admission,
        ..Config::default()
    };
    let (server, admin) = Server::with_admin(config).await;
    let mut slow = Vec::new();
    for _ in 0..4 {
        let (mut sender, connection) = connect(server.address).await;
        let opened = sender.send_request(call(ANALYZE), false).expect("a call");
        slow.push((opened, connection));
    }
    wait_until(admin, "all have come, and no place is taken", |text| {
        let come = text.lines().any(|line| {
            line.starts_with("grpc_server_started_total{")
                && line.ends_with("\"AnalyzeArticle\"} 4")
        });
        come && gauge(text, "nutgraf_admission_requests") == 0.0
    })
    .await;
    server.analyzed(analyze(STORY)).await;
    let ((response, mut body), _connection) = slow.swap_remove(0);
    let message = Bytes::from(framed(0, &analyze(STORY).encode_to_vec()));
    body.send_data(message, true).expect("it is open");
    let response = response.await.expect("an answer");
    assert!(
        !response.headers().contains_key("grpc-status"),
        "{response:?}"
    );
}
