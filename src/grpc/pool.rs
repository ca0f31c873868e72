//! A number of something that all connections share, none of which may hold too much of what is left.
//!
//! So that one greedy client cannot starve the others, a connection may hold at most four times what
//! is still free: alone it gets four fifths of everything, and there is always something left for a
//! newcomer. This is the dynamic threshold of Choudhury & Hahne, "Dynamic Queue Length Thresholds for
//! Shared-Memory Packet Switches", IEEE/ACM Transactions on Networking 6(2), 1998.
//!
//! Where what is held comes back only when its client likes, as with answers that wait to be read, a
//! connection that holds something already may hold half of what is still free: alone a third of everything.

use std::mem;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::status::Failure;

/// How much a connection may hold of what is still free, as a fraction: numerator and denominator.
#[derive(Clone, Copy, Debug)]
struct Greed(usize, usize);

/// For what the server gives back by itself.
const WORK: Greed = Greed(4, 1);

/// For what the server cannot give back by itself.
const HOARD: Greed = Greed(1, 2);

/// When a refused call should come again: most of what is in work is done by then.
const RETRY_AFTER: Duration = Duration::from_millis(100);

/// A number of something, shared by all connections.
#[derive(Debug)]
pub struct Pool {
    capacity: usize,
    /// Of a connection that holds something already.
    greed: Greed,
    used: AtomicUsize,
    freed: Notify,
}

/// What one connection holds of a pool.
#[derive(Debug)]
pub struct Share {
    pool: Arc<Pool>,
    held: AtomicUsize,
    /// Taken while more is taken, so that calls of one connection do not all go by what it held before.
    growing: Mutex<()>,
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
        Pool::with(capacity, WORK)
    }

    /// The same for what comes back only when clients like.
    pub fn of_hoards(capacity: usize) -> Pool {
        Pool::with(capacity, HOARD)
    }

    fn with(capacity: usize, greed: Greed) -> Pool {
        Pool {
            capacity,
            greed,
            used: AtomicUsize::new(0),
            freed: Notify::new(),
        }
    }

    /// How much there is in all.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// How much of it a lone connection may hold.
    pub fn most_alone(&self) -> usize {
        let Greed(times, parts) = self.greed;
        (self.capacity / (times + parts)).saturating_mul(times)
            + self.capacity % (times + parts) * times / (times + parts)
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
            growing: Mutex::default(),
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

    /// What can be waited for at once: half of what the connection may hold if nobody else holds anything.
    /// More might never be free, however much comes back.
    pub fn most_at_once(&self) -> usize {
        self.most_alone() / 2
    }

    /// What the connection may hold, bit by bit, if nobody else holds anything.
    pub fn most_alone(&self) -> usize {
        self.pool.most_alone()
    }

    /// Whether more than half of the pool is used.
    pub fn is_scarce(&self) -> bool {
        self.pool.used() > self.pool.capacity / 2
    }

    fn give_back(&self, amount: usize) {
        self.held.fetch_sub(amount, Ordering::Relaxed);
        self.pool.used.fetch_sub(amount, Ordering::Relaxed);
        self.pool.freed.notify_waiters();
    }

    /// How much of the pool is used once the connection has taken more; `None` if it may not.
    fn next(&self, used: usize, more: usize) -> Option<usize> {
        let held = self.held.load(Ordering::Relaxed);
        let next = used.checked_add(more)?;
        let free = self.pool.capacity.checked_sub(next)?;
        let Greed(times, parts) = if held == 0 { WORK } else { self.pool.greed };
        let most = free.max(1).saturating_mul(times) / parts;
        // The first to come always fits: capacities below 5 would let nobody in otherwise.
        (used == 0 || held.saturating_add(more) <= most).then_some(next)
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
        let growing = &self.share.growing;
        let _one_by_one = growing.lock().unwrap_or_else(PoisonError::into_inner);
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

    /// The same, but no more than the connection may have if nobody else holds anything.
    pub async fn grow_to_most(&self, more: usize) {
        self.grow_in_time(more.min(self.share.most_alone())).await;
    }

    /// Holds `amount` from now on, even if that is more than the connection may.
    pub fn set(&mut self, amount: usize) {
        let before = mem::replace(self.amount.get_mut(), amount);
        if amount > before {
            let (held, used) = (&self.share.held, &self.share.pool.used);
            held.fetch_add(amount - before, Ordering::Relaxed);
            used.fetch_add(amount - before, Ordering::Relaxed);
        } else {
            self.share.give_back(before - amount);
        }
    }

    /// How much it holds.
    pub fn amount(&self) -> usize {
        self.amount.load(Ordering::Relaxed)
    }

    /// Gives back all that it holds.
    pub fn give_back(&self) {
        self.share.give_back(self.amount.swap(0, Ordering::Relaxed));
    }

    /// Holds `amount` from now on, as [`set`](Self::set) does, unless it is more than there is in all: then nothing
    /// is held.
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

    /// The message that these bytes were takes so many in memory; fails if there is no room for that.
    pub fn count_message(&self, bytes: usize) -> Result<(), Failure> {
        let most = self.share.most_alone();
        if bytes > most {
            let cause = format!("the message takes {bytes} bytes in memory; the limit is {most}");
            return Err(Failure::MessageTooLarge { cause });
        }
        let counted = self.amount.load(Ordering::Relaxed);
        self.count_bytes(bytes.saturating_sub(counted))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// The refusal of a call for which there is no room.
pub fn overloaded(cause: &'static str) -> Failure {
    Failure::Overloaded {
        cause,
        retry_after: RETRY_AFTER,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Pool, Share, Taken};

    /// Takes one after the other until no more may be taken.
    fn take_all(share: &Arc<Share>) -> Vec<Taken> {
        let one = || {
            let taken = Taken::nothing_of(share);
            taken.grow(1).then_some(taken)
        };
        std::iter::from_fn(one).collect()
    }

    #[test]
    fn of_hoards_a_lone_connection_gets_a_third_and_a_newcomer_a_part_of_the_rest() {
        let pool = Arc::new(Pool::of_hoards(900));
        let connection = || Arc::new(Share::nothing_of(&pool));
        let (greedy, second) = (connection(), connection());
        let held = [take_all(&greedy), take_all(&second)];
        assert_eq!(held.map(|taken| taken.len()), [300, 200]);
    }

    #[test]
    fn a_single_one_may_be_larger_than_a_hoard() {
        let pool = Arc::new(Pool::of_hoards(900));
        let share = Arc::new(Share::nothing_of(&pool));
        let single = Taken::nothing_of(&share);
        assert!(single.grow(700));
        assert!(!Taken::nothing_of(&share).grow(1));
    }

    #[test]
    fn what_can_be_waited_for_leaves_room_for_as_much_again() {
        let pool = Arc::new(Pool::of_hoards(900));
        let share = Arc::new(Share::nothing_of(&pool));
        let (first, second) = (Taken::nothing_of(&share), Taken::nothing_of(&share));
        assert_eq!(share.most_at_once(), 150);
        assert!(first.grow(150) && second.grow(150));
    }
}
