//! When to stop: SIGTERM or SIGINT (Ctrl-C). A second signal stops at once. SIGHUP, by which other servers are told to
//! read their files again, does not: files that change are read again anyway.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::{info, warn};

/// The signals, listened for from the moment this is made.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    /// Starts to listen.
    pub fn new() -> io::Result<Signals> {
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// Ready with the first signal. From then on, another one has `at_once` end the process.
    pub async fn received(mut self, at_once: impl FnOnce() + Send + 'static) {
        let name = self.next().await;
        info!(signal = name, "asked to stop; another signal stops at once");
        tokio::spawn(async move {
            let name = self.next().await;
            warn!(signal = name, "asked twice to stop");
            at_once();
        });
    }

    async fn next(&mut self) -> &'static str {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return "SIGTERM",
                _ = self.interrupt.recv() => return "SIGINT",
                _ = self.hang_up.recv() => info!(
                    "SIGHUP changes nothing: files of certificates, keys, tokens and quotas are read again by \
                     themselves, other settings with the next start"
                ),
            }
        }
    }
}
