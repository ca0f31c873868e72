//! The crate's own client: what it calls, when it tries again, and what it does not try.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use nutgraf::client::{Client, ConnectError, RetryPolicy, Settings};
use nutgraf::config::{Admission, Config};
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::tag_service_server::{TagService, TagServiceServer};
use tokio::net::TcpListener;
use tonic::transport::server::TcpIncoming;
use tonic::{Code, Request, Response, Status, async_trait};
use tonic_types::{ErrorDetails, StatusExt};

use crate::file::File;
use crate::harness::{STORY, Server, analyze, article, streamed};

async fn client(address: SocketAddr, settings: Settings) -> Client {
    let connected = Client::connect(&format!("http://{address}"), settings).await;
    connected.expect("the server listens")
}

#[tokio::test]
async fn every_method_is_answered() {
    let server = Server::start().await;
    for gzip in [false, true] {
        let settings = Settings {
            gzip,
            ..Settings::default()
        };
        let client = client(server.address, settings).await;
        let analysis = client.analyze(analyze(STORY)).await.unwrap();
        let summary = pb::SummarizeArticleRequest {
            article: article(STORY),
            ..Default::default()
        };
        let summary = client.summarize(summary).await.unwrap();
        assert_eq!(summary.summary_text, analysis.summary_text);
        let tags = pb::TagArticleRequest {
            article: article(STORY),
            ..Default::default()
        };
        assert_eq!(client.tag(tags).await.unwrap().tags, analysis.tags);
        let batch = pb::BatchAnalyzeArticlesRequest {
            requests: vec![analyze(STORY); 3],
        };
        let results = client.analyze_batch(batch).await.unwrap().results;
        assert_eq!(results.len(), 3);
        let requests = vec![streamed(analyze(STORY)); 5];
        let results = client.analyze_stream(tokio_stream::iter(requests)).await;
        assert_eq!(results.unwrap().count().await, 5);
        let info = client.engine_info().await.unwrap();
        assert_eq!(info.engine_version, env!("CARGO_PKG_VERSION"));
    }
}

/// Fails with a status as long as there is one for the try, then answers.
struct Failing {
    statuses: Vec<Status>,
    tries: Arc<AtomicUsize>,
}

#[async_trait]
impl TagService for Failing {
    async fn tag_article(
        &self,
        request: Request<pb::TagArticleRequest>,
    ) -> Result<Response<pb::TagArticleResponse>, Status> {
        assert!(request.metadata().contains_key("grpc-timeout"));
        let tried = self.tries.fetch_add(1, Ordering::Relaxed);
        match self.statuses.get(tried) {
            Some(status) => Err(status.clone()),
            None => Ok(Response::new(pb::TagArticleResponse::default())),
        }
    }
}

/// What a client gets from a server that fails so, after how many tries.
async fn tried(statuses: Vec<Status>, settings: Settings) -> (Result<(), Status>, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let tries = Arc::new(AtomicUsize::new(0));
    let service = TagServiceServer::new(Failing {
        statuses,
        tries: Arc::clone(&tries),
    });
    tokio::spawn(
        tonic::transport::Server::builder()
            .add_service(service)
            .serve_with_incoming(TcpIncoming::from(listener)),
    );
    let client = client(address, settings).await;
    let answer = client.tag(pb::TagArticleRequest::default()).await;
    (answer.map(drop), tries.load(Ordering::Relaxed))
}

fn overloaded(delay: Duration) -> Status {
    let details = ErrorDetails::with_retry_info(Some(delay));
    Status::with_error_details(Code::ResourceExhausted, "overloaded", details)
}

#[tokio::test]
async fn a_call_that_is_refused_is_made_again_when_the_server_says() {
    let (delay, begin) = (Duration::from_millis(80), Instant::now());
    let statuses = vec![overloaded(delay), Status::unavailable("restarting")];
    let (answer, tries) = tried(statuses, Settings::default()).await;
    answer.expect("the third try is answered");
    assert_eq!(tries, 3);
    assert!(begin.elapsed() >= delay, "not before it was asked to");
}

