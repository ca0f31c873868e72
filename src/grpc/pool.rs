//! A number of something that all connections share, none of which may hold too much of what is left.
//!
//! So that one greedy client cannot starve the others, a connection may hold at most four times what
//! is still free: alone it gets four fifths of everything, and there is always something left for a
//! newcomer. This is the dynamic threshold of Choudhury & Hahne, "Dynamic Queue Length Thresholds for
//! Shared-Memory Packet Switches", IEEE/ACM Transactions on Networking 6(2), 1998.

use std::mem;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

use super::status::Failure;

/// How many times what is still free a connection may hold.
const GREED: usize = 4;

/// When a refused call should come again: most of what is in work is done by then.
const RETRY_AFTER: Duration = Duration::from_millis(100);

/// A number of something, shared by all connections.
#[derive(Debug)]
pub struct Pool {
    capacity: usize,
    used: AtomicUsize,
    freed: Notify,
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
            freed: Notify::new(),
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

    /// Whether the connection may hold so much more, as things stand.
    pub fn has_room(&self, more: usize) -> bool {
        self.next(self.pool.used(), more).is_some()
    }

    /// Whether an answer of so many bytes could ever be held.
    pub fn check_size(&self, bytes: usize) -> Result<(), Failure> {
        let most = self.pool.capacity;
        if bytes <= most {
            Ok(())
        } else {
            Err(Failure::AnswerTooLarge { bytes, most })
        }
    }

    /// How much there is of it in all, for all connections.
    pub fn capacity(&self) -> usize {
        self.pool.capacity
    }

    /// How much of the pool is used once the connection has taken more; `None` if it may not.
    fn next(&self, used: usize, more: usize) -> Option<usize> {
        let held = self.held.load(Ordering::Relaxed);
        let next = used.checked_add(more)?;
        let free = self.pool.capacity.checked_sub(next)?;
        // The first to come always fits: capacities below 5 would let nobody in otherwise.
        let fair = used == 0 || held.saturating_add(more) <= free.max(1).saturating_mul(GREED);
        fair.then_some(next)
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
        let used = &self.share.pool.used;
        let next = |used| self.share.next(used, more);
        let fits = used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, next)
            .is_ok();
        if fits {
            self.share.held.fetch_add(more, Ordering::Relaxed);
            self.amount.fetch_add(more, Ordering::Relaxed);
        }
        fits
    }

    /// Takes more once the connection may hold it.
    pub async fn grow_in_time(&self, more: usize) {
        loop {
            let mut freed = pin!(self.share.pool.freed.notified());
            freed.as_mut().enable();
            if self.grow(more) {
                return;
            }
            freed.await;
        }
    }

    /// Holds `amount` from now on, even if that is more than the connection may.
    pub fn set(&mut self, amount: usize) {
        let before = mem::replace(self.amount.get_mut(), amount);
        let (held, used) = (&self.share.held, &self.share.pool.used);
        if amount > before {
            held.fetch_add(amount - before, Ordering::Relaxed);
            used.fetch_add(amount - before, Ordering::Relaxed);
        } else {
            held.fetch_sub(before - amount, Ordering::Relaxed);
            used.fetch_sub(before - amount, Ordering::Relaxed);
            self.share.pool.freed.notify_waiters();
        }
    }

    /// The same, unless it is more than there is in all: then nothing is held.
    pub fn set_within(&mut self, amount: usize) -> Result<(), Failure> {
        let fits = self.share.check_size(amount);
        self.set(if fits.is_ok() { amount } else { 0 });
        fits
    }

    /// Counts bytes that have come in.
    pub fn count_bytes(&self, bytes: usize) -> Result<(), Failure> {
        if self.grow(bytes) {
            Ok(())
        } else {
            Err(overloaded("too many bytes of requests are in work"))
        }
    }

    /// The message that these bytes were has so many, decompressed; fails if there is no room for that.
    pub fn count_message(&self, bytes: usize) -> Result<(), Failure> {
        let counted = self.amount.load(Ordering::Relaxed);
        self.count_bytes(bytes.saturating_sub(counted))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.set(0);
    }
}

/// The refusal of a call for which there is no room.
pub fn overloaded(cause: &'static str) -> Failure {
    Failure::Overloaded {
        cause,
        retry_after: RETRY_AFTER,
    }
}
