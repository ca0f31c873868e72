//! `nutgraf batch`: many articles, on all cores, in order, in bounded memory.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Instant;

use serde::Serialize;
use serde_json::Value;

use super::EXIT_USAGE;
use super::files::{self, Output, about, input_name, output_name};
use super::input::{ArticleInput, InputError, MOST_BYTES};
use super::lines::{Line, Lines};
use super::options::{SummaryFlags, TagFlags};
use super::ordered::ordered;
use super::stderr::tell;
use crate::article::Limits;
use crate::engine::{Engine, Options};

/// Summarize and tag the articles of a JSONL file.
///
/// Each line of the input is an article: {"id", "title", "text", "lang"}, of which only the text
/// must be there; other fields are ignored. Each line of the output is
/// {"id", "sentences": [...], "tags": [...]}, in the order of the input. A line that cannot be used
/// is reported with its number and left out; the others go on. Exit code 0 when every line could be
/// used, 1 when some could not, 64 when a file cannot be opened, read or written.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The articles, one a line: a file, plain or .gz, or - for standard input
    #[arg(long, value_name = "FILE")]
    input: PathBuf,

    /// Where the results go: a file, plain or .gz, or - for standard output
    #[arg(long, value_name = "FILE")]
    output: PathBuf,

    /// How many threads compute [default: as many as there are cores]
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    #[command(flatten)]
    summary: SummaryFlags,

    #[command(flatten)]
    tags: TagFlags,
}

/// A line of the output.
#[derive(Serialize)]
struct Record<'a> {
    id: &'a Value,
    sentences: Vec<&'a str>,
    tags: Vec<&'a str>,
}

/// How many articles were read, and how many of them could not be used.
#[derive(Default)]
struct Tally {
    articles: u64,
    failed: u64,
}

/// Reads, computes and writes; tells on stderr how it went.
pub fn run(args: &Args) -> ExitCode {
    let started = Instant::now();
    match convert(args) {
        Ok(tally) => {
            let seconds = started.elapsed().as_secs_f64();
            let Tally { articles, failed } = tally;
            let speed = articles as f64 / seconds;
            tell(format_args!(
                "{articles} articles, {failed} failed, in {seconds:.2} s: {speed:.0} docs/s"
            ));
            ExitCode::from(u8::from(failed > 0))
        }
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            tell(format_args!("nutgraf: {error}"));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

fn convert(args: &Args) -> io::Result<Tally> {
    let (input_name, output_name) = (input_name(&args.input), output_name(&args.output));
    let unwritable = |error| about(&output_name, &error);
    let (input, bar) = files::open(&args.input).map_err(|error| about(&input_name, &error))?;
    if files::are_one(&args.input, &args.output) {
        let reason = "it is the input, which writing would empty";
        return Err(io::Error::other(format!("{output_name}: {reason}")));
    }
    let mut output = Output::create(&args.output).map_err(unwritable)?;
    let options = Options {
        summary: Some(args.summary.options(false, false)),
        tags: Some(args.tags.options(false)),
    };
    let engine = Engine::new();
    let limits = Limits::default();
    let cores = || available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or_else(cores, usize::from);
    let mut tally = Tally::default();
    let answered = |bytes: Vec<u8>| record(&bytes, &engine, &options, &limits);
    let work = |line: Line| {
        let (number, bytes) = (line.number, line.read(&input_name));
        (number, bytes.map(|bytes| bytes.and_then(answered)))
    };
    let sink = |(number, record): (u64, io::Result<Result<Vec<u8>, String>>)| {
        let record = record?;
        tally.articles += 1;
        match record {
            Ok(line) => output.write(&line).map_err(unwritable),
            Err(reason) => {
                tally.failed += 1;
                bar.suspend(|| tell(format_args!("{input_name}:{number}: {reason}")));
                Ok(())
            }
        }
    };
    let ended = ordered(Lines::new(input, MOST_BYTES), threads, work, sink);
    bar.finish_and_clear();
    // What was done before the input broke off is kept.
    output.finish().map_err(unwritable)?;
    ended.map(|()| tally)
}

/// The line of the output that answers a line of the input, or what is wrong with that.
fn record(
    bytes: &[u8],
    engine: &Engine,
    options: &Options,
    limits: &Limits,
) -> Result<Vec<u8>, String> {
    let answer = || -> Result<Vec<u8>, InputError> {
        let input = ArticleInput::from_line(bytes)?;
        let digest = engine.digest(&input.parse(limits)?, options);
        let (summary, tags) = (
            digest.summary.unwrap_or_default(),
            digest.tags.unwrap_or_default(),
        );
        let mut json = serde_json::to_vec(&Record {
            id: &input.id,
            sentences: summary
                .chosen
                .iter()
                .map(|sentence| sentence.text)
                .collect(),
            tags: tags.tags.iter().map(|tag| tag.text.as_str()).collect(),
        })?;
        json.push(b'\n');
        Ok(json)
    };
    answer().map_err(|error| error.to_string())
}
