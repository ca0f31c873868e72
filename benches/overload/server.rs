//! The binary as a process of its own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::cores::{Core, pin};

/// A running server.
pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    /// With one worker, kept to `core`, and otherwise as it comes or as `flags` have it.
    pub fn start(core: Core, flags: &'static [&'static str]) -> Server {
        let start = move || {
            pin(core);
            Command::new(env!("CARGO_BIN_EXE_nutgraf"))
                .args(["serve", "--listen", "127.0.0.1:0", "--workers", "1"])
                .args(["--log-format", "json"])
                .args(flags)
                .stderr(Stdio::piped())
                .spawn()
                .expect("the command starts")
        };
        let mut process = thread::spawn(start).join().expect("it does not panic");
        let log = process.stderr.take().expect("it is piped");
        let mut lines = BufReader::new(log).lines().map_while(Result::ok);
        let address = lines.find_map(|line| address(&line)).expect("it listens");
        thread::spawn(move || lines.for_each(drop));
        Server { process, address }
    }

    /// Begins to look for the highest use of memory anew.
    pub fn forget_peak(&self) {
        let path = format!("/proc/{}/clear_refs", self.process.id());
        if let Err(error) = fs::write(path, "5") {
            eprintln!("memory is the highest since the start: {error}");
        }
    }

    /// The most memory that was in use since [`Server::forget_peak`], in MiB.
    pub fn peak_mebibytes(&self) -> f64 {
        let path = format!("/proc/{}/status", self.process.id());
        let status = fs::read_to_string(path).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
        let kibibytes: f64 = kibibytes.and_then(|n| n.parse().ok()).expect("a number");
        kibibytes / 1024.0
    }

    pub fn stop(mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ends");
    }
}

/// The address in the log's line that says where it listens.
fn address(line: &str) -> Option<String> {
    let entry: serde_json::Value = serde_json::from_str(line).ok()?;
    let told = entry["message"] == "listening";
    told.then(|| entry["address"].as_str().map(str::to_owned))?
}
