//! Whether a connection has calls in work, and since when it has none.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::sleep;

/// The calls of one connection. Clones share them.
#[derive(Clone)]
pub struct Activity(Arc<Mutex<Calls>>);

/// How many calls are in work, and when that changed last.
struct Calls {
    count: usize,
    changed: Instant,
}

/// A call in work until it is dropped.
pub struct InWork(Activity);

impl Activity {
    /// A connection without calls.
    pub fn new() -> Activity {
        Activity(Arc::new(Mutex::new(Calls {
            count: 0,
            changed: Instant::now(),
        })))
    }

    /// A call begins.
    pub fn begin(&self) -> InWork {
        self.calls().count += 1;
        InWork(self.clone())
    }

    /// Ready once there was no call for so long.
    pub async fn idle_for(&self, time: Duration) {
        loop {
            let left = {
                let calls = self.calls();
                match calls.count {
                    0 => time.saturating_sub(calls.changed.elapsed()),
                    _ => time,
                }
            };
            if left.is_zero() {
                return;
            }
            sleep(left).await;
        }
    }

    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for InWork {
    fn drop(&mut self) {
        let mut calls = self.0.calls();
        calls.count -= 1;
        calls.changed = Instant::now();
    }
}
