//! Where the engine's work runs: small articles on the thread that received them, large ones with
//! workers, one for each core, so that they cannot hold up the network.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tracing::Span;

use super::memory::Memory;
use super::status::Failure;
use super::turns::{Turn, Turns};

/// Work on a text of at most this many bytes takes a fraction of a millisecond: less than the
/// network would notice, and moving it to another thread would cost more than it gives.
pub(super) const INLINE_BYTES: usize = 16 << 10;

/// The workers. Clones share them.
#[derive(Clone, Debug)]
pub struct Workers {
    free: Arc<Semaphore>,
    count: usize,
    memory: Memory,
    waiting: Arc<AtomicUsize>,
}

/// A call that waits for a thread, counted until it is dropped.
struct Waiting<'w>(&'w AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A worker of one's own, given back when it is dropped.
#[derive(Debug)]
pub struct Worker {
    _until_dropped: OwnedSemaphorePermit,
}

impl Worker {
    fn of(permit: OwnedSemaphorePermit) -> Worker {
        Worker {
            _until_dropped: permit,
        }
    }
}

impl Workers {
    /// So many workers, at least one, and `room` bytes for articles of streams.
    pub fn new(count: usize, room: usize) -> Workers {
        let count = count.max(1);
        Workers {
            free: Arc::new(Semaphore::new(count)),
            count,
            memory: Memory::of(room),
            waiting: Arc::default(),
        }
    }

    /// The memory for articles of streams.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Waits for a turn in a connection's line.
    pub async fn turn(&self, turns: &Turns) -> Turn {
        let _waiting = self.wait();
        turns.take().await
    }

    /// How many articles and batches wait for a turn or for a worker.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// How many are at work.
    pub fn busy(&self) -> usize {
        self.count.saturating_sub(self.free.available_permits())
    }

    fn wait(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting(&self.waiting)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Runs `work`, which is as much as a text of so many `bytes` is: at once if it is little, with a worker
    /// otherwise. A panic goes through to the caller.
    pub async fn run<T, W>(&self, bytes: usize, work: W) -> Result<T, Failure>
    where
        T: Send + 'static,
        W: FnOnce() -> T + Send + 'static,
    {
        if bytes <= INLINE_BYTES {
            return Ok(work());
        }
        let worker = self.worker().await?;
        with(worker, work).await
    }

    /// Waits for a worker.
    pub async fn worker(&self) -> Result<Worker, Failure> {
        let _waiting = self.wait();
        let permit = Arc::clone(&self.free).acquire_owned().await;
        permit.map(Worker::of).map_err(|_closed| Failure::Cancelled)
    }

    /// A worker if one is free.
    pub fn free_worker(&self) -> Option<Worker> {
        Arc::clone(&self.free)
            .try_acquire_owned()
            .ok()
            .map(Worker::of)
    }
}

/// Has `worker` do `work`. A panic goes through to the caller.
pub async fn with<T, W>(worker: Worker, work: W) -> Result<T, Failure>
where
    T: Send + 'static,
    W: FnOnce() -> T + Send + 'static,
{
    let span = Span::current();
    let task = spawn_blocking(move || {
        let _until_done = worker;
        span.in_scope(work)
    });
    task.await.map_err(|error| match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_shut_down) => Failure::Cancelled,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::join;
    use tokio::task::{JoinSet, yield_now};

    use super::{INLINE_BYTES, Turns, Workers};
    use crate::grpc::turns::IN_LINE;

    #[tokio::test]
    async fn nobody_waits_for_all_that_a_greedy_connection_has_sent() {
        let (workers, greedy, polite) = (Workers::new(1, 0), Turns::new(1), Turns::new(1));
        let done = Arc::new(AtomicUsize::new(0));
        // Nobody is done before all are in line.
        let taken = workers.worker().await.expect("nobody sends them away");
        let mut calls = JoinSet::new();
        for _ in 0..100 {
            let (workers, greedy, done) = (workers.clone(), greedy.clone(), Arc::clone(&done));
            calls.spawn(async move {
                let _turn = greedy.take().await;
                let count = move || done.fetch_add(1, Ordering::Relaxed);
                workers.run(INLINE_BYTES + 1, count).await.is_ok()
            });
        }
        yield_now().await;
        let _turn = polite.take().await;
        let done_before = workers.run(INLINE_BYTES + 1, move || done.load(Ordering::Relaxed));
        let (done_before, ()) = join(done_before, async { drop(taken) }).await;
        let done_before = done_before.expect("nobody sends them away");
        assert!(done_before <= IN_LINE, "{done_before} of 100 went before");
        assert!(calls.join_all().await.into_iter().all(|answered| answered));
    }
}
