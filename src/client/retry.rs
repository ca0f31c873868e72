//! Whether a call is made again, and when: as gRPC's own retries (gRFC A6, "Client retries"), but
//! waiting as long as the server asks for in `google.rpc.RetryInfo`.

use std::error::Error;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::StatusExt;

use super::settings::RetryPolicy;

/// Tokens are counted in tenths: a failure costs ten, a success earns one.
const FULL: u32 = 100;
const FAILURE: u32 = 10;
const SUCCESS: u32 = 1;

/// Ends second tries while more than one call in about ten fails, so that they do not keep an
/// overloaded server overloaded. Shared by all calls of a client.
#[derive(Debug)]
pub struct Throttle {
    tokens: AtomicU32,
}

impl Default for Throttle {
    fn default() -> Throttle {
        Throttle {
            tokens: AtomicU32::new(FULL),
        }
    }
}

impl Throttle {
    /// A call has been answered.
    pub fn succeeded(&self) {
        self.change(|tokens| (tokens + SUCCESS).min(FULL));
    }

    /// A call has failed; whether it may be made again.
    fn failed(&self) -> bool {
        self.change(|tokens| tokens.saturating_sub(FAILURE)) > FULL / 2
    }

    fn change(&self, change: impl Fn(u32) -> u32) -> u32 {
        let (relaxed, update) = (Ordering::Relaxed, |tokens| Some(change(tokens)));
        let before = self.tokens.fetch_update(relaxed, relaxed, update);
        change(before.unwrap_or_else(|same| same))
    }
}

/// The tries of one call.
pub struct Retry<'a> {
    policy: &'a RetryPolicy,
    throttle: &'a Throttle,
    made: u32,
}

impl<'a> Retry<'a> {
    /// Before the first try.
    pub fn new(policy: &'a RetryPolicy, throttle: &'a Throttle) -> Retry<'a> {
        Retry {
            policy,
            throttle,
            made: 0,
        }
    }

    /// How long to wait after a try that ended with `status`, or `None` to give up.
    pub fn pause_after(&mut self, status: &Status) -> Option<Duration> {
        self.made += 1;
        let asked = passing(status)?;
        let again = self.throttle.failed() && self.made < self.policy.attempts;
        again.then(|| asked.saturating_add(self.drawn()))
    }

    /// At random between nothing and what the policy has for this try.
    fn drawn(&self) -> Duration {
        let doubled = 2u32.saturating_pow(self.made.saturating_sub(1));
        let most = self.policy.first_pause.saturating_mul(doubled);
        most.min(self.policy.longest_pause).mul_f64(random())
    }
}

/// How long the server asks to wait if the failure is likely to pass; `None` if it is not.
fn passing(status: &Status) -> Option<Duration> {
    let asked = || status.get_details_retry_info()?.retry_delay;
    match status.code() {
        Code::Unavailable => Some(asked().unwrap_or_default()),
        // Without a delay it is not the moment that is wrong but the message: it is too large.
        Code::ResourceExhausted => asked(),
        // A status that the server sent has no source: this one is a connection that broke.
        _ => status.source().map(|_| Duration::ZERO),
    }
}

/// A number in [0, 1), another one each time.
fn random() -> f64 {
    let bits = RandomState::new().hash_one(()) >> 11;
    bits as f64 / (1u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tonic::{Code, Status};
    use tonic_types::{ErrorDetails, StatusExt};

    use super::{FULL, Retry, Throttle};
    use crate::client::RetryPolicy;

    fn overloaded(delay: Duration) -> Status {
        let details = ErrorDetails::with_retry_info(Some(delay));
        Status::with_error_details(Code::ResourceExhausted, "overloaded", details)
    }

    #[test]
    fn what_may_pass_is_tried_again_and_what_will_not_is_not() {
        let (policy, throttle) = (RetryPolicy::default(), Throttle::default());
        let again = |status: Status| Retry::new(&policy, &throttle).pause_after(&status);
        assert!(again(Status::unavailable("gone")).is_some());
        assert!(again(overloaded(Duration::from_millis(1))).is_some());
        assert!(again(Status::resource_exhausted("too large")).is_none());
        assert!(again(Status::invalid_argument("no text")).is_none());
        assert!(again(Status::deadline_exceeded("late")).is_none());
        assert!(again(Status::internal("a bug")).is_none());
        let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        assert!(again(Status::from_error(broken.into())).is_some());
    }

    #[test]
    fn the_server_is_given_the_time_that_it_asks_for() {
        let (policy, throttle) = (RetryPolicy::default(), Throttle::default());
        let asked = Duration::from_secs(7);
        let pause = Retry::new(&policy, &throttle).pause_after(&overloaded(asked));
        let pause = pause.expect("another try");
        assert!(pause >= asked && pause <= asked + policy.first_pause);
    }

    #[test]
    fn pauses_grow_up_to_the_longest_and_tries_are_numbered() {
        let policy = RetryPolicy {
            attempts: 40,
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_millis(300),
        };
        for (tries, most) in [(1, 100), (2, 200), (3, 300), (39, 300)] {
            let throttle = Throttle::default();
            let mut retry = Retry::new(&policy, &throttle);
            let pause = (0..tries).map(|_| {
                throttle.change(|_| FULL);
                retry.pause_after(&Status::unavailable("gone"))
            });
            let pause = pause.last().flatten().expect("another try");
            assert!(pause <= Duration::from_millis(most), "{tries}: {pause:?}");
        }
        let throttle = Throttle::default();
        let mut retry = Retry::new(&policy, &throttle);
        retry.made = 39;
        assert_eq!(retry.pause_after(&Status::unavailable("gone")), None);
    }

    #[test]
    fn tries_end_while_most_calls_fail_and_begin_again_with_success() {
        let (policy, throttle) = (RetryPolicy::default(), Throttle::default());
        let gone = Status::unavailable("gone");
        let again = || Retry::new(&policy, &throttle).pause_after(&gone).is_some();
        assert_eq!((0..10).filter(|_| again()).count(), 4);
        (0..FULL).for_each(|_| throttle.succeeded());
        assert!(again());
    }
}
