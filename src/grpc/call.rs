//! What the services know of the call that they answer.

use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::time::sleep;
use tonic::Request;

use super::pace::Pace;
use super::pool::{Share, Taken};
use super::turns::Turns;
use crate::interrupt::Interrupt;

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
    pub request: Option<Arc<Taken>>,
    /// What messages of streams of its connection that are on their way hold in memory, if that is counted.
    pub arriving: Option<Arc<Share>>,
    /// What the answers of its connection hold in memory, if that is counted.
    pub answers: Option<Arc<Share>>,
    /// When a stream is to come to its end, if the server stops.
    pub closing: Closing,
    /// Where it waits for its turn among the calls of its connection.
    pub turns: Turns,
}

/// Tells a stream to come to its end while there is time to deliver what is in work. The default never does.
#[derive(Clone, Debug, Default)]
pub struct Closing(Option<(watch::Receiver<bool>, Duration)>);

impl Closing {
    /// A stream is told so long `after` `draining` turns true.
    pub fn new(draining: watch::Receiver<bool>, after: Duration) -> Closing {
        Closing(Some((draining, after)))
    }

    /// Ready when the stream is to end.
    pub async fn is_there(self) {
        if let Some((mut draining, after)) = self.0
            && draining.wait_for(|&draining| draining).await.is_ok()
        {
            return sleep(after).await;
        }
        pending().await
    }
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

    /// A call with one message, and that.
    pub fn open<M>(request: Request<M>) -> (Call, M) {
        (Call::of(&request), request.into_inner())
    }

    /// Charges `articles` to the caller's quota, and says how long to wait until they are within it.
    pub fn charge(&self, articles: usize) -> Duration {
        let pace = self.pace.as_ref();
        pace.map_or(Duration::ZERO, |pace| pace.charge(articles))
    }
}
