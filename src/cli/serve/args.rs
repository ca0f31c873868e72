//! The settings of a server as flags and environment variables.

mod admin;
mod callers;
mod vocabulary;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::builder::ArgAction::Set;

use self::admin::AdminAddress;
use self::callers::AuthArgs;

use crate::article;
use crate::config::{Admission, Config, Connections, REQUESTS_A_WORKER, Shutdown};
use crate::grpc::limits::Limits;
use crate::tagging::vocabulary::Vocabulary;
use crate::telemetry::{self, LogFormat};

/// Texts may be configured to be this long at most: offsets and counts are 32-bit numbers.
const MAX_TEXT_BYTES: u64 = 256 << 20;

/// Serve the API over gRPC until SIGTERM or Ctrl-C.
///
/// Nothing needs to be set for a first try: the server prints a command that works against it. Every
/// option can also be an environment variable or a key of the configuration file, named like the flag
/// with underscores: a flag wins over the environment, the environment over the file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A TOML file with options that are given neither as flags nor in the environment, for example
    /// `max_text_bytes = 2097152`.
    #[arg(long, env = "NUTGRAF_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Print every option with its value and where that comes from, in the form of a configuration
    /// file, and exit.
    #[arg(long)]
    pub print_config: bool,

    /// Address to listen on; port 0 takes a free one. Use 0.0.0.0:50051 to be reachable from
    /// other machines.
    #[arg(long, env = "NUTGRAF_LISTEN", value_name = "IP:PORT",
        default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, 50051)))]
    pub listen: SocketAddr,

    /// Address for metrics and health over plain HTTP; `none` for none. A port that is taken is a
    /// failure, except for the default one: then the server does without.
    #[arg(
        long,
        env = "NUTGRAF_ADMIN_LISTEN",
        value_name = "IP:PORT",
        default_value_t
    )]
    pub admin_listen: AdminAddress,

    /// Places on the pool that works on large articles; one for each core by default.
    #[arg(long, env = "NUTGRAF_WORKERS", value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    workers: Option<u16>,

    /// Whether clients may ask for the API's description (grpcurl does).
    #[arg(long, env = "NUTGRAF_REFLECTION", value_name = "BOOL", action = Set, default_value_t = Config::default().reflection)]
    reflection: bool,

    /// A JSON file with tags of your own that every article is looked through for:
    /// [{"id", "label", "aliases"}, ...]; unset for none.
    #[arg(long, env = "NUTGRAF_VOCABULARY", value_name = "FILE")]
    vocabulary: Option<PathBuf>,

    #[command(flatten, next_help_heading = "Limits of a request")]
    limits: LimitArgs,

    #[command(flatten, next_help_heading = "Work taken on at once")]
    admission: AdmissionArgs,

    #[command(flatten, next_help_heading = "Connections")]
    connections: ConnectionArgs,

    #[command(flatten, next_help_heading = "Who may call")]
    auth: AuthArgs,

    #[command(flatten, next_help_heading = "Stopping")]
    shutdown: ShutdownArgs,

    #[command(flatten, next_help_heading = "Logs")]
    pub logs: LogArgs,
}

#[derive(Debug, clap::Args)]
struct LimitArgs {
    /// Bytes of an article's text.
    #[arg(long, env = "NUTGRAF_MAX_TEXT_BYTES", value_name = "BYTES",
        default_value_t = article::Limits::default().text_bytes as u64,
        value_parser = clap::value_parser!(u64).range(1..=MAX_TEXT_BYTES))]
    max_text_bytes: u64,

    /// Bytes of a request message after decompression; at least --max-text-bytes.
    #[arg(long, env = "NUTGRAF_MAX_MESSAGE_BYTES", value_name = "BYTES",
        default_value_t = Limits::default().message_bytes as u64,
        value_parser = clap::value_parser!(u64).range(1..=4 * MAX_TEXT_BYTES))]
    max_message_bytes: u64,

    /// Requests of a batch.
    #[arg(long, env = "NUTGRAF_MAX_BATCH_REQUESTS", value_name = "COUNT",
        default_value_t = Limits::default().batch_requests as u32,
        value_parser = clap::value_parser!(u32).range(1..=100_000))]
    max_batch_requests: u32,

    /// The longest that a unary call may take, whatever its caller allows.
    #[arg(long, env = "NUTGRAF_MAX_DEADLINE", value_name = "DURATION",
        default_value_t = Config::default().max_deadline.into())]
    max_deadline: humantime::Duration,

    /// Time without an article on a stream, after which it is ended; 0s for never.
    #[arg(long, env = "NUTGRAF_MAX_STREAM_IDLE", value_name = "DURATION",
        default_value_t = Limits::default().stream_idle.unwrap_or_default().into())]
    max_stream_idle: humantime::Duration,
}

