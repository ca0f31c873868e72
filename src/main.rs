//! The `nutgraf` command.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    nutgraf::cli::run()
}
