//! One connection: HTTP/2 until the client leaves, the server drains, or it is too old.

use std::convert::Infallible;
use std::future::pending;
use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tracing::debug;

use super::activity::Activity;
use super::admission::Client;
use super::gateway::Gateway;
use super::greeting::Greeting;
use super::http1;
use super::outflow::Outflow;
use super::tls::Tls;
use super::watched::Watched;
use crate::config::Connections;

/// Bytes of headers that a request may have.
const MAX_HEADER_BYTES: u32 = 16 << 10;

/// Streams that a client may open and reset before they were accepted; more close the connection.
/// A bound on "rapid reset", CVE-2023-44487. Callers of a server that is behind do the same without
/// malice, all whose time is up while their calls wait to be read: at ten times its capacity those were
/// more than 256 on one connection.
const MAX_RESETS: usize = 1024;

/// Streams of one connection, over its whole life, that may break the protocol in a way that the server
/// answers by resetting them; more close it. A bound on "made you reset", CVE-2025-8671.
const MAX_OFFENCES: usize = 1024;

/// Bytes that a client may send of a call before the server takes them. It may send as much of all the calls of a
/// connection at once: if they shared less, those that wait, for their turn, for memory or for results to be taken,
/// would use it up, and the others could receive no more of what they need to come to their end.
const CALL_WINDOW: u32 = 64 << 10;

/// The largest window of HTTP/2.
const MAX_WINDOW: u32 = i32::MAX as u32;

/// What a connection needs.
pub struct Connection {
    gateway: Arc<Gateway>,
    config: Connections,
    draining: watch::Receiver<bool>,
}

impl Connection {
    /// A connection that closes when `draining` turns true.
    pub fn new(
        gateway: Arc<Gateway>,
        config: Connections,
        draining: watch::Receiver<bool>,
    ) -> Connection {
        Connection {
            gateway,
            config,
            draining,
        }
    }

    /// Answers calls on `stream`, after shaking hands if `tls` is wanted, until it ends.
    pub async fn serve(self, stream: TcpStream, peer: SocketAddr, tls: Option<Arc<Tls>>) {
        if let Err(error) = stream.set_nodelay(true) {
            debug!(%peer, %error, "no TCP_NODELAY");
        }
        let _open = self.gateway.connected();
        match tls {
            None => self.greet(stream, peer).await,
            Some(tls) => self.shake_hands(stream, peer, &tls).await,
        }
    }

    /// Waits for the handshake of TLS. Who has not come to its end has no calls to wait for when the server drains.
    async fn shake_hands(mut self, stream: TcpStream, peer: SocketAddr, tls: &Tls) {
        let shaken = tokio::select! {
            biased;
            shaken = tls.accept(stream, self.config.handshake) => shaken,
            _ = self.draining.wait_for(|&draining| draining) => return,
        };
        match shaken {
            Ok(stream) => self.speak(stream, peer).await,
            Err(error) => {
                self.gateway.tls_failed();
                debug!(%peer, %error, "no TLS handshake");
            }
        }
    }

