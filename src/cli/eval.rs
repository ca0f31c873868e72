//! `nutgraf eval`: how good the engine's summaries and tags are, against what people wrote.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::summaries::SummariesArgs;
use self::tags::TagsArgs;
use super::EXIT_USAGE;
use super::files::{self, about, input_name};
use super::input::{ArticleInput, in_line};
use super::lines::Lines;
use super::stderr::tell;

mod summaries;
mod summary_report;
mod tags;

/// The longest line: the longest text with every character escaped, and room for its gold.
const LINE_BYTES: usize = 16 << 20;

/// Measure summaries or tags against gold.
///
/// The file has an article a line, {"id", "title", "text", "lang"}, with its gold: "summaries", a
/// list of texts, or "keys", a list of phrases or of lists of wordings. A line that cannot be used is
/// reported and left out. Exit code 0 when every line could be used, 1 when some could not, 64 when
/// there was nothing to measure or the file cannot be read to its end.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Summaries(SummariesArgs),
    Tags(TagsArgs),
}

/// How figures are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A table to read.
    Text,
    /// One JSON object.
    Json,
}

/// An article with its gold.
struct Gold<G> {
    article: ArticleInput,
    gold: G,
}

/// Measures and prints; tells on stderr which lines could not be used.
pub fn run(args: &Args) -> ExitCode {
    let result = match &args.what {
        What::Summaries(args) => summaries::run(args),
        What::Tags(args) => tags::run(args),
    };
    match result {
        Ok(failed) => ExitCode::from(u8::from(failed > 0)),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            tell(format_args!("nutgraf: {error}"));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

/// Whether anything of `path` was measured.
fn check_any(articles: usize, path: &Path) -> io::Result<()> {
    match articles {
        0 => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "{}: no article with gold that can be used",
                input_name(path)
            ),
        )),
        _ => Ok(()),
    }
}

/// Gives every article of `path` with its gold to `measure`; returns how many could not be used.
fn each<G: DeserializeOwned>(
    path: &Path,
    mut measure: impl FnMut(&Gold<G>) -> Result<(), String>,
) -> io::Result<u64> {
    let name = input_name(path);
    let (input, bar) = files::open(path).map_err(|error| about(&name, &error))?;
    let mut failed = 0;
    for line in Lines::new(input, LINE_BYTES) {
        let number = line.number;
        let bytes = line.read(&name)?;
        let read = |bytes: Vec<u8>| -> Result<Gold<G>, serde_json::Error> {
            Ok(Gold {
                article: serde_json::from_slice(&bytes)?,
                gold: serde_json::from_slice(&bytes)?,
            })
        };
        let gold = bytes.and_then(|bytes| read(bytes).map_err(|error| in_line(&error)));
        if let Err(reason) = gold.and_then(|gold| measure(&gold)) {
            failed += 1;
            bar.suspend(|| tell(format_args!("{name}:{number}: {reason}")));
        }
    }
    bar.finish_and_clear();
    Ok(failed)
}

/// The file to measure on and the form of the answer; common to both measures.
#[derive(Debug, clap::Args)]
struct Common {
    /// The articles with their gold, one a line: a file, plain or .gz, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// How the figures are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

impl Common {
    /// Writes `report` to standard output, by `print` where it is to be read.
    fn write<R: Serialize>(
        &self,
        report: &R,
        print: impl Fn(&R, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match self.format {
            Format::Text => print(report, &mut out),
            Format::Json => writeln!(out, "{}", serde_json::to_string(report)?),
        }
    }
}
