//! Logs on standard error, for people or for programs, and where a call stands in its trace. The text of
//! an article is logged only where `log_article_text` asks for it.

#[cfg(feature = "otlp")]
pub mod otlp;
pub mod outlet;
pub mod span;
pub mod trace;

use std::fs::File;
use std::io::{self, IsTerminal, stderr};
use std::os::fd::AsFd;
use std::path::PathBuf;

use self::outlet::Outlet;
use tracing_subscriber::filter::{LevelFilter, ParseError};
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

/// What the modules of this program have in common.
const OWN: &str = "nutgraf";

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
///
/// A level alone is that of this program's own lines. Those of the libraries below are about frames and sockets, some
/// dozens for each call: they are logged up to `info`, unless directives ask for more.
pub fn parse_filter(filter: &str) -> Result<EnvFilter, ParseError> {
    match filter.trim().parse::<LevelFilter>() {
        Ok(level) if level > LevelFilter::INFO => EnvFilter::try_new(format!("info,{OWN}={level}")),
        _ => EnvFilter::try_new(filter),
    }
}

/// Logs from now on, for the life of the process, to standard error by way of the outlet that it gives.
pub fn start(format: LogFormat, filter: EnvFilter) -> io::Result<Outlet> {
    let outlet = to_stderr()?;
    let lines = lines(format, filter, outlet.clone());
    Registry::default().with(lines).init();
    Ok(outlet)
}

/// The same, and sends the spans of calls to a collector.
#[cfg(feature = "otlp")]
pub fn start_exporting(
    format: LogFormat,
    filter: EnvFilter,
    exporter: &otlp::Exporter,
) -> io::Result<Outlet> {
    let outlet = to_stderr()?;
    let lines = lines(format, filter, outlet.clone());
    let subscriber = Registry::default().with(lines);
    subscriber.with(exporter.layer()).init();
    Ok(outlet)
}

/// An outlet to standard error by a descriptor of its own: whoever else writes there does not wait for the log.
fn to_stderr() -> io::Result<Outlet> {
    Outlet::to(File::from(stderr().as_fd().try_clone_to_owned()?))
}

/// Log lines of what passes `filter`.
fn lines(format: LogFormat, filter: EnvFilter, outlet: Outlet) -> impl Layer<Registry> {
    let layer = layer().with_writer(outlet);
    match format {
        LogFormat::Human => layer.with_ansi(stderr().is_terminal()).boxed(),
        LogFormat::Json => layer.json().flatten_event(true).boxed(),
    }
    .with_filter(filter)
}

#[cfg(test)]
mod tests {
    use super::parse_filter;

    #[test]
    fn a_level_alone_is_that_of_the_programs_own_lines() {
        for (filter, expected) in [
            ("debug", "nutgraf=debug,info"),
            ("TRACE", "nutgraf=trace,info"),
            ("info", "info"),
            ("warn", "warn"),
            ("off", "off"),
            ("debug,h2=warn", "h2=warn,debug"),
            ("nutgraf=debug", "nutgraf=debug"),
        ] {
            let filter_used = parse_filter(filter).expect(filter);
            assert_eq!(filter_used.to_string(), expected, "{filter}");
        }
    }
}
