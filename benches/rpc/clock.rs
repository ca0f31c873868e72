//! Processor time, cores, and the median.

use std::thread;

use rustix::thread::{CpuSet, sched_setaffinity};
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};

/// Which cores a thread, and what it starts from then on, may run on.
#[derive(Clone, Copy)]
pub enum Core {
    First,
    Second,
    Both,
}

/// Keeps the calling thread to `core`. Where there is no such core, figures are less steady, and a
/// line says so.
pub fn pin(core: Core) {
    let mut set = CpuSet::new();
    let cores: &[usize] = match core {
        Core::First => &[0],
        Core::Second => &[1],
        Core::Both => &[0, 1],
    };
    for &core in cores {
        set.set(core);
    }
    if let Err(error) = sched_setaffinity(None, &set) {
        eprintln!("not kept to cores {cores:?}: {error}");
    }
}

/// Does `work` on a thread of its own, kept to `core`.
pub fn on_core<T: Send>(core: Core, work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let pinned = || {
            pin(core);
            work()
        };
        scope.spawn(pinned).join().expect("the work does not panic")
    })
}

/// A runtime with one thread, kept to `core`.
pub fn runtime(core: Core) -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .on_thread_start(move || pin(core))
        .enable_all()
        .build()
        .expect("the runtime starts")
}

/// Microseconds that the calling thread has had of a processor.
pub fn thread_micros() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
}

/// The middle one, or the upper of the two in the middle.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
