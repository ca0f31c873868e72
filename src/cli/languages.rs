//! `nutgraf languages`: what the engine has for which language.

use std::process::ExitCode;

use clap::ValueEnum;

use super::stdout::print;
use crate::support::{by_feature, by_language};

/// Print what the engine has for which language, as a table in Markdown.
///
/// `GetEngineInfo` tells the same over gRPC.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What a line of the table is.
    #[arg(long, value_name = "LINE", default_value = "language")]
    by: Line,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Line {
    /// A language, with what there is for it.
    Language,
    /// A thing that there may be for a language, with those that have it.
    Feature,
}

/// Prints the table.
pub fn run(args: &Args) -> ExitCode {
    let table = match args.by {
        Line::Language => by_language(),
        Line::Feature => by_feature(),
    };
    print(table.as_bytes())
}
