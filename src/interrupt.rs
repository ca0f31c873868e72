//! When to stop working on an answer that nobody waits for any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Asked between steps of long work: has the caller gone away, or is its time up?
///
/// Clones share one state. The default is never raised by itself.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    raised: Arc<AtomicBool>,
    deadline: Option<Instant>,
}

/// The work was given up: its caller has gone away or its time is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the work was interrupted")]
pub struct Interrupted;

impl Interrupt {
    /// Raised by itself when `deadline` passes.
    pub fn at(deadline: Option<Instant>) -> Interrupt {
        Interrupt {
            raised: Arc::default(),
            deadline,
        }
    }

    /// Raises it, for all clones.
    pub fn raise(&self) {
        self.raised.store(true, Ordering::Relaxed);
    }

    /// `Err` once it was raised or its deadline has passed. Costs a few tens of nanoseconds.
    pub fn check(&self) -> Result<(), Interrupted> {
        let late = || {
            self.deadline
                .is_some_and(|deadline| Instant::now() >= deadline)
        };
        if self.raised.load(Ordering::Relaxed) || late() {
            Err(Interrupted)
        } else {
            Ok(())
        }
    }

    /// Whether its deadline has passed, raised or not.
    pub fn is_late(&self) -> bool {
        self.deadline
            .is_some_and(|deadline| Instant::now() >= deadline)
    }
}

/// Raises an interrupt when it is dropped: with the future that waits for the work.
#[derive(Debug)]
pub struct RaiseOnDrop(pub Interrupt);

impl Drop for RaiseOnDrop {
    fn drop(&mut self) {
        self.0.raise();
    }
}
