//! Accepting connections, up to as many as may be open.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tracing::warn;

use super::connection::{Connection, pause_after};
use super::gateway::Gateway;
use super::tls::Tls;
use crate::config::Connections;

/// How long the log says nothing more of connections that have to wait.
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
    let mut full = Full::default();
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
            Err(error) => pause_after(error).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

/// When the log was told last that no more connections may be open.
#[derive(Default)]
struct Full(Option<Instant>);

impl Full {
    /// Whether to tell it `now`, which counts as told then.
    fn is_to_be_told(&mut self, now: Instant) -> bool {
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

    use super::{Full, SILENCE};

    #[test]
    fn a_full_house_is_told_once_a_minute() {
        let (mut full, begin) = (Full::default(), Instant::now());
        let mut told_after = |time| full.is_to_be_told(begin + time);
        assert!(told_after(Duration::ZERO));
        assert!(!told_after(Duration::from_secs(1)));
        assert!(!told_after(SILENCE - Duration::from_secs(1)));
        assert!(told_after(SILENCE));
        assert!(!told_after(SILENCE + Duration::from_secs(1)));
    }
}
