//! What the process tells of itself.

#[cfg(feature = "otlp")]
use std::path::PathBuf;

use clap::builder::ArgAction::Set;

#[cfg(feature = "otlp")]
use crate::telemetry::otlp::Collector;
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
    /// http://127.0.0.1:4317; https:// with --otlp-ca. Unset for none.
    #[cfg(feature = "otlp")]
    #[arg(long, env = "NUTGRAF_OTLP_ENDPOINT", value_name = "URL", value_parser = collector)]
    pub otlp_endpoint: Option<String>,

    /// A PEM file with the roots that the certificate of a collector at https:// must descend from.
    #[cfg(feature = "otlp")]
    #[arg(long, env = "NUTGRAF_OTLP_CA", value_name = "FILE")]
    pub otlp_ca: Option<PathBuf>,

    /// The share of calls that are traced, from 0 to 1, of those whose callers do not say.
    #[cfg(feature = "otlp")]
    #[arg(long, env = "NUTGRAF_OTLP_RATIO", value_name = "SHARE", default_value_t = 1.0, value_parser = share)]
    pub otlp_ratio: f64,
}

#[cfg(feature = "otlp")]
impl LogArgs {
    /// Where spans go, if anywhere, or what is wrong with the settings for it taken together.
    pub fn collector(&self) -> Result<Option<Collector>, String> {
        let Some(endpoint) = &self.otlp_endpoint else {
            return match &self.otlp_ca {
                Some(_) => Err("--otlp-ca needs --otlp-endpoint".to_owned()),
                None => Ok(None),
            };
        };
        match (endpoint.starts_with("https:"), &self.otlp_ca) {
            (true, None) => Err(format!("--otlp-endpoint {endpoint} needs --otlp-ca")),
            (false, Some(_)) => Err(format!(
                "--otlp-ca needs an --otlp-endpoint that begins with https, not {endpoint}"
            )),
            (_, ca) => Ok(Some(Collector {
                endpoint: endpoint.clone(),
                ca: ca.clone(),
                ratio: self.otlp_ratio,
            })),
        }
    }
}

/// An address that spans can be sent to.
#[cfg(feature = "otlp")]
fn collector(text: &str) -> Result<String, String> {
    let address: http::Uri = text.parse().map_err(|error| format!("{error}"))?;
    match matches!(address.scheme_str(), Some("http" | "https")) && address.host().is_some() {
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
