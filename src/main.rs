//! The `nutgraf` command.
#![forbid(unsafe_code)]

use std::process::ExitCode;

/// Faster than the system's on many small allocations from several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    nutgraf::cli::run()
}
