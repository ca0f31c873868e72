//! When to stop: SIGTERM or SIGINT (Ctrl-C). A second signal stops at once.

use std::io;
use std::process::exit;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::{info, warn};

/// The exit code of a process that was told twice to stop: 128 and the number of SIGINT.
const EXIT_AT_ONCE: i32 = 130;

/// The signals, listened for from the moment this is made.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Starts to listen.
    pub fn new() -> io::Result<Signals> {
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Ready with the first signal. From then on, another one ends the process.
    pub async fn received(mut self) {
        let name = self.next().await;
        info!(signal = name, "asked to stop; another signal stops at once");
        tokio::spawn(async move {
            let name = self.next().await;
            warn!(signal = name, "asked twice to stop");
            exit(EXIT_AT_ONCE);
        });
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}
