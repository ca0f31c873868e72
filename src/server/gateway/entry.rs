//! What is found out about a call as soon as its headers are there, before anything is read or done.

use std::time::Instant;

use http::{HeaderMap, Method};
use tracing::Span;

use super::Gateway;
use crate::grpc::status::Failure;
use crate::grpc::{OF_ARTICLES, STREAMS};
use crate::server::admission::{Client, Ticket};
use crate::server::quota::Allowed;
use crate::server::{deadline, protocol};

/// How paths of the health service begin.
const HEALTH: &str = "/grpc.health.";

/// How paths of reflection begin.
const REFLECTION: &str = "/grpc.reflection.";

/// How a call is to be treated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One article, or one batch: counted at the gate, bounded in time.
    Unary,
    /// A stream of articles: waits at the gate, as long as its caller likes.
    Stream,
    /// Health: always let through, ended when the server drains.
    Health,
    /// Descriptions of the API: the same, as long as there is room for answers.
    Reflection,
}

impl Kind {
    fn of(path: &str) -> Kind {
        if path.starts_with(HEALTH) {
            Kind::Health
        } else if path.starts_with(REFLECTION) {
            Kind::Reflection
        } else if STREAMS.contains(&path) {
            Kind::Stream
        } else {
            Kind::Unary
        }
    }
}

/// A call that may begin, or wait for its turn.
pub struct Entry {
    /// How it is treated.
    pub kind: Kind,
    /// When nobody waits for its answer any more.
    pub deadline: Option<Instant>,
    /// Its part of its caller's quota.
    pub allowed: Allowed,
    /// Its place at the gate; none for a stream, which has to wait for it.
    pub ticket: Option<Ticket>,
}

impl Gateway {
    /// Looks at the headers of a call to `path`, and takes its place at the gate or refuses it.
    pub fn enter(
        &self,
        client: &Client,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> Result<Entry, Failure> {
        protocol::check(method, headers)?;
        let caller = match &self.auth {
            // Probes carry no credentials.
            Some(auth) if !path.starts_with(HEALTH) => Some(auth.check(headers)?),
            _ => None,
        };
        if let Some(caller) = &caller {
            Span::current().record("caller", &**caller);
        }
        let kind = Kind::of(path);
        let most = (kind == Kind::Unary).then_some(self.max_deadline);
        let deadline = deadline::of(headers, most)?;
        // First: who is refused for want of room has asked for nothing yet.
        let ticket = match kind {
            Kind::Unary => Some(self.gate.admit_unary(client)?),
            Kind::Stream => None,
            Kind::Health | Kind::Reflection => Some(Ticket::default()),
        };
        let allowed = match (&self.quotas, &caller) {
            (Some(quotas), Some(caller)) if matches!(kind, Kind::Unary | Kind::Stream) => {
                quotas.admit(caller, OF_ARTICLES.contains(&path))?
            }
            _ => Allowed::default(),
        };
        Ok(Entry {
            kind,
            deadline,
            allowed,
            ticket,
        })
    }
}