#[derive(Debug, clap::Args)]
struct AdmissionArgs {
    /// Unary calls in work or waiting for a thread; more are refused with RESOURCE_EXHAUSTED. 128 for each
    /// worker by default.
    #[arg(long, env = "NUTGRAF_MAX_REQUESTS", value_name = "COUNT",
        value_parser = clap::value_parser!(u32).range(1..))]
    max_requests: Option<u32>,

    /// Streams in work; more wait for their turn.
    #[arg(long, env = "NUTGRAF_MAX_STREAMS", value_name = "COUNT",
        default_value_t = Admission::default().streams as u32,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    max_streams: u32,

    /// Bytes of requests in work, decompressed; more are refused with RESOURCE_EXHAUSTED.
    #[arg(long, env = "NUTGRAF_MAX_REQUEST_BYTES", value_name = "BYTES",
        default_value_t = Admission::default().bytes as u64,
        value_parser = clap::value_parser!(u64).range(1..))]
    max_request_bytes: u64,
}

#[derive(Debug, clap::Args)]
struct ConnectionArgs {
    /// Connections at once; more wait to be accepted.
    #[arg(long, env = "NUTGRAF_MAX_CONNECTIONS", value_name = "COUNT",
        default_value_t = Connections::default().max as u32,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    max_connections: u32,

    /// Calls at once on one connection.
    #[arg(long, env = "NUTGRAF_MAX_CALLS_PER_CONNECTION", value_name = "COUNT",
        default_value_t = Connections::default().max_calls,
        value_parser = clap::value_parser!(u32).range(1..))]
    max_calls_per_connection: u32,

    /// Silence after which a client is asked whether it is still there.
    #[arg(long, env = "NUTGRAF_KEEPALIVE", value_name = "DURATION",
        default_value_t = Connections::default().keepalive.into())]
    keepalive: humantime::Duration,

    /// How long the client may take to say so.
    #[arg(long, env = "NUTGRAF_KEEPALIVE_TIMEOUT", value_name = "DURATION",
        default_value_t = Connections::default().keepalive_timeout.into())]
    keepalive_timeout: humantime::Duration,

    /// How long a client may take for the handshake of TLS, and then for the greeting of HTTP/2.
    #[arg(long, env = "NUTGRAF_HANDSHAKE_TIMEOUT", value_name = "DURATION",
        default_value_t = Connections::default().handshake.into())]
    handshake_timeout: humantime::Duration,

    /// Time without calls after which a connection is closed gracefully; 0s for never.
    #[arg(long, env = "NUTGRAF_MAX_CONNECTION_IDLE", value_name = "DURATION",
        default_value_t = Connections::default().max_idle.unwrap_or_default().into())]
    max_connection_idle: humantime::Duration,

    /// Age at which a connection is closed gracefully, so that balancers spread load anew; unset for
    /// none.
    #[arg(long, env = "NUTGRAF_MAX_CONNECTION_AGE", value_name = "DURATION")]
    max_connection_age: Option<humantime::Duration>,

    /// How long calls in work may take when a connection has reached that age, before they are cut off;
    /// unset for as long as they like.
    #[arg(
        long,
        env = "NUTGRAF_MAX_CONNECTION_AGE_GRACE",
        value_name = "DURATION"
    )]
    max_connection_age_grace: Option<humantime::Duration>,
}

#[derive(Debug, clap::Args)]
struct ShutdownArgs {
    /// How long the server goes on accepting calls while health says NOT_SERVING; behind a balancer,
    /// a little longer than it takes to notice.
    #[arg(long, env = "NUTGRAF_SHUTDOWN_DELAY", value_name = "DURATION",
        default_value_t = Shutdown::default().delay.into())]
    shutdown_delay: humantime::Duration,

    /// How long calls in work may then take to finish.
    #[arg(long, env = "NUTGRAF_DRAIN", value_name = "DURATION",
        default_value_t = Shutdown::default().drain.into())]
    drain: humantime::Duration,
}

