//! Logs on standard error, for people or for programs, and where a call stands in its trace. The text of
//! an article is logged only where `log_article_text` asks for it.

#[cfg(feature = "otlp")]
pub mod otlp;
pub mod span;
pub mod trace;

use std::io::{IsTerminal, stderr};
use std::path::PathBuf;

use tracing_subscriber::filter::ParseError;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

/// Where spans go.
#[derive(Clone, Debug, PartialEq)]
pub struct Collector {
    /// Its address, such as `http://127.0.0.1:4317`.
    pub endpoint: String,
    /// A PEM file with the roots that its certificate must descend from, where the address begins with
    /// `https`; none for plaintext.
    pub ca: Option<PathBuf>,
    /// The share that is traced of the calls whose callers do not say whether they are, from 0 to 1.
    pub ratio: f64,
}

/// Checks a filter such as `info` or `nutgraf=debug,h2=warn`.
pub fn parse_filter(filter: &str) -> Result<EnvFilter, ParseError> {
    EnvFilter::try_new(filter)
}

/// Logs from now on, for the life of the process.
pub fn start(format: LogFormat, filter: EnvFilter) {
    Registry::default().with(lines(format, filter)).init();
}

/// The same, and sends the spans of calls to a collector.
#[cfg(feature = "otlp")]
pub fn start_exporting(format: LogFormat, filter: EnvFilter, exporter: &otlp::Exporter) {
    let subscriber = Registry::default().with(lines(format, filter));
    subscriber.with(exporter.layer()).init();
}

/// Log lines of what passes `filter`.
fn lines(format: LogFormat, filter: EnvFilter) -> impl Layer<Registry> {
    let layer = layer().with_writer(stderr);
    match format {
        LogFormat::Human => layer.with_ansi(stderr().is_terminal()).boxed(),
        LogFormat::Json => layer.json().flatten_event(true).boxed(),
    }
    .with_filter(filter)
}
