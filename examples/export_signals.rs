//! Writes the ranker's signals of every article of a JSONL file, for training.
//!
//! `export_signals FILE OUT BUDGETS [--bare]`: FILE has one `{"id", "lang", "title", "text"}` a
//! line and may be gzipped; BUDGETS is a list like `1,2,3`. `--bare` takes titles and paragraphs
//! away. Written are `OUT.jsonl` (the names of the signals, then a line an article: its sentences,
//! the numbers of those that are of the story, and the budget signals for each budget), `OUT.rows` (the signals of
//! the story's sentences, 32-bit floats) and `OUT.terms` (the sentences' vectors: for each a count, then pairs of term and
//! weight, 32 bits each).

mod articles;
mod json_lines;

use std::fs::File;
use std::io::{BufWriter, Write};

use nutgraf::article::{Article, Limits};
use nutgraf::document::Document;
use nutgraf::scoring::Aim;
use nutgraf::scoring::signals::{Signals, names};
use nutgraf::scoring::vectors::SentenceVectors;
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, out, budgets, flags @ ..] = arguments.as_slice() else {
        return Err("usage: export_signals FILE OUT BUDGETS [--bare]".into());
    };
    let budgets = budgets
        .split(',')
        .map(str::parse)
        .collect::<Result<Vec<usize>, _>>()?;
    let bare = flags.iter().any(|flag| flag == "--bare");
    let mut writer = Export::create(out)?;
    writeln!(writer.lines, "{}", json!({ "names": names() }))?;
    for given in json_lines::read(file)? {
        writer.article(&given?, &budgets, bare)?;
    }
    Ok(())
}

struct Export {
    lines: BufWriter<File>,
    rows: BufWriter<File>,
    terms: BufWriter<File>,
}

impl Export {
    fn create(out: &str) -> Result<Export, Failure> {
        let create = |kind: &str| File::create(format!("{out}.{kind}")).map(BufWriter::new);
        Ok(Export {
            lines: create("jsonl")?,
            rows: create("rows")?,
            terms: create("terms")?,
        })
    }

    fn article(&mut self, given: &Value, budgets: &[usize], bare: bool) -> Result<(), Failure> {
        let mut raw = articles::raw(given);
        let flat = raw.text.replace(['\n', '\r'], " ");
        if bare {
            (raw.title, raw.text) = ("", &flat);
        }
        let Ok(article) = Article::parse(raw, &Limits::default()) else {
            return Ok(());
        };
        let document = Document::of(&article);
        let vectors = SentenceVectors::of(&document);
        let signals = |sentences| Signals::of(&document, &vectors, Aim::of(sentences));
        let budget = |&sentences: &usize| {
            let signals = signals(sentences);
            signals.rows().next().map(|row| row[..2].to_vec())
        };
        let sentences = document.sentences().iter();
        let line = json!({
            "id": given.get("id"),
            "sentences": sentences.map(|s| document.sentence_text(s)).collect::<Vec<_>>(),
            "story": signals(1).story(),
            "budgets": budgets.iter().map(budget).collect::<Vec<_>>(),
        });
        writeln!(self.lines, "{line}")?;
        for value in signals(1).values() {
            self.rows.write_all(&value.to_le_bytes())?;
        }
        self.vectors(&vectors)
    }

    fn vectors(&mut self, vectors: &SentenceVectors) -> Result<(), Failure> {
        for vector in (0..vectors.count()).map(|at| vectors.vector(at)) {
            self.terms.write_all(&(vector.len() as u32).to_le_bytes())?;
            for (term, weight) in vector {
                self.terms.write_all(&term.0.to_le_bytes())?;
                self.terms.write_all(&weight.to_le_bytes())?;
            }
        }
        Ok(())
    }
}
