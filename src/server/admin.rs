//! The admin port: metrics and health over plain HTTP, for those who run the server.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tracing::debug;

use super::accept::{Seldom, pause_after};

/// What Prometheus is told that the metrics are.
const OPEN_METRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// The methods that requests may have.
const GET_AND_HEAD: HeaderValue = HeaderValue::from_static("GET, HEAD");

/// How long a client may take to send its request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a connection may take, which has one request only: clients that come once in a while gain
/// nothing by keeping it, and those that do not read their answer would.
const MOST_TIME: Duration = Duration::from_secs(20);

/// Connections at once; more wait to be accepted. So that they leave file descriptors to those that call.
const MOST_CONNECTIONS: usize = 64;

/// What the admin port tells.
pub struct Admin {
    registry: Registry,
    ready: watch::Receiver<bool>,
}

impl Admin {
    /// Tells what is in `registry`, and that the server is ready while `ready` is true.
    pub fn new(registry: Registry, ready: watch::Receiver<bool>) -> Admin {
        Admin { registry, ready }
    }

    /// Answers on `listener` for ever.
    pub async fn serve(self, listener: TcpListener) {
        let admin = Arc::new(self);
        let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        let mut failing = Seldom::default();
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            let stream = match listener.accept().await {
                Ok((stream, _peer)) => stream,
                Err(error) => {
                    pause_after(error, &mut failing).await;
                    continue;
                }
            };
            let admin = Arc::clone(&admin);
            tokio::spawn(async move {
                if timeout(MOST_TIME, admin.talk(stream)).await.is_err() {
                    debug!("an admin connection took too long");
                }
                drop(place);
            });
        }
    }

    async fn talk(&self, stream: TcpStream) {
        let service = service_fn(|request| {
            let response = self.answer(&request);
            async { Ok::<_, Infallible>(response) }
        });
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIMEOUT)
            .keep_alive(false);
        let stream = TokioIo::new(stream);
        if let Err(error) = builder.serve_connection(stream, service).await {
            debug!(%error, "admin connection ended");
        }
    }

    fn answer<B>(&self, request: &Request<B>) -> Response<String> {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            let mut refusal = text(StatusCode::METHOD_NOT_ALLOWED, "only GET\n");
            refusal.headers_mut().insert(ALLOW, GET_AND_HEAD);
            return refusal;
        }
        match request.uri().path() {
            "/metrics" => self.metrics(),
            "/health/live" => text(StatusCode::OK, "alive\n"),
            "/health/ready" if *self.ready.borrow() => text(StatusCode::OK, "ready\n"),
            "/health/ready" => text(StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
            _ => text(
                StatusCode::NOT_FOUND,
                "/metrics, /health/live, /health/ready\n",
            ),
        }
    }

    fn metrics(&self) -> Response<String> {
        let mut body = String::new();
        if encode(&mut body, &self.registry).is_err() {
            return text(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the metrics cannot be written\n",
            );
        }
        let mut response = Response::new(body);
        response.headers_mut().insert(CONTENT_TYPE, OPEN_METRICS);
        response
    }
}

fn text(status: StatusCode, body: &str) -> Response<String> {
    let mut response = Response::new(body.to_owned());
    *response.status_mut() = status;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
}
