//! Callers: as many as the server can take, or as many as come.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use nutgraf::grpc::pb;
use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request, Status};
use tonic_types::StatusExt;

use crate::article::article;

/// Connections that calls are spread over, in turn.
const CONNECTIONS: usize = 32;

/// Calls at any time when the server sets the pace: enough to keep its core busy.
const CLOSED: usize = 6;

/// What became of a call.
pub struct Outcome {
    pub code: Code,
    /// The status if it failed, with its causes.
    pub told: String,
    /// Whether a refusal says when to come back.
    pub told_when_to_retry: bool,
    /// From the moment at which the call was due to its end.
    pub took: Duration,
    /// From the beginning of the load to the call's end.
    pub ended: Duration,
}

/// Callers of one server.
pub struct Load {
    clients: Vec<AnalysisServiceClient<Channel>>,
    request: Arc<pb::AnalyzeArticleRequest>,
}

impl Load {
    pub async fn on(address: &str) -> Load {
        let mut clients = Vec::new();
        for _ in 0..CONNECTIONS {
            let endpoint = Endpoint::from_shared(format!("http://{address}")).expect("a URI");
            let channel = endpoint.connect().await.expect("the server listens");
            clients.push(AnalysisServiceClient::new(channel));
        }
        let (title, text) = article();
        let article = pb::Article {
            title,
            text,
            ..pb::Article::default()
        };
        let request = pb::AnalyzeArticleRequest {
            article: Some(article),
            ..pb::AnalyzeArticleRequest::default()
        };
        Load {
            clients,
            request: Arc::new(request),
        }
    }

    /// Calls answered a second when each caller waits for its answer before it calls again.
    pub async fn closed(&self, seconds: f64) -> f64 {
        let answered = Arc::new(AtomicUsize::new(0));
        let end = Instant::now() + Duration::from_secs_f64(seconds);
        let mut callers = JoinSet::new();
        for number in 0..CLOSED {
            let (mut client, answered) = (self.client(number), Arc::clone(&answered));
            let request = Arc::clone(&self.request);
            callers.spawn(async move {
                while Instant::now() < end {
                    let answer = client.analyze_article((*request).clone()).await;
                    answer.expect("the server can take it");
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        callers.join_all().await;
        answered.load(Ordering::Relaxed) as f64 / seconds
    }

    /// What became of calls that came at `rate` a second, at moments that know nothing of each other.
    pub async fn open(&self, rate: f64, seconds: f64, deadline: Duration) -> Vec<Outcome> {
        let mut calls = JoinSet::new();
        let begin = Instant::now();
        let (mut due, mut moments) = (0.0, Moments(1));
        for number in 0.. {
            due += moments.next() / rate;
            if due > seconds {
                break;
            }
            let due = begin + Duration::from_secs_f64(due);
            if due > Instant::now() {
                sleep_until(due).await;
            }
            let (mut client, request) = (self.client(number), Arc::clone(&self.request));
            calls.spawn(async move {
                let mut request = Request::new((*request).clone());
                request.set_timeout((due + deadline).saturating_duration_since(Instant::now()));
                let answer = client.analyze_article(request).await;
                outcome(answer.err(), begin, due, deadline)
            });
        }
        calls.join_all().await
    }

    fn client(&self, number: usize) -> AnalysisServiceClient<Channel> {
        self.clients[number % self.clients.len()].clone()
    }
}

fn outcome(failure: Option<Status>, begin: Instant, due: Instant, deadline: Duration) -> Outcome {
    let took = due.elapsed();
    let code = match &failure {
        None => Code::Ok,
        // The client's own clock, which tonic tells as CANCELLED.
        Some(status) if status.code() == Code::Cancelled && took >= deadline => {
            Code::DeadlineExceeded
        }
        Some(status) => status.code(),
    };
    let told = failure.as_ref().map(|status| format!("{status:?}"));
    let retry = failure.and_then(|status| status.get_details_retry_info());
    Outcome {
        code,
        told: told.unwrap_or_default(),
        told_when_to_retry: retry.is_some_and(|retry| retry.retry_delay.is_some()),
        took,
        ended: begin.elapsed(),
    }
}

/// Times between calls that come independently of each other, one on average: exponential ones, from
/// the generator SplitMix64, the same in every run.
struct Moments(u64);

impl Moments {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let uniform = ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64;
        -(1.0 - uniform).ln()
    }
}
