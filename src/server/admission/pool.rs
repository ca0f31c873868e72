//! A number of something that all connections share, none of which may hold too much of what is left.
//!
//! So that one greedy client cannot starve the others, a connection may hold at most [`GREED`] times what
//! is still free: alone it gets four fifths of everything, and there is always something left for a
//! newcomer. This is the dynamic threshold of Choudhury & Hahne, "Dynamic Queue Length Thresholds for
//! Shared-Memory Packet Switches", IEEE/ACM Transactions on Networking 6(2), 1998.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::grpc::call::Meter;
use crate::grpc::status::Failure;

/// How many times what is still free a connection may hold.
const GREED: usize = 4;

/// When a refused call should come again: most of what is in work is done by then.
const RETRY_AFTER: Duration = Duration::from_millis(100);

/// A number of something, shared by all connections.
#[derive(Debug)]
pub struct Pool {
    capacity: usize,
    used: AtomicUsize,
}

/// What one connection holds of a pool.
#[derive(Debug)]
pub struct Share {
    pool: Arc<Pool>,
    held: AtomicUsize,
}

/// What one call holds of its connection's share.
#[derive(Debug)]
pub struct Taken {
    share: Arc<Share>,
    amount: AtomicUsize,
}

impl Pool {
    /// A pool of `capacity`, of which nothing is used.
    pub fn new(capacity: usize) -> Pool {
        Pool {
            capacity,
            used: AtomicUsize::new(0),
        }
    }

    /// How much there is in all.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// How much is used.
    pub fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }
}

impl Share {
    /// A share of `pool` that holds nothing yet.
    pub fn nothing_of(pool: &Arc<Pool>) -> Share {
        Share {
            pool: Arc::clone(pool),
            held: AtomicUsize::new(0),
        }
    }
}

impl Taken {
    /// Nothing yet of `share`.
    pub fn nothing_of(share: &Arc<Share>) -> Taken {
        Taken {
            share: Arc::clone(share),
            amount: AtomicUsize::new(0),
        }
    }

    /// Takes more; false, and nothing taken, if that is more than the connection may hold.
    pub fn grow(&self, more: usize) -> bool {
        let (share, pool) = (&self.share, &self.share.pool);
        let held = share.held.load(Ordering::Relaxed);
        let taken = pool
            .used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
                let free = pool.capacity.checked_sub(used.checked_add(more)?)?;
                // The first to come always fits: capacities below 5 would let nobody in otherwise.
                let fair =
                    used == 0 || held.saturating_add(more) <= free.max(1).saturating_mul(GREED);
                fair.then_some(used + more)
            });
        if taken.is_ok() {
            share.held.fetch_add(more, Ordering::Relaxed);
            self.amount.fetch_add(more, Ordering::Relaxed);
        }
        taken.is_ok()
    }

    /// Counts bytes that have come in.
    pub fn count_bytes(&self, bytes: usize) -> Result<(), Failure> {
        if self.grow(bytes) {
            Ok(())
        } else {
            Err(overloaded("too many bytes of requests are in work"))
        }
    }
}

impl Meter for Taken {
    fn count_message(&self, bytes: usize) -> Result<(), Failure> {
        let counted = self.amount.load(Ordering::Relaxed);
        self.count_bytes(bytes.saturating_sub(counted))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let amount = *self.amount.get_mut();
        self.share.held.fetch_sub(amount, Ordering::Relaxed);
        self.share.pool.used.fetch_sub(amount, Ordering::Relaxed);
    }
}

/// The refusal of a call for which there is no room.
pub fn overloaded(cause: &'static str) -> Failure {
    Failure::Overloaded {
        cause,
        retry_after: RETRY_AFTER,
    }
}