    /// Waits for the first bytes in plaintext, and tells clients of HTTP/1.1 what is spoken here.
    async fn greet(mut self, stream: TcpStream, peer: SocketAddr) {
        let first = timeout(self.config.handshake, http1::is_spoken(&stream));
        let first = tokio::select! {
            biased;
            first = first => first,
            _ = self.draining.wait_for(|&draining| draining) => return,
        };
        match first {
            Ok(Ok(false)) => self.speak(stream, peer).await,
            Ok(Ok(true)) => {
                debug!(%peer, "HTTP/1.1 where gRPC is spoken");
                http1::answer(stream).await;
            }
            Ok(Err(error)) => debug!(%peer, %error, "connection ended"),
            Err(_) => debug!(%peer, "no HTTP/2 greeting"),
        }
    }

    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin, peer: SocketAddr) {
        let client = self.gateway.client();
        let activity = client.activity().clone();
        let (answering, caller) = (Arc::clone(&self.gateway), Arc::clone(&client));
        let service = service_fn(move |request: http::Request<Incoming>| {
            let answer = Arc::clone(&answering).answer(Arc::clone(&caller), request);
            async move { Ok::<_, Infallible>(answer.await) }
        });
        let (stream, greeting, outflow) = Watched::new(stream);
        let mut takes_nothing = pin!(self.takes_nothing(&outflow, &client));
        let connection = http2(&self.config).serve_connection(TokioIo::new(stream), service);
        let mut connection = pin!(connection);
        let grace = tokio::select! {
            ended = connection.as_mut() => return told(ended, peer),
            () = unheard(&greeting, self.config.handshake) => {
                return debug!(%peer, "no HTTP/2 greeting");
            }
            why = &mut takes_nothing => return debug!(%peer, "{why}"),
            grace = self.told_to_close(&activity) => grace,
        };
        connection.as_mut().graceful_shutdown();
        tokio::select! {
            ended = connection => told(ended, peer),
            () = unread(&activity, self.config.keepalive_timeout) => {
                debug!(%peer, "what was left of answers was not read");
            }
            why = &mut takes_nothing => debug!(%peer, "{why}"),
            () = after(grace) => debug!(%peer, "calls of an old connection were cut off"),
        }
    }

    /// Waits until a client takes nothing of what is written to it; gives what it left.
    async fn takes_nothing(&self, outflow: &Outflow, client: &Client) -> &'static str {
        // Pings would tell by then that nobody is there.
        let silence = self
            .config
            .keepalive
            .saturating_add(self.config.keepalive_timeout);
        tokio::select! {
            () = outflow.is_blocked(silence) => "nothing was taken from the socket",
            () = self.gateway.is_stuck(client) => "answers were not read while room for them was scarce",
        }
    }

    /// Waits until the server drains, or the connection is idle or too old; gives how long its calls
    /// may then take.
    async fn told_to_close(&self, activity: &Activity) -> Option<Duration> {
        let mut draining = self.draining.clone();
        let Connections {
            max_age,
            max_age_grace,
            max_idle,
            ..
        } = self.config;
        let idle = async {
            match max_idle {
                Some(idle) => activity.idle_for(idle).await,
                None => pending().await,
            }
        };
        tokio::select! {
            _ = draining.wait_for(|&draining| draining) => None,
            () = idle => None,
            () = after(max_age.map(about)) => max_age_grace,
        }
    }
}

/// Ready after `time`, or never.
async fn after(time: Option<Duration>) {
    match time {
        Some(time) => sleep(time).await,
        None => pending().await,
    }
}

/// `age`, give or take a tenth at random: connections that began together, when a replica came or went, do
/// not end together (gRFC A9, "Server-side Connection Management").
fn about(age: Duration) -> Duration {
    let random = RandomState::new().hash_one(()) as f64 / u64::MAX as f64;
    let seconds = age.as_secs_f64() * (0.9 + 0.2 * random);
    Duration::try_from_secs_f64(seconds).unwrap_or(age)
}

/// Ready if the client has not begun to speak HTTP/2 after `time`.
async fn unheard(greeting: &Greeting, time: Duration) {
    sleep(time).await;
    if greeting.is_over() {
        pending().await
    }
}

/// Ready once a closing connection has had no call for `time`: all that holds it open then is what its
/// client does not read.
async fn unread(activity: &Activity, time: Duration) {
    sleep(time).await;
    activity.idle_for(time).await;
}

fn told(ended: hyper::Result<()>, peer: SocketAddr) {
    if let Err(error) = ended {
        debug!(%peer, %error, "connection ended");
    }
}

fn http2(config: &Connections) -> http2::Builder<TokioExecutor> {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(config.max_calls)
        .initial_stream_window_size(CALL_WINDOW)
        .initial_connection_window_size(
            CALL_WINDOW.saturating_mul(config.max_calls).min(MAX_WINDOW),
        )
        .max_header_list_size(MAX_HEADER_BYTES)
        .max_pending_accept_reset_streams(MAX_RESETS)
        .max_local_error_reset_streams(MAX_OFFENCES)
        .keep_alive_interval(config.keepalive)
        .keep_alive_timeout(config.keepalive_timeout);
    builder
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::about;

    #[test]
    fn connections_that_began_together_end_within_a_fifth_of_their_age() {
        let age = Duration::from_secs(1000);
        let ends: BTreeSet<Duration> = (0..100).map(|_| about(age)).collect();
        assert!(ends.len() > 90, "{} different ends of 100", ends.len());
        let (least, most) = (Duration::from_secs(900), Duration::from_secs(1100));
        assert!(
            ends.iter().all(|end| (least..=most).contains(end)),
            "{ends:?}"
        );
        assert!(about(Duration::MAX) > age, "no clock counts so far");
    }
}
