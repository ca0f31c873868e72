//! Which core does what.

use rustix::thread::{CpuSet, sched_setaffinity};
use tokio::runtime::{Builder, Runtime};

/// One of the two cores that the bench uses.
#[derive(Clone, Copy)]
pub enum Core {
    First = 0,
    Second = 1,
}

/// Keeps the calling thread, and what it starts from then on, to `core`. Where there is no such core,
/// figures are less steady, and a line says so.
pub fn pin(core: Core) {
    let mut set = CpuSet::new();
    set.set(core as usize);
    if let Err(error) = sched_setaffinity(None, &set) {
        eprintln!("not kept to core {}: {error}", core as usize);
    }
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
