//! Whether a client takes nothing of what is written to its stream, and says nothing either. HTTP/2 closes
//! the connection of one who answers no pings with a last word, which it waits for ever to say to such a client.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::time::sleep;

/// The least time for which a client may take nothing.
const LEAST: Duration = Duration::from_secs(1);

/// Since when nothing more can be written and nothing has come, if that is so. Clones share it.
#[derive(Clone, Default)]
pub struct Outflow(Arc<Mutex<Option<Instant>>>);

impl Outflow {
    /// Ready once nothing could be written for `time`, a second at least, and nothing came.
    pub async fn is_blocked(&self, time: Duration) {
        let time = time.max(LEAST);
        loop {
            let since = *self.since();
            let left = since.map_or(time, |since| time.saturating_sub(since.elapsed()));
            if left.is_zero() {
                return;
            }
            sleep(left).await;
        }
    }

    /// Something has come: a slow client that takes little by little says so now and then.
    pub fn heard(&self) {
        if let Some(since) = &mut *self.since() {
            *since = Instant::now();
        }
    }

    /// Looks at what came of an attempt to write.
    pub fn seen<T>(&self, polled: Poll<T>) -> Poll<T> {
        let mut since = self.since();
        match polled {
            Poll::Pending => drop(since.get_or_insert_with(Instant::now)),
            Poll::Ready(_) => *since = None,
        }
        polled
    }

    fn since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
