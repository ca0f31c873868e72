//! A service with a bug behind the gateway.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use tokio::sync::watch;
use tonic::body::Body;
use tonic::server::NamedService;
use tonic::service::Routes;
use tonic::{Code, Status};
use tonic_types::StatusExt;
use tower::Service;

use super::Gateway;
use crate::config::Config;
use crate::metrics::Metrics;

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
