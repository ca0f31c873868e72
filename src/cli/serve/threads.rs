//! Whether the system lets the server have its threads. The runtime panics where it does not, and never ends then.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Threads besides those for calls and articles: of the log, of files that are looked at, of an exporter of traces.
const OTHERS: usize = 4;

/// Has all threads of so many `workers` at once, for a moment: one each for calls and for large articles.
pub fn check(workers: usize) -> io::Result<()> {
    let count = 2 * workers + OTHERS;
    all_at_once(count).map_err(|error| {
        let told =
            format!("cannot have {count} threads: {error}; allow more, or set workers lower");
        io::Error::new(error.kind(), told)
    })
}

fn all_at_once(count: usize) -> io::Result<()> {
    let all_there = Mutex::new(());
    let wait = || drop(all_there.lock().unwrap_or_else(PoisonError::into_inner));
    thread::scope(|scope| {
        let _not_yet = all_there.lock();
        for _ in 0..count {
            thread::Builder::new().spawn_scoped(scope, wait)?;
        }
        Ok(())
    })
}
