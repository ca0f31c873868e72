//! A greedy client beside a polite one: hundreds of calls in flight here, one after the other there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use nutgraf::config::{Admission, Config};
use nutgraf::grpc::pb;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tonic::Code;

use crate::harness::{STORY, Server, article};

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(60);

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
