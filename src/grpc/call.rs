//! What the services know of the call that they answer.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use prost::Message;
use tonic::Request;

use super::pace::Pace;
use super::status::Failure;
use super::workers::Turns;
use crate::interrupt::Interrupt;

/// Counts what calls hold in memory.
pub trait Meter: fmt::Debug + Send + Sync {
    /// The call's message has `bytes`, decompressed; fails if that is more than there is room for.
    fn count_message(&self, bytes: usize) -> Result<(), Failure>;
}

/// What the server found out about a call; it travels in the request's extensions.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// The name that the log has for the call.
    pub request_id: String,
    /// When nobody waits for the answer any more.
    pub deadline: Option<Instant>,
    /// What its articles are charged to, if its caller has a quota.
    pub pace: Option<Arc<Pace>>,
    /// What its message counts at, if it is counted.
    pub meter: Option<Arc<dyn Meter>>,
    /// Where it waits for its turn among the calls of its connection.
    pub turns: Turns,
}

impl Call {
    /// The call that `request` belongs to.
    pub fn of<T>(request: &Request<T>) -> Call {
        request
            .extensions()
            .get::<Call>()
            .cloned()
            .unwrap_or_default()
    }

    /// Raised when the call's deadline passes.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt::at(self.deadline)
    }

    /// The message of a call with one message, which counts decompressed from here on.
    pub fn open<M: Message>(request: Request<M>) -> Result<(Call, M), Failure> {
        let call = Call::of(&request);
        let message = request.into_inner();
        if let Some(meter) = &call.meter {
            meter.count_message(message.encoded_len())?;
        }
        Ok((call, message))
    }

    /// Charges `articles` to the caller's quota, and says how long to wait until they are within it.
    pub fn charge(&self, articles: usize) -> Duration {
        let pace = self.pace.as_ref();
        pace.map_or(Duration::ZERO, |pace| pace.charge(articles))
    }
}
