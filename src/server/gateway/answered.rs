//! How an answer leaves: in our words if it is an error of the transport's, bounded in time, and holding
//! what its call holds until its last byte has gone.

use std::future::pending;
use std::sync::Arc;
use std::time::Instant;

use http::Response;
use tokio::time::sleep_until;
use tonic::body::Body;

use super::Gateway;
use super::ending::{early_status, refusal, replace_status};
use super::entry::Kind;
use crate::grpc::status::Failure;
use crate::grpc::status::transport::of_transport;
use crate::server::activity::InWork;
use crate::server::admission::{Client, Ticket};
use crate::server::answer::bounded::Bounded;
use crate::server::answer::message::message;
use crate::server::answer::{Answer, End, Patience};
use crate::server::quota::Allowed;
use crate::server::tally::Tally;
use crate::server::until_answered::Answering;

/// A response on its way, and what bounds it.
pub(super) struct Answered {
    pub(super) response: Response<Body>,
    pub(super) kind: Kind,
    pub(super) deadline: Option<Instant>,
    pub(super) held: Held,
}

/// What a call holds until its last byte has left.
pub struct Held {
    pub(super) _ticket: Ticket,
    pub(super) _allowed: Allowed,
    pub(super) _answering: Option<Answering>,
    pub(super) in_work: Option<InWork>,
}

impl Gateway {
    /// The response in our words if it is an error of the transport's, and bounded in time.
    pub(super) fn finished(
        &self,
        answered: Answered,
        client: &Client,
        path: &str,
        mut tally: Tally,
        in_work: InWork,
    ) -> Response<Body> {
        let Answered {
            mut response,
            kind,
            deadline,
            mut held,
        } = answered;
        held.in_work = Some(in_work);
        if let Some(status) = early_status(&response) {
            if let Some(failure) = of_transport(&status, path) {
                replace_status(&mut response, failure);
            }
            tally.end_with(response.headers());
            return response;
        }
        let patience = match kind {
            Kind::Stream => Patience::Each(self.unread, deadline),
            Kind::Unary | Kind::Health | Kind::Reflection => Patience::Until(deadline),
        };
        let end = self.end(kind, deadline);
        let outbox = Arc::clone(client.outbox());
        if kind == Kind::Reflection {
            response = response.map(|body| Body::new(Bounded::new(body, Arc::clone(&outbox))));
        }
        let first = match kind {
            Kind::Unary => message(response.body_mut(), &outbox),
            Kind::Stream | Kind::Health | Kind::Reflection => Ok(None),
        };
        match first {
            Ok(first) => response.map(|body| {
                let (what, held) = ((first, body), (held, outbox));
                let patience = (patience, self.unread_if_scarce);
                Body::new(Answer::new(what, end, patience, tally, held))
            }),
            Err(failure) => refusal(failure, tally),
        }
    }

    /// When an answer is over that was not read to its end before.
    fn end(&self, kind: Kind, deadline: Option<Instant>) -> End {
        let mut draining = self.draining.clone();
        let drained = async move {
            match kind {
                Kind::Health | Kind::Reflection => {
                    drop(draining.wait_for(|&draining| draining).await)
                }
                Kind::Unary | Kind::Stream => pending().await,
            }
        };
        Box::pin(async move {
            tokio::select! {
                failure = late(deadline) => failure,
                () = drained => Failure::ShuttingDown,
            }
        })
    }
}

/// Ready when the deadline, if there is one, has passed.
pub(super) async fn late(deadline: Option<Instant>) -> Failure {
    match deadline {
        Some(deadline) => sleep_until(deadline.into()).await,
        None => pending().await,
    }
    Failure::DeadlineExceeded
}
