//! `nutgraf man`: the manual, made from the same words as `--help`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Command;
use clap_mangen::{Man, generate_to};

use super::EXIT_USAGE;
use super::stderr::tell;
use super::stdout::print;

/// Print the manual page, or write one for each command.
///
/// nutgraf man | man -l - shows it; nutgraf man /usr/local/share/man/man1 installs nutgraf.1,
/// nutgraf-serve.1 and so on.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the pages go, which is made if it is not there [default: that of nutgraf itself to standard output]
    #[arg(value_name = "DIRECTORY")]
    directory: Option<PathBuf>,
}

/// Prints the page of `command`, or writes those of all its subcommands too.
pub fn run(args: &Args, command: Command) -> ExitCode {
    let command = command.disable_help_subcommand(true);
    let Some(directory) = &args.directory else {
        let mut page = Vec::new();
        let rendered = Man::new(command).render(&mut page);
        return rendered.map_or_else(|error| failed(&error.to_string()), |()| print(&page));
    };
    let made = fs::create_dir_all(directory);
    match made.and_then(|()| generate_to(command, directory)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&format!("{}: {error}", directory.display())),
    }
}

fn failed(reason: &str) -> ExitCode {
    tell(format_args!("nutgraf: {reason}"));
    ExitCode::from(EXIT_USAGE)
}
