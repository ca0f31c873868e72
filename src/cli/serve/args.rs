//! The settings of a server as flags and environment variables.

mod addresses;
mod callers;
mod connections;
pub mod logs;
mod sizes;
mod times;
pub mod traces;
mod vocabulary;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::builder::ArgAction::Set;

use self::addresses::AdminAddress;
use self::callers::AuthArgs;
use self::connections::ConnectionArgs;
use self::logs::LogArgs;
use self::sizes::Size;
use self::traces::TraceArgs;
use crate::article;
use crate::config::{Admission, Config, REQUESTS_A_WORKER, Shutdown};
use crate::grpc::limits::Limits;
use crate::grpc::pool::Pool;
use crate::tagging::vocabulary::Vocabulary;

/// Texts may be configured to be this long at most: offsets and counts are 32-bit numbers.
const MAX_TEXT_BYTES: u64 = 256 << 20;

/// Bytes before a message that tell how long it is.
const FRAME: u64 = 5;

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
    #[arg(long, env = "NUTGRAF_LISTEN", value_name = "IP:PORT", value_parser = addresses::address,
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

    /// Threads that take calls and work on small articles, and as many more for large ones; one for each core by
    /// default.
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

    #[command(flatten, next_help_heading = "Traces")]
    pub traces: TraceArgs,
}

#[derive(Debug, clap::Args)]
struct LimitArgs {
    /// Bytes of an article's text.
    #[arg(long, env = "NUTGRAF_MAX_TEXT_BYTES", value_name = "SIZE",
        default_value_t = Size(article::Limits::default().text_bytes as u64),
        value_parser = sizes::up_to(MAX_TEXT_BYTES))]
    max_text_bytes: Size,

    /// Bytes of a request message after decompression; at least --max-text-bytes.
    #[arg(long, env = "NUTGRAF_MAX_MESSAGE_BYTES", value_name = "SIZE",
        default_value_t = Size(Limits::default().message_bytes as u64),
        value_parser = sizes::up_to(4 * MAX_TEXT_BYTES))]
    max_message_bytes: Size,

    /// Requests of a batch.
    #[arg(long, env = "NUTGRAF_MAX_BATCH_REQUESTS", value_name = "COUNT",
        default_value_t = Limits::default().batch_requests as u32,
        value_parser = clap::value_parser!(u32).range(1..=100_000))]
    max_batch_requests: u32,

    /// The longest that a unary call may take, whatever its caller allows.
    #[arg(long, env = "NUTGRAF_MAX_DEADLINE", value_name = "DURATION", value_parser = times::some,
        default_value_t = Config::default().max_deadline.into())]
    max_deadline: humantime::Duration,

    /// Time without an article on a stream, or with a result that is not read, after which it is ended; 0s
    /// for never.
    #[arg(long, env = "NUTGRAF_MAX_STREAM_IDLE", value_name = "DURATION", value_parser = times::any,
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

    /// Bytes of requests in work, as they are in memory; more are refused with RESOURCE_EXHAUSTED. At least
    /// five fourths of --max-message-bytes.
    #[arg(long, env = "NUTGRAF_MAX_REQUEST_BYTES", value_name = "SIZE",
        default_value_t = Size(Admission::default().bytes as u64),
        value_parser = sizes::some)]
    max_request_bytes: Size,

    /// Bytes of answers that were made and wait to be read; calls whose answers find no room are refused
    /// with RESOURCE_EXHAUSTED, streams wait.
    #[arg(long, env = "NUTGRAF_MAX_ANSWER_BYTES", value_name = "SIZE",
        default_value_t = Size(Admission::default().answer_bytes as u64),
        value_parser = sizes::some)]
    max_answer_bytes: Size,

    /// How long an answer may go unread while answers fill more than half of `--max-answer-bytes`; what is
    /// left of it is dropped then.
    #[arg(long, env = "NUTGRAF_MAX_UNREAD", value_name = "DURATION", value_parser = times::some,
        default_value_t = Admission::default().unread.into())]
    max_unread: humantime::Duration,
}

#[derive(Debug, clap::Args)]
struct ShutdownArgs {
    /// How long the server goes on accepting calls while health says NOT_SERVING; behind a balancer,
    /// a little longer than it takes to notice.
    #[arg(long, env = "NUTGRAF_SHUTDOWN_DELAY", value_name = "DURATION", value_parser = times::any,
        default_value_t = Shutdown::default().delay.into())]
    shutdown_delay: humantime::Duration,

    /// How long calls in work may then take to finish.
    #[arg(long, env = "NUTGRAF_DRAIN", value_name = "DURATION", value_parser = times::any,
        default_value_t = Shutdown::default().drain.into())]
    drain: humantime::Duration,
}

impl Args {
    /// The server's settings, or what is wrong with them taken together.
    pub fn config(&self) -> Result<Config, String> {
        let (text, message) = (self.limits.max_text_bytes, self.limits.max_message_bytes);
        if message.0 < text.0 {
            return Err(format!(
                "--max-message-bytes {message} is less than --max-text-bytes {text}: \
                 no message could hold such a text"
            ));
        }
        self.admission.check_room(message)?;
        self.check_addresses()?;
        self.traces.collector()?;
        let defaults = Config::default();
        let workers = self.workers.map_or(defaults.workers, usize::from);
        Ok(Config {
            limits: Limits {
                article: article::Limits {
                    text_bytes: text.0 as usize,
                    ..defaults.limits.article
                },
                message_bytes: message.0 as usize,
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
            quota_overrides: self.auth.quota_overrides(),
            log_article_text: self.logs.log_article_text,
            reload_interval: self.auth.reload_interval(),
        })
    }
}

impl Args {
    /// Whether the server can listen on both of its addresses.
    fn check_addresses(&self) -> Result<(), String> {
        let admin = self.admin_listen.0;
        match admin.filter(|&admin| addresses::collide(self.listen, admin)) {
            None => Ok(()),
            Some(admin) => Err(format!(
                "--listen {} and --admin-listen {admin} need different ports; `--admin-listen none` does without",
                self.listen
            )),
        }
    }
}

impl AdmissionArgs {
    /// Whether a connection may send a message of so many bytes, if no other has any in work.
    fn check_room(&self, message: Size) -> Result<(), String> {
        let bytes = self.max_request_bytes;
        let most = Size(Pool::new(bytes.0 as usize).most_alone() as u64);
        let needed = message.0 + FRAME;
        if needed <= most.0 {
            return Ok(());
        }
        Err(format!(
            "--max-request-bytes {bytes} lets one connection have {most} in work, which is no room for a \
             message of --max-message-bytes {message}: it has to be at least {}",
            Size(needed.div_ceil(4) * 5)
        ))
    }

    fn config(&self, workers: usize) -> Admission {
        let requests = self.max_requests.map(|count| count as usize);
        Admission {
            requests: requests.unwrap_or(REQUESTS_A_WORKER * workers),
            streams: self.max_streams as usize,
            bytes: self.max_request_bytes.0 as usize,
            answer_bytes: self.max_answer_bytes.0 as usize,
            unread: self.max_unread.into(),
        }
    }
}
