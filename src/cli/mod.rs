//! Floor 13: the `nutgraf` command. One file a subcommand: its flags, and what it does with them.

mod analyze;
mod batch;
mod completions;
mod eval;
mod files;
mod healthcheck;
mod input;
mod languages;
mod lines;
mod man;
mod options;
mod ordered;
mod report;
mod serve;
mod settings;
mod stderr;
mod stdout;

use std::env;
use std::process::ExitCode;

use self::settings::mistake::Mistake;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

/// Exit code for a command line, configuration or input that cannot be used (`EX_USAGE`).
pub const EXIT_USAGE: u8 = 64;

/// Extractive summaries and tags of news articles, over gRPC or on the command line.
#[derive(Debug, Parser)]
#[command(name = "nutgraf", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Analyze(analyze::Args),
    Batch(batch::Args),
    Eval(eval::Args),
    Languages(languages::Args),
    Serve(Box<serve::args::Args>),
    Healthcheck(healthcheck::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    let parsed = settings::parse(&Cli::command(), env::args_os().collect());
    let (cli, settings) = match parsed {
        Ok(settings) => match Cli::from_arg_matches(settings.matches()) {
            Ok(cli) => (cli, settings),
            Err(error) => return Mistake::from(error).report(),
        },
        Err(mistake) => return mistake.report(),
    };
    match cli.command {
        Command::Analyze(args) => analyze::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Languages(args) => languages::run(&args),
        Command::Serve(args) => serve::run(&args, &settings),
        Command::Healthcheck(args) => healthcheck::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
        Command::Man(args) => man::run(&args, Cli::command()),
    }
}
