//! How fast one caller may send articles: so many a second in the long run, so many at once after a
//! pause.
//!
//! The generic cell rate algorithm (ITU-T I.371, the leaky bucket as a meter): the account is the time
//! at which everything taken so far is paid for. A batch may take more than there is and leaves a debt
//! that later calls wait for, so that large batches are slowed down rather than impossible.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The account of one caller.
#[derive(Debug)]
pub struct Pace {
    begin: Instant,
    /// Nanoseconds that an article costs.
    price: u64,
    /// Nanoseconds that may be owed: the price of a burst.
    credit: u64,
    /// When everything taken is paid for, in nanoseconds since `begin`.
    paid: AtomicU64,
}

impl Pace {
    /// `rate` articles a second, at most `burst` of them at once.
    pub fn new(rate: NonZeroU32, burst: NonZeroU32) -> Pace {
        let price = (1_000_000_000 / u64::from(rate.get())).max(1);
        Pace {
            begin: Instant::now(),
            price,
            credit: price.saturating_mul(burst.get().into()),
            paid: AtomicU64::new(0),
        }
    }

    /// Takes one article, or says when there will be one.
    pub fn take(&self) -> Result<(), Duration> {
        let now = self.now();
        let most = now.saturating_add(self.credit);
        let due = |paid: u64| paid.max(now).saturating_add(self.price);
        let taken = self
            .paid
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |paid| {
                Some(due(paid)).filter(|&due| due <= most)
            });
        match taken {
            Ok(_) => Ok(()),
            Err(paid) => Err(Duration::from_nanos(due(paid).saturating_sub(most))),
        }
    }

    /// Takes `count` articles, and says how long to wait until they are there.
    pub fn charge(&self, count: usize) -> Duration {
        let now = self.now();
        let cost = self.price.saturating_mul(count as u64);
        let due = |paid: u64| paid.max(now).saturating_add(cost);
        let update = |paid| Some(due(paid));
        let paid = self
            .paid
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, update);
        let due = due(paid.unwrap_or_else(|paid| paid));
        Duration::from_nanos(due.saturating_sub(now.saturating_add(self.credit)))
    }

    /// Whether nothing is owed: a new account would be the same.
    pub fn is_settled(&self) -> bool {
        self.paid.load(Ordering::Relaxed) <= self.now()
    }

    fn now(&self) -> u64 {
        u64::try_from(self.begin.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;
    use std::time::Duration;

    use super::Pace;

    /// One article an hour: time does not matter in the tests.
    fn hourly(burst: u32) -> Pace {
        let one = NonZeroU32::MIN;
        let mut pace = Pace::new(one, NonZeroU32::new(burst).unwrap_or(one));
        pace.price *= 3600;
        pace.credit *= 3600;
        pace
    }

    fn hours(wait: Duration) -> u64 {
        (wait.as_secs() + 1800) / 3600
    }

    #[test]
    fn a_burst_is_let_through_and_what_comes_after_is_told_when() {
        let pace = hourly(3);
        assert!(pace.is_settled());
        assert_eq!([(); 3].map(|()| pace.take()), [Ok(()); 3]);
        assert!(!pace.is_settled());
        let wait = pace.take().expect_err("the burst is used up");
        assert_eq!(hours(wait), 1);
        assert_eq!(
            pace.take().map_err(hours),
            Err(1),
            "a refusal costs nothing"
        );
    }

    #[test]
    fn a_debt_is_waited_for() {
        let pace = hourly(3);
        assert_eq!(hours(pace.charge(2)), 0);
        assert_eq!(hours(pace.charge(10)), 9);
        assert_eq!(pace.take().map_err(hours), Err(10));
    }

    #[test]
    fn what_was_taken_comes_back_with_time() {
        let rate = NonZeroU32::new(1_000_000).expect("it is not 0");
        let pace = Pace::new(rate, NonZeroU32::MIN);
        assert_eq!(pace.take(), Ok(()));
        while !pace.is_settled() {}
        assert_eq!(pace.take(), Ok(()));
    }
}
