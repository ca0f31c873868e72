//! `nutgraf analyze`: one article, for a person to read or as the API would answer.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::EXIT_USAGE;
use super::files::input_name;
use super::input::{ArticleInput, MOST_BYTES};
use super::options::{SummaryFlags, TagFlags};
use super::report::report;
use super::stderr::tell;
use super::stdout::print;
use crate::article::{Article, Limits};
use crate::engine::{Digest, Engine, Options};
use crate::grpc::convert::response;
use crate::grpc::json;
use crate::text::offsets::OffsetEncoding;

/// Summarize and tag one article.
///
/// The article is a text file, or JSON: {"title", "text"}, or a request of the API, which has that as
/// its "article". Paragraphs are separated by blank lines or by line breaks.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The article: a file, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// How to answer: for a person, or as grpcurl prints the answer of AnalyzeArticle
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// The headline [default: the one of the file, if it is JSON]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// The language as a BCP-47 tag, for example en or pt-BR [default: detected]
    #[arg(long, value_name = "TAG")]
    language: Option<String>,

    /// Show the evidence behind each score
    #[arg(long)]
    explain: bool,

    /// Show every sentence with its score, chosen or not
    #[arg(long)]
    all_sentences: bool,

    /// What the offsets in JSON count
    #[arg(long, value_name = "UNIT", default_value = "code-points")]
    offsets: OffsetFlag,

    #[command(flatten)]
    summary: SummaryFlags,

    #[command(flatten)]
    tags: TagFlags,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OffsetFlag {
    CodePoints,
    Utf8,
    Utf16,
}

/// Reads the article and prints what the engine has to say of it.
pub fn run(args: &Args) -> ExitCode {
    match answer(args) {
        Ok(text) => print(format!("{text}\n").as_bytes()),
        Err(reason) => {
            tell(format_args!(
                "nutgraf: {}: {reason}",
                input_name(&args.file)
            ));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

fn answer(args: &Args) -> Result<String, String> {
    let bytes = read(&args.file).map_err(|error| error.to_string())?;
    let mut input = ArticleInput::from_file(&bytes).map_err(|error| error.to_string())?;
    input.title = args.title.clone().or(input.title);
    input.lang = args.language.clone().or(input.lang);
    let article = input
        .parse(&Limits::default())
        .map_err(|error| error.to_string())?;
    let options = Options {
        summary: Some(args.summary.options(args.explain, args.all_sentences)),
        tags: Some(args.tags.options(args.explain)),
    };
    let digest = Engine::new().digest(&article, &options);
    Ok(match args.format {
        Format::Text => report(&article, &digest),
        Format::Json => as_json(&article, digest, args.offsets),
    })
}

fn as_json(article: &Article, digest: Digest, offsets: OffsetFlag) -> String {
    let encoding = match offsets {
        OffsetFlag::CodePoints => OffsetEncoding::CodePoints,
        OffsetFlag::Utf8 => OffsetEncoding::Utf8,
        OffsetFlag::Utf16 => OffsetEncoding::Utf16,
    };
    json::analysis(&response::analysis(article, digest, encoding))
}

/// What is in a file, or comes from standard input, as long as an article may be that long.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let bound = MOST_BYTES as u64 + 1;
    match path.as_os_str() == "-" {
        true => io::stdin().take(bound).read_to_end(&mut bytes)?,
        false => File::open(path)?.take(bound).read_to_end(&mut bytes)?,
    };
    match bytes.len() > MOST_BYTES {
        true => Err(io::Error::other(format!(
            "there are more than {MOST_BYTES} bytes in it, which no article has"
        ))),
        false => Ok(bytes),
    }
}
