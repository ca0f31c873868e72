//! What the process tells of itself.

use clap::builder::ArgAction::Set;

use crate::telemetry::{self, LogFormat};

/// The settings of log lines, and of spans where the program was built for them.
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
    pub log_article_text: bool,

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
