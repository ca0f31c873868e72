//! A service with a bug behind the gateway.

use std::convert::Infallible;
use std::fs;
use std::future::{Ready, ready};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{HeaderMap, HeaderValue, Method, Request, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use tempfile::NamedTempFile;
use tokio::sync::watch;
use tonic::body::Body;
use tonic::server::NamedService;
use tonic::service::Routes;
use tonic::{Code, Status};
use tonic_types::StatusExt;
use tower::Service;

use super::Gateway;
use crate::config::{Admission, Config, Quota};
use crate::grpc::OF_ARTICLES;
use crate::metrics::Metrics;
use crate::server::auth::Auth;
use crate::server::quota::Quotas;

/// Panics when it is asked to, answers otherwise.
#[derive(Clone)]
struct Faulty;

impl NamedService for Faulty {
    const NAME: &'static str = "test.Faulty";
}

impl Service<Request<Body>> for Faulty {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Ready<Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        assert!(!request.uri().path().ends_with("/Panic"), "a bug");
        ready(Ok(Status::ok("").into_http()))
    }
}

async fn call(gateway: &Arc<Gateway>, path: &str) -> Response<Body> {
    let request = Request::post(path)
        .header("content-type", "application/grpc")
        .header("x-request-id", "the-id")
        .body(Body::empty())
        .expect("a request");
    let client = gateway.client();
    Arc::clone(gateway).answer(client, request).await
}

#[tokio::test]
async fn a_panic_is_internal_with_the_request_id_and_the_next_call_is_answered() {
    let (_drain, draining) = watch::channel(false);
    let metrics = Metrics::default();
    let gateway = Arc::new(Gateway::new(
        Routes::new(Faulty),
        &Config::default(),
        (None, None),
        metrics.clone(),
        draining,
    ));
    let response = call(&gateway, "/test.Faulty/Panic").await;
    let status = Status::from_header_map(response.headers()).expect("a status");
    assert_eq!(status.code(), Code::Internal);
    assert!(status.message().contains("the-id"), "{}", status.message());
    assert!(
        !status.message().contains("a bug"),
        "what went wrong is for the log"
    );
    let info = status.get_details_request_info().expect("RequestInfo");
    assert_eq!(info.request_id, "the-id");
    assert_eq!(response.headers()["x-request-id"], "the-id");

    let mut registry = Registry::default();
    metrics.register(&mut registry);
    let mut told = String::new();
    encode(&mut told, &registry).expect("the metrics can be written");
    assert!(told.contains("nutgraf_panics_total 1\n"), "{told}");

    let response = call(&gateway, "/test.Faulty/Work").await;
    assert_eq!(response.headers()["grpc-status"], "0");
}

/// `printf %s correct-horse | sha256sum`.
const CALLER: &str = "one 9dca666eb54730714630d1519264a7bf1eeaad00b8f2edc90d3ecbfad928d163\n";

#[tokio::test]
async fn who_is_refused_at_the_gate_is_not_charged() {
    let file = NamedTempFile::new().expect("a temporary directory");
    fs::write(file.path(), CALLER).expect("it is writable");
    let one = NonZeroU32::MIN;
    let config = Config {
        auth_tokens: Some(file.path().to_owned()),
        quota: Quota {
            rate: Some(one),
            burst: NonZeroU32::new(2),
            calls: None,
        },
        admission: Admission {
            requests: 1,
            ..Admission::default()
        },
        ..Config::default()
    };
    let who = (
        Auth::new(&config).expect("the file can be read"),
        Quotas::new(&config).expect("there is no file"),
    );
    let (_drain, draining) = watch::channel(false);
    let routes = Routes::new(Faulty);
    let gateway = Gateway::new(routes, &config, who, Metrics::default(), draining);
    let mut headers = HeaderMap::new();
    let header = HeaderValue::from_static;
    headers.insert("content-type", header("application/grpc"));
    headers.insert("authorization", header("Bearer correct-horse"));
    let client = gateway.client();
    let enter = || gateway.enter(&client, &Method::POST, OF_ARTICLES[0], &headers);
    let first = enter();
    assert!(first.is_ok());
    for _ in 0..10 {
        let failure = enter().err().expect("there is one place");
        assert_eq!(failure.reason(), "OVERLOADED");
    }
    drop(first);
    assert!(enter().is_ok(), "the second article of two");
    let failure = enter().err().expect("two were taken");
    assert_eq!(failure.reason(), "OVER_QUOTA");
}
