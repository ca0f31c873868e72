//! Accepting connections, up to as many as may be open.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::warn;

use super::connection::Connection;
use super::gateway::Gateway;
use super::tls::Tls;
use crate::config::Connections;

/// How long the log says nothing more of connections that have to wait, or cannot be accepted.
const SILENCE: Duration = Duration::from_secs(60);

/// Accepts connections for ever, no more at once than the configuration allows.
pub async fn accept(
    listener: &TcpListener,
    config: &Connections,
    tls: Option<Arc<Tls>>,
    gateway: &Arc<Gateway>,
    draining: &watch::Receiver<bool>,
    connections: &mut JoinSet<()>,
) {
    let places = Arc::new(Semaphore::new(config.max));
    let (mut full, mut failing) = (Seldom::default(), Seldom::default());
    loop {
        if places.available_permits() == 0 && full.is_to_be_told(Instant::now()) {
            let most = config.max;
            warn!(
                most,
                "all connections are open that may be; more wait to be accepted"
            );
        }
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, peer)) => {
                let connection =
                    Connection::new(Arc::clone(gateway), config.clone(), draining.clone());
                let tls = tls.clone();
                connections.spawn(async move {
                    connection.serve(stream, peer, tls).await;
                    drop(place);
                });
            }
            Err(error) => pause_after(error, &mut failing).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

/// After a failure to accept: one that is the client's own is over already, one of the system (no
/// file descriptors left) needs a moment, and is `told` to the log.
pub async fn pause_after(error: io::Error, told: &mut Seldom) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        if told.is_to_be_told(Instant::now()) {
            warn!(%error, "cannot accept connections");
        }
        sleep(Duration::from_millis(100)).await;
    }
}

/// When the log was told something last that it need not be told again and again.
#[derive(Default)]
pub struct Seldom(Option<Instant>);

impl Seldom {
    /// Whether to tell it `now`, which counts as told then.
    pub fn is_to_be_told(&mut self, now: Instant) -> bool {
        let silent = self.0.is_some_and(|told| now < told + SILENCE);
        if !silent {
            self.0 = Some(now);
        }
        !silent
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{SILENCE, Seldom};

    #[test]
    fn what_goes_on_is_told_once_a_minute() {
        let (mut seldom, begin) = (Seldom::default(), Instant::now());
        let mut told_after = |time| seldom.is_to_be_told(begin + time);
        assert!(told_after(Duration::ZERO));
        assert!(!told_after(Duration::from_secs(1)));
        assert!(!told_after(SILENCE - Duration::from_secs(1)));
        assert!(told_after(SILENCE));
        assert!(!told_after(SILENCE + Duration::from_secs(1)));
    }
}
