//! What a command prints on standard output.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use super::EXIT_USAGE;
use super::stderr::tell;

/// Prints `answer`; gives the exit code of a command that has nothing else to do. A reader that has seen
/// enough, such as `head`, is no failure; an answer that cannot be kept, on a full disk, is.
pub fn print(answer: &[u8]) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(answer).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            tell(format_args!("nutgraf: standard output: {error}"));
            ExitCode::from(EXIT_USAGE)
        }
        _ => ExitCode::SUCCESS,
    }
}
