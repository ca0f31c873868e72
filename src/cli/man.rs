//! `nutgraf man`: the manual, made from the same words as `--help`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Command;
use clap_mangen::{Man, generate_to};

use super::EXIT_USAGE;

/// Print the manual page, or write one for each command.
///
/// nutgraf man | man -l - shows it; nutgraf man /usr/local/share/man/man1 installs nutgraf.1,
/// nutgraf-serve.1 and so on.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the pages go [default: that of nutgraf itself to standard output]
    #[arg(value_name = "DIRECTORY")]
    directory: Option<PathBuf>,
}

/// Prints the page of `command`, or writes those of all its subcommands too.
pub fn run(args: &Args, command: Command) -> ExitCode {
    let command = command.disable_help_subcommand(true);
    let written = match &args.directory {
        Some(directory) => generate_to(command, directory)
            .map_err(|error| format!("{}: {error}", directory.display())),
        None => page(command).map_err(|error| error.to_string()),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("nutgraf: {reason}");
            ExitCode::from(EXIT_USAGE)
        }
    }
}

fn page(command: Command) -> io::Result<()> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    // A reader that has seen enough, such as `head`, is no failure.
    let _ = io::stdout().write_all(&page);
    Ok(())
}
