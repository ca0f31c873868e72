//! The way of a call: named, checked, admitted, answered within its deadline, and told in gRPC's own
//! terms whatever happens on the way.

pub(super) mod answered;
mod ending;
mod entry;
#[cfg(test)]
mod tests;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use http::{HeaderValue, Request, Response};
use tokio::sync::watch;
use tonic::Status;
use tonic::body::Body;
use tonic::service::Routes;
use tower::ServiceExt;
use tracing::Instrument;

use self::answered::{Answered, Held, late};
use self::ending::refusal;
use self::entry::{Entry, Kind};
use super::admission::{Client, Gate, Ticket};
use super::auth::Auth;
use super::body::{Counted, Incoming};
use super::leftover::Leftover;
use super::quota::Quotas;
use super::request_id::{REQUEST_ID, RequestIds};
use super::tally::Tally;
use super::until_answered::{Answering, UntilAnswered};
use crate::config::Config;
use crate::grpc::call::{Call, Closing};
use crate::grpc::panics;
use crate::grpc::status::Failure;
use crate::metrics::Metrics;
use crate::telemetry::span::CallSpan;
use crate::telemetry::trace::TRACEPARENT;

/// What every call passes through.
pub struct Gateway {
    routes: Routes,
    gate: Arc<Gate>,
    metrics: Metrics,
    auth: Option<Auth>,
    quotas: Option<Quotas>,
    ids: RequestIds,
    max_deadline: Duration,
    /// How long a result of a stream waits to be read.
    unread: Option<Duration>,
    /// How long any answer does while answers are scarce of room.
    unread_if_scarce: Duration,
    draining: watch::Receiver<bool>,
    /// When streams come to their end, after the server began to drain.
    last_articles: Duration,
}

impl Gateway {
    /// A gateway to `routes`.
    pub fn new(
        routes: Routes,
        config: &Config,
        (auth, quotas): (Option<Auth>, Option<Quotas>),
        metrics: Metrics,
        draining: watch::Receiver<bool>,
    ) -> Gateway {
        Gateway {
            routes: routes.prepare(),
            gate: Arc::new(Gate::new(&config.admission, config.workers)),
            metrics,
            auth,
            quotas,
            ids: RequestIds::new(),
            max_deadline: config.max_deadline,
            unread: config.limits.stream_idle,
            unread_if_scarce: config.admission.unread,
            last_articles: config.shutdown.last_articles(),
            draining,
        }
    }

    /// What the metrics want to know of the gate.
    pub fn gate(&self) -> Arc<Gate> {
        Arc::clone(&self.gate)
    }

    /// Counts a handshake that failed.
    pub fn tls_failed(&self) {
        self.metrics.tls_failed();
    }

    /// Counts a connection as open until it is dropped.
    pub fn connected(&self) -> Connected {
        self.metrics.connected();
        Connected(self.metrics.clone())
    }

    /// Ready when a client has read nothing of what waits for it for too long, while room for answers is
    /// scarce.
    pub async fn is_stuck(&self, client: &Client) {
        client.outbox().is_stuck(self.unread_if_scarce).await;
    }

    /// A new connection, as the gate knows it.
    pub fn client(&self) -> Arc<Client> {
        Arc::new(self.gate.client())
    }

    /// Answers a call that came in on the connection of `client`. The call is let through or refused
    /// before the future is polled, so that those that wait for a thread are counted at the gate.
    pub fn answer<B: Incoming>(
        self: Arc<Self>,
        client: Arc<Client>,
        request: Request<B>,
    ) -> impl Future<Output = Response<Body>> + Send {
        let request = request.map(Leftover::new);
        let request_id = self.ids.of(request.headers());
        let path = request.uri().path().to_owned();
        let mut tally = Tally::begin(self.metrics.clone(), &path);
        let CallSpan { span, traceparent } =
            CallSpan::begin(request.headers(), &request_id, tally.name());
        tally.tell(&span);
        let in_work = client.activity().begin();
        let (method, headers) = (request.method(), request.headers());
        let entered = span.in_scope(|| self.enter(&client, method, &path, headers));
        let answer = async move {
            let answered = match entered {
                Ok(entry) => {
                    let deadline = entry.deadline;
                    let work = self.answered(entry, &client, request, &request_id);
                    self.guarded(work, deadline, &path, &request_id).await
                }
                Err(failure) => Err(failure),
            };
            let mut response = match answered {
                Ok(answered) => self.finished(answered, &client, &path, tally, in_work),
                Err(failure) => refusal(failure, tally),
            };
            let headers = response.headers_mut();
            if let Ok(value) = HeaderValue::from_str(&request_id) {
                headers.insert(REQUEST_ID, value);
            }
            if let Some(value) = traceparent {
                headers.insert(TRACEPARENT, value);
            }
            response
        };
        answer.instrument(span)
    }

