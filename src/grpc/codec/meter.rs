//! What is known of a call while its message is read: where it counts, and how long a batch may be. Messages of
//! a stream are measured by who reads them.

use std::sync::Arc;
use std::task::{Context, Poll};

use http::Request;
use tokio::task::futures::TaskLocalFuture;
use tonic::body::Body;
use tonic::server::NamedService;
use tower::Service;

use super::arrivals::Arrivals;
use super::frames::{Changes, Prepared};
use crate::grpc::STREAMS;
use crate::grpc::call::Call;
use crate::grpc::limits::Limits;
use crate::grpc::pool::Taken;
use crate::grpc::status::Failure;

tokio::task_local! {
    /// The call whose message is read by the task, if it is one with one message.
    static METER: Meter;
}

/// What the decoder has to know.
#[derive(Clone, Debug)]
pub struct Meter {
    taken: Option<Arc<Taken>>,
    batch_requests: usize,
}

/// A service whose messages are measured.
#[derive(Clone, Debug)]
pub struct Metered<S> {
    inner: S,
    message_bytes: usize,
    batch_requests: usize,
}

impl<S> Metered<S> {
    /// `inner`, with messages of at most `message_bytes`, and batches of at most `batch_requests` requests.
    pub fn new(inner: S, message_bytes: usize, batch_requests: usize) -> Metered<S> {
        Metered {
            inner,
            message_bytes,
            batch_requests,
        }
    }
}

impl<S: NamedService> NamedService for Metered<S> {
    const NAME: &'static str = S::NAME;
}

impl<S: Service<Request<Body>>> Service<Request<Body>> for Metered<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = TaskLocalFuture<Meter, S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let call = request.extensions().get::<Call>();
        let taken = call.and_then(|call| call.request.clone());
        if STREAMS.contains(&request.uri().path()) {
            request = prepared(request, self.message_bytes);
        }
        let meter = Meter {
            taken,
            batch_requests: self.batch_requests,
        };
        METER.scope(meter, self.inner.call(request))
    }
}

/// A request of a stream with messages of at most `most` bytes, made ready for the decoder.
fn prepared(mut request: Request<Body>, most: usize) -> Request<Body> {
    let changes = Changes::new(most);
    let encoding = request.headers().get("grpc-encoding");
    let gzip = encoding.is_some_and(|encoding| encoding == "gzip");
    let extensions = request.extensions_mut();
    let arriving = extensions
        .get()
        .and_then(|call: &Call| call.arriving.clone());
    let arrivals = arriving.map(Arrivals::new);
    extensions.insert(changes.clone());
    if let Some(arrivals) = arrivals.clone() {
        extensions.insert(arrivals);
    }
    request.map(|body| Body::new(Prepared::new(body, gzip, changes, arrivals)))
}

/// Counts a message that takes so many bytes in memory; fails if there is no room for that.
pub(super) fn count(bytes: usize) -> Result<(), Failure> {
    let counted = METER.try_with(|meter| match &meter.taken {
        Some(taken) => taken.count_message(bytes),
        None => Ok(()),
    });
    counted.unwrap_or(Ok(()))
}

/// How many requests a batch may have; the default limit where nobody has said it.
pub(super) fn batch_requests() -> usize {
    METER
        .try_with(|meter| meter.batch_requests)
        .unwrap_or(Limits::BATCH_REQUESTS)
}
