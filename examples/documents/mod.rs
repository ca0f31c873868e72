//! Documents, as the examples that export what is made of articles read them.

use std::error::Error;
use std::io::{BufWriter, Write, stdout};

use nutgraf::article::{Article, Limits};
use nutgraf::document::Document;
use serde_json::Value;

use super::{articles, json_lines};

/// Writes what `line` makes of each article of standard input, JSON lines of [`articles::raw`], a line each.
pub fn export(mut line: impl FnMut(&Document) -> Value) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for given in json_lines::read("-")? {
        let given = given?;
        let article = Article::parse(articles::raw(&given), &Limits::default())
            .map_err(|errors| format!("{errors:?}"))?;
        writeln!(out, "{}", line(&Document::of(&article)))?;
    }
    Ok(())
}