    /// What comes of `work` within the deadline; a failure if it panics.
    async fn guarded(
        &self,
        work: impl Future<Output = Result<Answered, Failure>>,
        deadline: Option<Instant>,
        path: &str,
        request_id: &str,
    ) -> Result<Answered, Failure> {
        let answered = AssertUnwindSafe(work).catch_unwind();
        tokio::select! {
            biased;
            answered = answered => match answered {
                Ok(answered) => answered,
                Err(panic) => Err(panics::told(&*panic, &self.metrics, path, request_id)),
            },
            failure = late(deadline) => Err(failure),
        }
    }

    /// Waits for a place at the gate where the call has none yet, and has the call answered.
    async fn answered<B: Incoming>(
        &self,
        entry: Entry,
        client: &Client,
        request: Request<B>,
        request_id: &str,
    ) -> Result<Answered, Failure> {
        let Entry {
            kind,
            deadline,
            allowed,
            ticket,
        } = entry;
        let ticket = match ticket {
            Some(ticket) => ticket,
            None => self.turn_of_stream(client).await?,
        };
        let call = Call {
            request_id: request_id.to_owned(),
            deadline,
            pace: allowed.pace.clone(),
            request: ticket.bytes(),
            arriving: Some(Arc::clone(client.arriving())),
            answers: Some(Arc::clone(client.outbox().share())),
            closing: Closing::new(self.draining.clone(), self.last_articles),
            turns: client.turns(),
        };
        let (request, answering) = counted(request, kind, &ticket);
        let response = self.route(request, call).await;
        if ticket.broken().load(Ordering::Relaxed) {
            return Err(Failure::Cancelled);
        }
        Ok(Answered {
            response,
            kind,
            deadline,
            held: Held {
                _ticket: ticket,
                _allowed: allowed,
                _answering: answering,
                in_work: None,
            },
        })
    }

    /// Waits for a stream's place at the gate. One that has none yet when the server stops may as well begin elsewhere:
    /// here it would be cut off, since places come back only when the other streams are brought to their end.
    async fn turn_of_stream(&self, client: &Client) -> Result<Ticket, Failure> {
        let mut draining = self.draining.clone();
        tokio::select! {
            biased;
            ticket = self.gate.admit_stream(client) => ticket,
            _ = draining.wait_for(|&draining| draining) => Err(Failure::ShuttingDown),
        }
    }

    async fn route(&self, mut request: Request<Body>, call: Call) -> Response<Body> {
        request.extensions_mut().insert(call);
        match self.routes.clone().oneshot(request).await {
            Ok(response) => response,
            Err(impossible) => Status::from_error(impossible.into()).into_http(),
        }
    }
}

/// `request`, whose bytes count at the gate; of reflection, which reads it in a task of its own, until its answer drops
/// what is given beside it.
fn counted<B: Incoming>(
    request: Request<B>,
    kind: Kind,
    ticket: &Ticket,
) -> (Request<Body>, Option<Answering>) {
    let (head, body) = request.into_parts();
    let body = Counted::new(body, ticket);
    let (body, answering) = match kind {
        Kind::Reflection => {
            let (body, answering) = UntilAnswered::new(body);
            (Body::new(body), Some(answering))
        }
        Kind::Unary | Kind::Stream | Kind::Health => (Body::new(body), None),
    };
    (Request::from_parts(head, body), answering)
}

/// An open connection, as the metrics see it.
pub struct Connected(Metrics);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.disconnected();
    }
}
