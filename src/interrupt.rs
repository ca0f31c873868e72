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

/// Pieces of work between two looks at the clock: a few microseconds' worth of words.
const STRIDE: u8 = 64;

/// Asked before each of many small pieces of work, such as a word or a sentence: looks at the
/// interrupt at every 64th, so that asking costs nothing worth measuring.
#[derive(Clone, Debug)]
pub struct Pulse<'i> {
    interrupt: &'i Interrupt,
    left: u8,
    stopped: bool,
}

impl<'i> Pulse<'i> {
    /// A pulse that stops once `interrupt` is raised, and never beats again.
    pub fn of(interrupt: &'i Interrupt) -> Pulse<'i> {
        Pulse {
            interrupt,
            left: 0,
            stopped: false,
        }
    }

    /// Whether to go on with the next piece of work.
    pub fn beats(&mut self) -> bool {
        if self.left == 0 {
            self.left = STRIDE;
            self.stopped = self.stopped || self.interrupt.check().is_err();
        }
        self.left -= 1;
        !self.stopped
    }

    /// Whether it has stopped beating.
    pub fn has_stopped(&self) -> bool {
        self.stopped
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Interrupt, Pulse, STRIDE};

    #[test]
    fn a_pulse_stops_soon_after_its_interrupt_is_raised_and_stays_stopped() {
        let interrupt = Interrupt::default();
        let mut pulse = Pulse::of(&interrupt);
        assert!((0..1000).all(|_| pulse.beats()));
        interrupt.raise();
        let late = (0..1000).filter(|_| pulse.beats()).count();
        assert!(late < usize::from(STRIDE), "{late} beats after the end");
        assert!(!Pulse::of(&Interrupt::at(Some(Instant::now()))).beats());
    }
}
