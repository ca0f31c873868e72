//! `nutgraf completions`: what a shell needs to complete the command's options.

use std::process::ExitCode;

use clap::Command;
use clap_complete::{Shell, generate};

use super::stdout::print;

/// Print what a shell needs to complete this command.
///
/// For bash: nutgraf completions bash > /etc/bash_completion.d/nutgraf. For zsh put the output into a file
/// _nutgraf in a directory of $fpath, for fish into ~/.config/fish/completions/nutgraf.fish.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script for `command`.
pub fn run(args: &Args, mut command: Command) -> ExitCode {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    generate(args.shell, &mut command, name, &mut script);
    print(&script)
}
