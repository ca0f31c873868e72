//! Turns: the line of one connection in front of the queue for the threads.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Articles of one connection that may be in work or next in line, for each worker.
pub(super) const IN_LINE: usize = 2;

/// The line of one connection. Articles of all connections queue for the threads together, and each
/// connection has only a few of its own in that queue, whatever it has sent: so that nobody waits for
/// all that a greedy neighbour has sent before. Clones share it; the default lets everything through.
#[derive(Clone, Debug, Default)]
pub struct Turns(Option<Arc<Semaphore>>);

/// A turn in the queue for the threads, given back when it is dropped.
#[derive(Debug)]
pub struct Turn {
    _until_dropped: Option<OwnedSemaphorePermit>,
}

impl Turns {
    /// A line in front of `count` workers.
    pub fn new(count: usize) -> Turns {
        Turns(Some(Arc::new(Semaphore::new(IN_LINE * count.max(1)))))
    }

    /// Waits for a turn.
    pub(super) async fn take(&self) -> Turn {
        let permit = match &self.0 {
            Some(turns) => Arc::clone(turns).acquire_owned().await.ok(),
            None => None,
        };
        Turn {
            _until_dropped: permit,
        }
    }
}
