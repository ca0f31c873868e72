//! Where the engine's work runs: small articles on the thread that received them, large ones on a
//! pool with one place for each core, so that they cannot hold up the network.

use std::panic::resume_unwind;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use super::status::Failure;

/// Work on a text of at most this many bytes takes a fraction of a millisecond: less than the
/// network would notice, and moving it to another thread would cost more than it gives.
const INLINE_BYTES: usize = 16 << 10;

/// The pool. Clones share it.
#[derive(Clone, Debug)]
pub struct Workers {
    places: Arc<Semaphore>,
    count: usize,
}

/// A place on the pool, given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    _until_dropped: OwnedSemaphorePermit,
}

impl Place {
    fn of(permit: OwnedSemaphorePermit) -> Place {
        Place {
            _until_dropped: permit,
        }
    }
}

impl Workers {
    /// A pool with `count` places, at least one.
    pub fn new(count: usize) -> Workers {
        let count = count.max(1);
        Workers {
            places: Arc::new(Semaphore::new(count)),
            count,
        }
    }

    /// How many places there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Runs `work` on `bytes` of text: at once if it is little, on the pool otherwise. A panic goes
    /// through to the caller.
    pub async fn run<T, W>(&self, bytes: usize, work: W) -> Result<T, Failure>
    where
        T: Send + 'static,
        W: FnOnce() -> T + Send + 'static,
    {
        if bytes <= INLINE_BYTES {
            return Ok(work());
        }
        let place = self.place().await?;
        on(place, work).await
    }

    /// Waits for a place.
    pub async fn place(&self) -> Result<Place, Failure> {
        let permit = Arc::clone(&self.places).acquire_owned().await;
        permit.map(Place::of).map_err(|_closed| Failure::Cancelled)
    }

    /// A place if one is free.
    pub fn free_place(&self) -> Option<Place> {
        Arc::clone(&self.places)
            .try_acquire_owned()
            .ok()
            .map(Place::of)
    }
}

/// Runs `work` on `place`. A panic goes through to the caller.
pub async fn on<T, W>(place: Place, work: W) -> Result<T, Failure>
where
    T: Send + 'static,
    W: FnOnce() -> T + Send + 'static,
{
    let task = spawn_blocking(move || {
        let _until_done = place;
        work()
    });
    task.await.map_err(|error| match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_shut_down) => Failure::Cancelled,
    })
}
