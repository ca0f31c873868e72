//! The process as Linux sees it: memory, processor time, open files; and what its log lost. Read when it is asked for.

use std::fmt;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;

use crate::telemetry::outlet::lost_lines;

/// Clock ticks a second in `/proc`; the same on every Linux.
const TICKS: f64 = 100.0;

/// Measures the process; only the log where there is no `/proc`.
#[derive(Debug)]
pub struct Process {
    start: f64,
}

impl Process {
    /// A process that began about now.
    pub fn new() -> Process {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Process {
            start: since.map_or(0.0, |since| since.as_secs_f64()),
        }
    }
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), fmt::Error> {
        gauge(
            &mut encoder,
            "process_start_time_seconds",
            "When the process began, since 1970",
            self.start,
        )?;
        if let Some(bytes) = resident_bytes() {
            gauge(
                &mut encoder,
                "process_resident_memory_bytes",
                "Memory in use",
                bytes,
            )?;
        }
        if let Ok(open) = fs::read_dir("/proc/self/fd") {
            gauge(
                &mut encoder,
                "process_open_fds",
                "Open files and sockets",
                open.count() as f64,
            )?;
        }
        if let Some(most) = most_files() {
            let help = "Open files and sockets at most";
            gauge(&mut encoder, "process_max_fds", help, most)?;
        }
        if let Some(seconds) = processor_seconds() {
            let help = "Processor time used";
            counter(&mut encoder, "process_cpu_seconds", help, seconds)?;
        }
        let help = "Lines of the log that were left out because it was not read in time";
        let lost = lost_lines() as f64;
        counter(&mut encoder, "nutgraf_log_lines_lost", help, lost)
    }
}

/// One gauge with its value; `help` comes without a full stop, as where metrics are registered.
pub fn gauge(
    encoder: &mut DescriptorEncoder,
    name: &str,
    help: &str,
    value: f64,
) -> Result<(), fmt::Error> {
    metric(encoder, name, help, &ConstGauge::new(value))
}

/// The same for what only grows.
fn counter(
    encoder: &mut DescriptorEncoder,
    name: &str,
    help: &str,
    value: f64,
) -> Result<(), fmt::Error> {
    metric(encoder, name, help, &ConstCounter::new(value))
}

fn metric(
    encoder: &mut DescriptorEncoder,
    name: &str,
    help: &str,
    metric: &impl EncodeMetric,
) -> Result<(), fmt::Error> {
    let help = format!("{help}.");
    metric.encode(encoder.encode_descriptor(name, &help, None, metric.metric_type())?)
}

/// The soft limit; none if there is no bound.
fn most_files() -> Option<f64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn resident_bytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes * 1024.0)
}

/// Fields 14 and 15 of `/proc/self/stat`, counted after the command's name, which may hold blanks.
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: Vec<f64> = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|t| t.parse().ok())
        .collect();
    (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / TICKS)
}
