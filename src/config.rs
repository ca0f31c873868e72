//! What a server can be told. Every value has a default that suits a first try.

pub mod table;

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;

use crate::grpc::limits::Limits;

/// The settings of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What a request may have at most.
    pub limits: Limits,
    /// Threads that take calls and work on small articles, and as many more for large ones. Default: one for each
    /// core.
    pub workers: usize,
    /// Whether clients may ask for the API's description. Default: yes.
    pub reflection: bool,
    /// How much work is taken on at once.
    pub admission: Admission,
    /// The longest that a unary call may take, whatever its caller allows. Default: a minute.
    pub max_deadline: Duration,
    /// How connections are held.
    pub connections: Connections,
    /// How the server stops.
    pub shutdown: Shutdown,
    /// The files for TLS; none for plaintext. Default: none.
    pub tls: Option<TlsFiles>,
    /// The file with the hashes of the tokens of those who may call; none to let everybody call.
    /// Default: none.
    pub auth_tokens: Option<PathBuf>,
    /// Which JSON Web Tokens let their bearers call; none to take no such tokens. Default: none.
    pub jwt: Option<Jwt>,
    /// How much one caller may ask for. Default: no bounds.
    pub quota: Quota,
    /// The file with quotas of single callers, in place of that one; none if all have the same. Default:
    /// none.
    pub quota_overrides: Option<PathBuf>,
    /// Whether the log has the title and the text of every article. Default: no.
    pub log_article_text: bool,
    /// How often files are looked at, to notice changes. Default: 10 s.
    pub reload_interval: Duration,
}

/// Certificates and keys, as PEM files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate and those between it and the root.
    pub cert: PathBuf,
    /// The key of the server's certificate.
    pub key: PathBuf,
    /// The roots that client certificates must descend from; none to ask for no certificate.
    pub client_ca: Option<PathBuf>,
}

/// Which JSON Web Tokens let their bearers call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwt {
    /// The public keys that tokens are signed with, as a JWK set.
    pub keys: PathBuf,
    /// What the claim `iss` must be.
    pub issuer: String,
    /// What the claim `aud` must be or hold.
    pub audience: String,
    /// How far the clocks of issuer and server may be apart. Command line's default: 30 s.
    pub leeway: Duration,
}

/// How much one caller may ask for, over all its connections. Callers are told apart by the names of
/// their tokens or the subjects of their JSON Web Tokens, so that there is no quota without either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quota {
    /// Articles a second in the long run; `None` for no bound.
    pub rate: Option<NonZeroU32>,
    /// Articles at once after a pause; `None` for as many as `rate`.
    pub burst: Option<NonZeroU32>,
    /// Calls in work at once, streams included; `None` for no bound.
    pub calls: Option<NonZeroU32>,
}

/// Unary calls that are let in for each worker by default. Of articles of the usual length a core does
/// some thousand in half a second: nobody waits much longer than a tenth of one.
pub const REQUESTS_A_WORKER: usize = 128;

/// How much work is taken on at once, over all connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// Unary calls in work or waiting for a thread; more are refused. Default [`REQUESTS_A_WORKER`] for
    /// each core.
    pub requests: usize,
    /// Streams in work; more wait. Default 64.
    pub streams: usize,
    /// Bytes of requests in work, as they are in memory; more are refused. Default 64 MiB.
    pub bytes: usize,
    /// Bytes of answers that were made and wait to be read; those for which there is no room are refused.
    /// Default 64 MiB.
    pub answer_bytes: usize,
    /// How long an answer may go unread while answers fill more than half of that. Default 10 s.
    pub unread: Duration,
}

/// How connections are held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connections {
    /// Connections at once; more wait to be accepted. Default 1024.
    pub max: usize,
    /// Calls at once on one connection; HTTP/2 tells the client. Default 200.
    pub max_calls: u32,
    /// Silence after which the client is asked whether it is there. Default 30 s.
    pub keepalive: Duration,
    /// How long the client may take to say so. Default 20 s.
    pub keepalive_timeout: Duration,
    /// How long a client may take for the handshake of TLS, and then for the greeting of HTTP/2.
    /// Default 10 s.
    pub handshake: Duration,
    /// Time without calls after which a connection is closed gracefully; none for never. Default 5 min.
    pub max_idle: Option<Duration>,
    /// Age at which a connection is closed gracefully, give or take a tenth, so that balancers spread load
    /// anew.
    /// Default: none.
    pub max_age: Option<Duration>,
    /// How long calls in work may then take before they are cut off; none for as long as they like.
    /// Default: none.
    pub max_age_grace: Option<Duration>,
}

/// How the server stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shutdown {
    /// How long it goes on accepting calls while it says NOT_SERVING, so that balancers can turn
    /// away. Default: none.
    pub delay: Duration,
    /// How long calls in work may then take to finish. Default 30 s.
    pub drain: Duration,
}

/// The longest time that is added to the time of day: no clock counts as far as a `Duration` does.
const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

impl Config {
    /// The same, with times that clocks can count to.
    pub fn countable(mut self) -> Config {
        let Connections {
            keepalive,
            keepalive_timeout,
            ..
        } = &mut self.connections;
        let unread = &mut self.admission.unread;
        let idle = self.limits.stream_idle.iter_mut();
        for time in idle.chain([keepalive, keepalive_timeout, unread]) {
            *time = LONGEST.min(*time);
        }
        self
    }

    /// Whether callers have to say who they are.
    pub fn needs_token(&self) -> bool {
        self.auth_tokens.is_some() || self.jwt.is_some()
    }
}

impl Default for Config {
    fn default() -> Config {
        Config {
            limits: Limits::default(),
            workers: available_parallelism().map_or(1, usize::from),
            reflection: true,
            admission: Admission::default(),
            max_deadline: Duration::from_secs(60),
            connections: Connections::default(),
            shutdown: Shutdown::default(),
            tls: None,
            auth_tokens: None,
            jwt: None,
            quota: Quota::default(),
            quota_overrides: None,
            log_article_text: false,
            reload_interval: Duration::from_secs(10),
        }
    }
}

impl Default for Admission {
    fn default() -> Admission {
        Admission {
            requests: REQUESTS_A_WORKER * available_parallelism().map_or(1, usize::from),
            streams: 64,
            bytes: 64 << 20,
            answer_bytes: 64 << 20,
            unread: Duration::from_secs(10),
        }
    }
}

impl Default for Connections {
    fn default() -> Connections {
        Connections {
            max: 1024,
            max_calls: 200,
            keepalive: Duration::from_secs(30),
            keepalive_timeout: Duration::from_secs(20),
            handshake: Duration::from_secs(10),
            max_idle: Some(Duration::from_secs(300)),
            max_age: None,
            max_age_grace: None,
        }
    }
}

impl Shutdown {
    /// How long streams go on reading once calls in work have to finish: until shortly before they are cut off, so
    /// that what was read is answered. A quarter of the time is left for that, 2 s at most.
    pub fn last_articles(&self) -> Duration {
        self.drain - (self.drain / 4).min(Duration::from_secs(2))
    }
}

impl Default for Shutdown {
    fn default() -> Shutdown {
        Shutdown {
            delay: Duration::ZERO,
            drain: Duration::from_secs(30),
        }
    }
}
