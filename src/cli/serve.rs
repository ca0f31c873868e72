//! `nutgraf serve`: runs a server until it is told to stop.

pub mod args;
mod open_files;
mod telling;
mod threads;

use std::io::{self, ErrorKind, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{ExitCode, exit};
use std::thread;
use std::time::Duration;

use tokio::net::TcpListener;
use tracing::{info, warn};

use self::args::Args;
use self::open_files::Shortage;
use self::telling::Telling;
use super::EXIT_USAGE;
use super::settings::Settings;
use super::stderr::tell;
use super::stdout::print;
use crate::config::Config;
use crate::server::{Listeners, Server};
use crate::shutdown::Signals;
use crate::telemetry::outlet::Outlet;
use crate::telemetry::{self, LogFormat};

/// Serves until it is told to stop. Exit code 64 for settings that cannot be used, 1 if the server
/// cannot run.
pub fn run(args: &Args, settings: &Settings) -> ExitCode {
    let mut shortage = None;
    let prepared = args.config().and_then(|mut config| {
        shortage = open_files::fit(&mut config.connections);
        read(config).map_err(|error| error.to_string())
    });
    let server = match prepared {
        Ok(server) => server,
        Err(error) => {
            tell(format_args!("nutgraf: {error}"));
            return ExitCode::from(EXIT_USAGE);
        }
    };
    if args.print_config {
        for stray in settings.strays() {
            tell(format_args!("nutgraf: {stray}"));
        }
        return print(settings.printed().as_bytes());
    }
    match serve(args, server, settings, shortage) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(format_args!("nutgraf: {error}"));
            match error.kind() {
                // A file that the settings name.
                ErrorKind::InvalidInput => ExitCode::from(EXIT_USAGE),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

/// The exit code of a process that was told twice to stop: 128 and the number of SIGINT.
const EXIT_AT_ONCE: i32 = 130;

/// How long after the first look at files that cannot be used there is a second one.
const SECOND_LOOK: Duration = Duration::from_secs(1);

/// Reads the files of `config`. They may be in the middle of being replaced, the certificate already and the key not
/// yet.
fn read(config: Config) -> io::Result<Server> {
    Server::new(config.clone()).or_else(|_may_be_replaced| {
        thread::sleep(SECOND_LOOK);
        Server::new(config)
    })
}

fn serve(
    args: &Args,
    server: Server,
    settings: &Settings,
    shortage: Option<Shortage>,
) -> io::Result<()> {
    let workers = server.config().workers;
    threads::check(workers)?;
    let filter = telemetry::parse_filter(&args.logs.log).map_err(io::Error::other)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        // Where the engine reads large articles. With more, threads took turns, and the allocator kept memory for
        // each of them: 32 MiB more with texts of 860 KB.
        .max_blocking_threads(workers)
        .enable_all()
        .build()?;
    let telling = Telling::start(args, filter, &runtime)?;
    let ended = runtime.block_on(async {
        let signals = Signals::new()?;
        let listener = listen(args.listen).await?;
        let admin = listen_for_admin(args, settings.is_default("admin_listen")).await?;
        let address = listener.local_addr()?;
        info!(%address, version = env!("CARGO_PKG_VERSION"), "listening");
        if let Some(admin) = &admin {
            info!(address = %admin.local_addr()?, "listening for metrics and health");
        }
        shortage.iter().for_each(Shortage::tell);
        warn_of(server.config());
        for stray in settings.strays() {
            warn!("{stray}");
        }
        if args.logs.log_format == LogFormat::Human {
            let invitation = invitation(address, server.config());
            telling.log().write_all(invitation.as_bytes())?;
        }
        let listeners = Listeners {
            grpc: listener,
            admin,
        };
        let log = telling.log().clone();
        let stopped = signals.received(move || stop_at_once(&log));
        server.run(listeners, stopped).await
    });
    telling.finish();
    // Work that was given up on must not hold up the exit.
    runtime.shutdown_background();
    ended
}

/// Ends the process, which was told so twice.
fn stop_at_once(log: &Outlet) {
    log.finish();
    exit(EXIT_AT_ONCE);
}

/// What is unsafe, or of no use, about a configuration that can be used.
fn warn_of(config: &Config) {
    if config.needs_token() && config.tls.is_none() {
        warn!("tokens travel in plaintext: use TLS, here or in front of this server");
    }
    let (message, text) = (
        config.limits.message_bytes,
        config.limits.article.text_bytes,
    );
    if message <= text {
        warn!(
            "messages of at most max_message_bytes {message} have no room for texts of max_text_bytes {text}, of which \
             callers are told"
        );
    }
    if config.log_article_text {
        warn!("the log has the title and the text of every article");
    }
}

/// The admin port; none if that is asked for, or if the default one is taken.
async fn listen_for_admin(args: &Args, is_default: bool) -> io::Result<Option<TcpListener>> {
    let Some(address) = args.admin_listen.0 else {
        return Ok(None);
    };
    match listen(address).await {
        Err(error) if is_default => {
            warn!(%error, "no metrics and health over HTTP; --admin-listen takes another address");
            Ok(None)
        }
        listening => listening.map(Some),
    }
}

async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
    })
}

/// A command that works against the server, for whoever started it by hand.
fn invitation(mut address: SocketAddr, config: &Config) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    let security = match &config.tls {
        None => "-plaintext ",
        Some(tls) if tls.client_ca.is_some() => "-cacert CA.pem -cert CLIENT.pem -key CLIENT.key ",
        Some(_) => "-cacert CA.pem ",
    };
    let token = match config.needs_token() {
        true => "-H 'authorization: Bearer TOKEN' ",
        false => "",
    };
    let protos = match config.reflection {
        true => "",
        false => {
            "-import-path proto -import-path third_party/googleapis -proto nutgraf/v1/analysis.proto "
        }
    };
    format!(
        r#"
Try it from another terminal:

  grpcurl {security}{token}{protos}-d '{EXAMPLE}' {address} nutgraf.v1.AnalysisService/AnalyzeArticle

"#
    )
}

/// A request for the invitation; without apostrophes, so that a shell takes it in single quotes.
const EXAMPLE: &str = r#"{"article": {"title": "Old swing bridge reopens to traffic", "text": "The Marlow swing bridge reopened on Monday after fourteen months of repairs. Engineers replaced the turning gear, which dated from 1911, and strengthened the deck. Traffic had been sent over the motorway bridge, six miles to the north. The council says that the work cost 9.2 million pounds, a tenth less than planned."}, "summary": {"max_sentences": 2}, "tags": {"max_tags": 5}}"#;
