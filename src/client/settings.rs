//! What a client can be told.

use std::fmt;
use std::time::Duration;

use tonic::transport::ClientTlsConfig;

/// How a client calls. The defaults suit articles of news within a data centre.
#[derive(Clone)]
pub struct Settings {
    /// For `https://`: the roots that the server's certificate must descend from, and the client's own
    /// certificate if it needs one. Default: none.
    pub tls: Option<ClientTlsConfig>,
    /// The bearer token that says who calls. Default: none.
    pub token: Option<String>,
    /// How long a call may take, with all of its tries; 30 days at most. Default: 10 s.
    pub timeout: Duration,
    /// How long it may take to connect; 30 days at most, as all times here. Default: 2 s.
    pub connect_timeout: Duration,
    /// How often the server is asked whether it is still there, with calls or without. Default: 30 s.
    pub keepalive: Duration,
    /// How long it may take to say so, before the connection is made again. Default: 10 s.
    pub keepalive_timeout: Duration,
    /// Whether requests are compressed: fewer bytes for more processor time at both ends. Default: no.
    pub gzip: bool,
    /// Bytes that an answer may have. Default: 64 MiB, for batches.
    pub max_message_bytes: usize,
    /// When a call is made again.
    pub retry: RetryPolicy,
}

/// When a call that failed is made again: if the server was overloaded and said when to come back, or if
/// it was not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a call is made at most, the first time included. Default: 4; 1 for no second try.
    pub attempts: u32,
    /// The longest pause before the second try; it doubles with each further one. The pause is drawn
    /// at random up to that, so that callers who failed together do not come back together.
    /// Default: 50 ms.
    pub first_pause: Duration,
    /// No longer pause than this is drawn; the server may ask for a longer one. Default: 2 s.
    pub longest_pause: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            tls: None,
            token: None,
            timeout: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(2),
            keepalive: Duration::from_secs(30),
            keepalive_timeout: Duration::from_secs(10),
            gzip: false,
            max_message_bytes: 64 << 20,
            retry: RetryPolicy::default(),
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> RetryPolicy {
        RetryPolicy {
            attempts: 4,
            first_pause: Duration::from_millis(50),
            longest_pause: Duration::from_secs(2),
        }
    }
}

/// Without the token, and without keys.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("tls", &self.tls.is_some())
            .field("token", &self.token.is_some())
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("keepalive", &self.keepalive)
            .field("keepalive_timeout", &self.keepalive_timeout)
            .field("gzip", &self.gzip)
            .field("max_message_bytes", &self.max_message_bytes)
            .field("retry", &self.retry)
            .finish()
    }
}
