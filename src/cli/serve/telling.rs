//! What the process tells of itself while it serves: log lines, and spans where it was built for them.

use std::io;

use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;

use super::args::Args;
use crate::telemetry;
#[cfg(feature = "otlp")]
use crate::telemetry::otlp::Exporter;

/// Log lines, and spans for a collector.
pub struct Telling {
    #[cfg(feature = "otlp")]
    exporter: Option<Exporter>,
}

#[cfg(not(feature = "otlp"))]
impl Telling {
    /// Logs from now on.
    pub fn start(args: &Args, filter: EnvFilter, _runtime: &Runtime) -> io::Result<Telling> {
        telemetry::start(args.logs.log_format, filter);
        Ok(Telling {})
    }

    /// Nothing is left to be sent.
    pub fn finish(self) {}
}

#[cfg(feature = "otlp")]
impl Telling {
    /// Logs from now on, and sends spans if there is a collector for them.
    pub fn start(args: &Args, filter: EnvFilter, runtime: &Runtime) -> io::Result<Telling> {
        let _within = runtime.enter();
        let collector = args.traces.collector().map_err(io::Error::other)?;
        let exporter = collector.as_ref().map(Exporter::new).transpose()?;
        match &exporter {
            Some(exporter) => telemetry::start_exporting(args.logs.log_format, filter, exporter),
            None => telemetry::start(args.logs.log_format, filter),
        }
        Ok(Telling { exporter })
    }

    /// Sends what is left.
    pub fn finish(self) {
        if let Some(exporter) = &self.exporter {
            exporter.finish();
        }
    }
}