#[derive(Debug, clap::Args)]
pub struct LogArgs {
    /// How log lines are written.
    #[arg(
        long,
        env = "NUTGRAF_LOG_FORMAT",
        value_name = "FORMAT",
        value_enum,
        default_value_t
    )]
    pub log_format: LogFormat,

    /// What is logged: a level, or levels by module such as `info,nutgraf=debug`.
    #[arg(long, env = "NUTGRAF_LOG", value_name = "FILTER", default_value = "info", value_parser = filter)]
    pub log: String,

    /// For debugging: log the title and the text of every article, which may be confidential.
    #[arg(long, env = "NUTGRAF_LOG_ARTICLE_TEXT", value_name = "BOOL", action = Set, default_value_t = false)]
    log_article_text: bool,

    /// Send a span for each call to a collector of traces: its address for OTLP over gRPC, such as
    /// http://127.0.0.1:4317. Unset for none.
    #[cfg(feature = "otlp")]
    #[arg(long, env = "NUTGRAF_OTLP_ENDPOINT", value_name = "URL", value_parser = collector)]
    pub otlp_endpoint: Option<String>,

    /// The share of calls that are traced, from 0 to 1, of those whose callers do not say.
    #[cfg(feature = "otlp")]
    #[arg(long, env = "NUTGRAF_OTLP_RATIO", value_name = "SHARE", default_value_t = 1.0, value_parser = share)]
    pub otlp_ratio: f64,
}

/// An address that spans can be sent to.
#[cfg(feature = "otlp")]
fn collector(text: &str) -> Result<String, String> {
    let address: http::Uri = text.parse().map_err(|error| format!("{error}"))?;
    match address.scheme_str() == Some("http") && address.host().is_some() {
        true => Ok(text.to_owned()),
        false => Err("not an address such as http://127.0.0.1:4317".to_owned()),
    }
}

/// A number from 0 to 1.
#[cfg(feature = "otlp")]
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|error| format!("{error}"))?;
    match (0.0..=1.0).contains(&share) {
        true => Ok(share),
        false => Err("from 0 to 1".to_owned()),
    }
}

/// A log filter that can be used.
fn filter(text: &str) -> Result<String, String> {
    match telemetry::parse_filter(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

impl Args {
    /// The server's settings, or what is wrong with them taken together.
    pub fn config(&self) -> Result<Config, String> {
        let (text, message) = (self.limits.max_text_bytes, self.limits.max_message_bytes);
        if message < text {
            return Err(format!(
                "--max-message-bytes {message} is less than --max-text-bytes {text}: \
                 no message could hold such a text"
            ));
        }
        let defaults = Config::default();
        let workers = self.workers.map_or(defaults.workers, usize::from);
        Ok(Config {
            limits: Limits {
                article: article::Limits {
                    text_bytes: text as usize,
                    ..defaults.limits.article
                },
                message_bytes: message as usize,
                batch_requests: self.limits.max_batch_requests as usize,
                stream_idle: Some(*self.limits.max_stream_idle).filter(|idle| !idle.is_zero()),
                vocabulary: match &self.vocabulary {
                    Some(file) => vocabulary::read(file)?,
                    None => Vocabulary::default(),
                },
            },
            workers,
            reflection: self.reflection,
            admission: self.admission.config(workers),
            max_deadline: self.limits.max_deadline.into(),
            connections: self.connections.config()?,
            shutdown: Shutdown {
                delay: self.shutdown.shutdown_delay.into(),
                drain: self.shutdown.drain.into(),
            },
            tls: self.auth.tls()?,
            auth_tokens: self.auth.tokens(),
            jwt: self.auth.jwt()?,
            quota: self.auth.quota()?,
            log_article_text: self.logs.log_article_text,
            reload_interval: self.auth.reload_interval(),
        })
    }
}

impl AdmissionArgs {
    fn config(&self, workers: usize) -> Admission {
        let requests = self.max_requests.map(|count| count as usize);
        Admission {
            requests: requests.unwrap_or(REQUESTS_A_WORKER * workers),
            streams: self.max_streams as usize,
            bytes: self.max_request_bytes as usize,
        }
    }
}

impl ConnectionArgs {
    fn config(&self) -> Result<Connections, String> {
        if self.max_connection_age_grace.is_some() && self.max_connection_age.is_none() {
            return Err("--max-connection-age-grace needs --max-connection-age".to_owned());
        }
        Ok(Connections {
            max: self.max_connections as usize,
            max_calls: self.max_calls_per_connection,
            keepalive: self.keepalive.into(),
            keepalive_timeout: self.keepalive_timeout.into(),
            handshake: self.handshake_timeout.into(),
            max_idle: Some(*self.max_connection_idle).filter(|idle| !idle.is_zero()),
            max_age: self.max_connection_age.map(Into::into),
            max_age_grace: self.max_connection_age_grace.map(Into::into),
        })
    }
}