#[tokio::test]
async fn what_will_not_pass_is_told_at_once_and_what_does_not_after_the_last_try() {
    for status in [
        Status::invalid_argument("no"),
        Status::resource_exhausted("too large"),
    ] {
        let code = status.code();
        let (answer, tries) = tried(vec![status], Settings::default()).await;
        assert_eq!((answer.unwrap_err().code(), tries), (code, 1));
    }
    let gone = vec![Status::unavailable("gone"); 9];
    let (answer, tries) = tried(gone, Settings::default()).await;
    assert_eq!((answer.unwrap_err().code(), tries), (Code::Unavailable, 4));
    let once = RetryPolicy {
        attempts: 1,
        ..RetryPolicy::default()
    };
    let settings = Settings {
        retry: once,
        ..Settings::default()
    };
    let (answer, tries) = tried(vec![Status::unavailable("gone")], settings).await;
    assert_eq!((answer.unwrap_err().code(), tries), (Code::Unavailable, 1));
}

#[tokio::test]
async fn no_time_is_too_long_to_be_reckoned_with() {
    let settings = Settings {
        timeout: Duration::MAX,
        connect_timeout: Duration::MAX,
        keepalive: Duration::MAX,
        keepalive_timeout: Duration::MAX,
        ..Settings::default()
    };
    let forever = overloaded(Duration::from_secs(i64::MAX as u64));
    let (answer, tries) = tried(vec![forever], settings.clone()).await;
    assert_eq!(
        (answer.unwrap_err().code(), tries),
        (Code::ResourceExhausted, 1)
    );
    let (answer, tries) = tried(Vec::new(), settings).await;
    assert_eq!((answer.is_ok(), tries), (true, 1));
}

#[tokio::test]
async fn a_wait_that_would_pass_the_deadline_is_not_begun() {
    let settings = Settings {
        timeout: Duration::from_secs(30),
        ..Settings::default()
    };
    let begin = Instant::now();
    let (answer, tries) = tried(vec![overloaded(Duration::from_secs(60))], settings).await;
    assert_eq!(
        (answer.unwrap_err().code(), tries),
        (Code::ResourceExhausted, 1)
    );
    assert!(begin.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_told_so_as_grpc_has_it() {
    let server = Server::start().await;
    let settings = Settings {
        timeout: Duration::from_micros(100),
        ..Settings::default()
    };
    let client = client(server.address, settings).await;
    let status = client.analyze(analyze(&STORY.repeat(500))).await;
    assert_eq!(status.unwrap_err().code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn an_overloaded_server_answers_in_the_end() {
    let admission = Admission {
        requests: 1,
        ..Admission::default()
    };
    let server = Server::with(Config {
        admission,
        ..Config::default()
    })
    .await;
    let client = client(server.address, Settings::default()).await;
    let large = analyze(&STORY.repeat(20));
    let calls = (0..3).map(|_| client.analyze(large.clone()));
    for answer in futures_util::future::join_all(calls).await {
        assert!(!answer.expect("after another try").sentences.is_empty());
    }
}

#[tokio::test]
async fn no_call_fails_while_the_server_is_restarted() {
    let mut server = Server::start().await;
    let address = server.address;
    let client = client(address, Settings::default()).await;
    let answered = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&answered);
    let calling = tokio::spawn(async move {
        loop {
            client.analyze(analyze(STORY)).await?;
            if counted.fetch_add(1, Ordering::Relaxed) == 4 * BETWEEN_RESTARTS {
                return Ok::<_, Status>(());
            }
        }
    });
    for restart in 1..=3 {
        while answered.load(Ordering::Relaxed) < restart * BETWEEN_RESTARTS
            && !calling.is_finished()
        {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.stopped().await;
        server = Server::again(address).await;
    }
    calling.await.unwrap().expect("no call fails for good");
}

/// Enough that the client trusts the server again.
const BETWEEN_RESTARTS: usize = 100;

#[tokio::test]
async fn a_token_goes_with_every_call_and_shows_nowhere() {
    // The hash is `printf %s correct-horse | sha256sum`.
    let hash = "9dca666eb54730714630d1519264a7bf1eeaad00b8f2edc90d3ecbfad928d163";
    let file = File::new(&format!("somebody {hash}\n"));
    let server = Server::with(Config {
        auth_tokens: file.setting(),
        ..Config::default()
    })
    .await;
    let with = |token: &str| {
        let settings = Settings {
            token: Some(token.to_owned()),
            ..Settings::default()
        };
        assert!(!format!("{settings:?}").contains(token));
        Client::connect_lazy(&format!("http://{}", server.address), settings)
    };
    let known = with("correct-horse").expect("it can be sent");
    assert!(!format!("{known:?}").contains("correct-horse"));
    known.analyze(analyze(STORY)).await.expect("it is known");
    let unknown = with("battery-staple").expect("it can be sent");
    let status = unknown.analyze(analyze(STORY)).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
    assert!(matches!(with("two\nlines"), Err(ConnectError::Token)));
}
