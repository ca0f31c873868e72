//! Spans for a collector of traces. A program that was built without them knows the settings all the same, to say
//! so.

use std::path::PathBuf;

use crate::telemetry::Collector;

/// The settings of spans.
#[derive(Debug, clap::Args)]
pub struct TraceArgs {
    /// Send a span for each call to a collector of traces: its address for OTLP over gRPC, such as
    /// http://127.0.0.1:4317; https:// with --otlp-ca. Needs a program that was built with the feature `otlp`.
    /// Unset for none.
    #[arg(long, env = "NUTGRAF_OTLP_ENDPOINT", value_name = "URL", value_parser = endpoint)]
    otlp_endpoint: Option<String>,

    /// A PEM file with the roots that the certificate of a collector at https:// must descend from.
    #[arg(long, env = "NUTGRAF_OTLP_CA", value_name = "FILE")]
    otlp_ca: Option<PathBuf>,

    /// The share of calls that are traced, from 0 to 1, of those whose callers do not say.
    #[arg(long, env = "NUTGRAF_OTLP_RATIO", value_name = "SHARE", default_value_t = 1.0, value_parser = share)]
    otlp_ratio: f64,
}

impl TraceArgs {
    /// Where spans go, if anywhere, or what is wrong with the settings for it taken together.
    pub fn collector(&self) -> Result<Option<Collector>, String> {
        let Some(endpoint) = &self.otlp_endpoint else {
            return match &self.otlp_ca {
                Some(_) => Err("--otlp-ca needs --otlp-endpoint".to_owned()),
                None => Ok(None),
            };
        };
        if cfg!(not(feature = "otlp")) {
            let told =
                "needs a program that sends traces; this one was built without `--features otlp`";
            return Err(format!("--otlp-endpoint {endpoint} {told}"));
        }
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
fn endpoint(text: &str) -> Result<String, String> {
    let address: http::Uri = text.parse().map_err(|error| format!("{error}"))?;
    match matches!(address.scheme_str(), Some("http" | "https")) && address.host().is_some() {
        true => Ok(text.to_owned()),
        false => Err("not an address such as http://127.0.0.1:4317".to_owned()),
    }
}

/// A number from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|error| format!("{error}"))?;
    match (0.0..=1.0).contains(&share) {
        true => Ok(share),
        false => Err("from 0 to 1".to_owned()),
    }
}
