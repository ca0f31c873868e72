//! JSON lines, as the examples read them.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};

use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;

/// The values of a file with one a line, plain or with a name that ends in `.gz`; `-` is standard
/// input. Blank lines are skipped. An error names the line.
pub fn read<T: DeserializeOwned>(
    path: &str,
) -> Result<impl Iterator<Item = Result<T, Box<dyn Error>>>, Box<dyn Error>> {
    let named = path.to_owned();
    let source: Box<dyn Read> = match path {
        "-" => Box::new(stdin().lock()),
        _ => {
            let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
            match path.ends_with(".gz") {
                true => Box::new(MultiGzDecoder::new(file)),
                false => Box::new(file),
            }
        }
    };
    let lines = (1..).zip(BufReader::new(source).lines());
    let blank = |line: &String| line.trim().is_empty();
    let written = lines.filter(move |(_, line)| !line.as_ref().is_ok_and(blank));
    Ok(written.map(move |(number, line)| {
        let at = |error: &dyn Error| format!("{named}, line {number}: {error}");
        let line = line.map_err(|error| at(&error))?;
        Ok(serde_json::from_str(&line).map_err(|error| at(&error))?)
    }))
}
