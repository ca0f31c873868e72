//! `nutgraf healthcheck`: asks a running server whether it is ready; for containers and scripts.

mod admin;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use http::uri::Authority;
use tonic::transport::Endpoint;
use tonic_health::ServingStatus;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use self::admin::Heard;
use super::stderr::tell;

/// Ask a running server whether it is ready.
///
/// Exit code 0 when it answers SERVING, 1 when it does not or cannot be reached. Needs no shell and
/// no other program, so that a container image without any can use it as its health check.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the server listens, in plaintext; a port with TLS cannot be asked, its admin port can.
    #[arg(
        long,
        value_name = "HOST:PORT",
        default_value = "127.0.0.1:50051",
        env = "NUTGRAF_HEALTHCHECK_ADDRESS",
        value_parser = address
    )]
    address: String,

    /// The admin port of the server, which is asked over HTTP instead: it speaks no TLS, wherever the server
    /// listens for calls. Empty for none.
    #[arg(long, value_name = "HOST:PORT", env = "NUTGRAF_HEALTHCHECK_ADMIN", value_parser = address_or_none)]
    admin: Option<String>,

    /// The service to ask about, for example `nutgraf.v1.SummaryService`; empty for the server as a
    /// whole.
    #[arg(long, value_name = "NAME", default_value = "")]
    service: String,

    /// Seconds to wait for the answer.
    #[arg(long, value_name = "SECONDS", default_value = "3", value_parser = clap::value_parser!(u16).range(1..))]
    timeout: u16,
}

/// Prints the answer; the exit code says whether it was SERVING.
pub fn run(args: &Args) -> ExitCode {
    let admin = args.admin.as_deref().filter(|admin| !admin.is_empty());
    let timeout = Duration::from_secs(args.timeout.into());
    let (address, answer) = match admin {
        Some(admin) => (admin, admin::ask(admin, timeout)),
        None => (
            args.address.as_str(),
            asked(args, timeout).map_err(|error| explained(error, &args.address, timeout)),
        ),
    };
    match answer {
        Ok(status) => {
            // The exit code says the same to whoever reads nothing.
            let _ = writeln!(io::stdout(), "{}", name(status));
            ExitCode::from(u8::from(status != ServingStatus::Serving))
        }
        Err(error) => {
            tell(format_args!("nutgraf: no answer from {address}: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// A host and a port.
fn address(text: &str) -> Result<String, String> {
    let address: Option<Authority> = text.parse().ok();
    let is_whole = address.is_some_and(|address| {
        !address.host().is_empty() && address.port_u16().is_some() && !text.contains('@')
    });
    match is_whole {
        true => Ok(text.to_owned()),
        false => Err("not a host and a port, such as 127.0.0.1:50051 or [::1]:50051".to_owned()),
    }
}

/// The same, or nothing.
fn address_or_none(text: &str) -> Result<String, String> {
    match text.is_empty() {
        true => Ok(String::new()),
        false => address(text),
    }
}

/// Why gRPC had no answer from `address`: `error`, unless the port says that it speaks something else.
fn explained(error: String, address: &str, timeout: Duration) -> String {
    match admin::hear(address, timeout) {
        Ok(Heard::Tls) => "it speaks TLS; --admin asks the admin port, which does not".to_owned(),
        Ok(Heard::Admin(_)) => "it is an admin port, which --admin asks".to_owned(),
        _ => error,
    }
}

/// As the health protocol has it.
fn name(status: ServingStatus) -> &'static str {
    match status {
        ServingStatus::Serving => "SERVING",
        ServingStatus::NotServing => "NOT_SERVING",
        ServingStatus::Unknown => "UNKNOWN",
    }
}

/// What is at the bottom of an error: the transport's own words are `transport error`.
fn cause(error: &dyn Error) -> String {
    match error.source() {
        Some(deeper) => cause(deeper),
        None => error.to_string(),
    }
}

fn asked(args: &Args, timeout: Duration) -> Result<ServingStatus, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(ask(args, timeout))
}

async fn ask(args: &Args, timeout: Duration) -> Result<ServingStatus, String> {
    let channel = Endpoint::from_shared(format!("http://{}", args.address))
        .map_err(|error| error.to_string())?
        .connect_timeout(timeout)
        .timeout(timeout)
        .connect()
        .await
        .map_err(|error| cause(&error))?;
    let request = HealthCheckRequest {
        service: args.service.clone(),
    };
    let answer = HealthClient::new(channel).check(request).await;
    let status = answer
        .map_err(|status| match status.source() {
            Some(error) => cause(error),
            None => status.message().to_owned(),
        })?
        .into_inner()
        .status();
    Ok(match status {
        tonic_health::pb::health_check_response::ServingStatus::Serving => ServingStatus::Serving,
        tonic_health::pb::health_check_response::ServingStatus::NotServing => {
            ServingStatus::NotServing
        }
        _ => ServingStatus::Unknown,
    })
}
