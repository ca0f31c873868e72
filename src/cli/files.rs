//! Files of the command line: `-` is standard input or output, `.gz` is compressed.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use indicatif::{ProgressBar, ProgressStyle};

/// Bytes read or written at once.
const BUFFER: usize = 1 << 18;

/// Opens `path` for reading. The bar, drawn on a terminal only, follows the bytes of the file.
pub fn open(path: &Path) -> io::Result<(BufReader<Box<dyn Read + Send>>, ProgressBar)> {
    let (raw, bar): (Box<dyn Read + Send>, ProgressBar) = if is_dash(path) {
        let bar = ProgressBar::new_spinner();
        (Box::new(bar.wrap_read(io::stdin())), bar)
    } else {
        let file = File::open(path)?;
        let bar = ProgressBar::new(file.metadata()?.len()).with_style(style());
        (Box::new(bar.wrap_read(file)), bar)
    };
    let plain: Box<dyn Read + Send> = if is_gz(path) {
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, raw)))
    } else {
        raw
    };
    Ok((BufReader::with_capacity(BUFFER, plain), bar))
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {percent:>3}%  {binary_bytes_per_sec}  {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// A file that is being written.
pub enum Output {
    /// As it is.
    Plain(BufWriter<Box<dyn Write>>),
    /// Compressed.
    Gzip(GzEncoder<BufWriter<Box<dyn Write>>>),
}

impl Output {
    /// Creates `path`, or empties it.
    pub fn create(path: &Path) -> io::Result<Output> {
        let raw: Box<dyn Write> = match is_dash(path) {
            true => Box::new(io::stdout()),
            false => Box::new(File::create(path)?),
        };
        let raw = BufWriter::with_capacity(BUFFER, raw);
        Ok(match is_gz(path) {
            true => Output::Gzip(GzEncoder::new(raw, Compression::default())),
            false => Output::Plain(raw),
        })
    }

    /// Adds `line`, which ends with a line break.
    pub fn write(&mut self, line: &[u8]) -> io::Result<()> {
        match self {
            Output::Plain(file) => file.write_all(line),
            Output::Gzip(file) => file.write_all(line),
        }
    }

    /// Writes what is still held back.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Plain(mut file) => file.flush(),
            Output::Gzip(file) => file.finish()?.flush(),
        }
    }
}

/// Whether the two name one file that is there: to write the one would empty the other.
pub fn are_one(input: &Path, output: &Path) -> bool {
    let real = |path: &Path| (!is_dash(path)).then(|| path.canonicalize().ok()).flatten();
    real(input).is_some_and(|input| real(output) == Some(input))
}

/// What messages call a file that is read.
pub fn input_name(path: &Path) -> String {
    name(path, "standard input")
}

/// What messages call a file that is written.
pub fn output_name(path: &Path) -> String {
    name(path, "standard output")
}

fn name(path: &Path, dash: &str) -> String {
    match is_dash(path) {
        true => dash.to_owned(),
        false => path.display().to_string(),
    }
}

/// `error`, which says what it is about.
pub fn about(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {error}"))
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn is_gz(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}
