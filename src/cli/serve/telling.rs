//! What the process tells of itself while it serves: log lines, and spans where it was built for them.

use std::io;

use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;

use super::args::Args;
use crate::telemetry;
#[cfg(feature = "otlp")]
use crate::telemetry::otlp::Exporter;
use crate::telemetry::outlet::Outlet;

/// Log lines, and spans for a collector.
pub struct Telling {
    log: Outlet,
    #[cfg(feature = "otlp")]
    exporter: Option<Exporter>,
}

impl Telling {
    /// Where log lines go.
    pub fn log(&self) -> &Outlet {
        &self.log
    }
}

#[cfg(not(feature = "otlp"))]
impl Telling {
    /// Logs from now on.
    pub fn start(args: &Args, filter: EnvFilter, _runtime: &Runtime) -> io::Result<Telling> {
        let log = telemetry::start(args.logs.log_format, filter)?;
        Ok(Telling { log })
    }

    /// Writes what is left.
    pub fn finish(self) {
        self.log.finish();
    }
}

#[cfg(feature = "otlp")]
impl Telling {
    /// Logs from now on, and sends spans if there is a collector for them.
    pub fn start(args: &Args, filter: EnvFilter, runtime: &Runtime) -> io::Result<Telling> {
        let _within = runtime.enter();
        let collector = args.traces.collector().map_err(io::Error::other)?;
        let exporter = collector.as_ref().map(Exporter::new).transpose()?;
        let format = args.logs.log_format;
        let log = match &exporter {
            Some(exporter) => telemetry::start_exporting(format, filter, exporter)?,
            None => telemetry::start(format, filter)?,
        };
        Ok(Telling { log, exporter })
    }

    /// Sends and writes what is left.
    pub fn finish(self) {
        if let Some(exporter) = &self.exporter {
            exporter.finish();
        }
        self.log.finish();
    }
}
