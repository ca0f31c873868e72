//! Processor time: what a computation costs, whatever else the machine has to do.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Begun at a moment; tells the processor time that this thread used since.
pub struct Stopwatch(Duration);

impl Stopwatch {
    /// Begins now.
    pub fn start() -> Stopwatch {
        Stopwatch(used())
    }

    /// Seconds of processor time since the beginning.
    pub fn seconds(&self) -> f64 {
        used().saturating_sub(self.0).as_secs_f64()
    }
}

/// What this thread has used since it began.
fn used() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Stopwatch;

    #[test]
    fn waiting_costs_nothing_and_work_does() {
        let (watch, begun) = (Stopwatch::start(), Instant::now());
        std::thread::sleep(Duration::from_millis(50));
        let waited = watch.seconds();
        assert!(waited < begun.elapsed().as_secs_f64(), "{waited}");
        let worked = (0..100_000_000).any(|_| watch.seconds() > waited);
        assert!(worked, "the watch stands");
    }
}
