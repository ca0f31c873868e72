//! Summarizes the articles of a JSONL file with ranker models that are not built in, for
//! cross-validation: `rank MODELS FILE SIZE [--bare] [--words] [--readers=SHARE]`.
//!
//! MODELS is a directory of `single.trees`, `english.trees`, `news.trees` and `coverage.trees`. FILE has one
//! `{"id", "lang", "title", "text"}` a line and may be gzipped; SIZE is in sentences, or with `--words`
//! in words; `--bare` takes titles and paragraphs away; SHARE is what readers preferred counts for, in
//! [0, 1]. Printed is one `{"id", "sentences"}` a line.

mod articles;
mod json_lines;
mod models;

use std::io::Write;

use nutgraf::article::{Article, Limits};
use nutgraf::document::Document;
use nutgraf::fraction::Fraction;
use nutgraf::scoring::Aim;
use nutgraf::scoring::ranker::Ranker;
use nutgraf::selection::budget::Budget;
use nutgraf::selection::options::SummaryOptions;
use nutgraf::selection::select;
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [models, file, size, flags @ ..] = arguments.as_slice() else {
        return Err("usage: rank MODELS FILE SIZE [--bare] [--words] [--readers=SHARE]".into());
    };
    let ranker = models::ranker(models)?;
    let given = |wanted: &str| flags.iter().any(|flag| flag == wanted);
    let (size, bare) = (Some(size.parse()?), given("--bare"));
    let budget = if given("--words") {
        Budget {
            max_words: size,
            ..Budget::default()
        }
    } else {
        Budget {
            max_sentences: size,
            ..Budget::default()
        }
    };
    let readers = flags
        .iter()
        .find_map(|flag| flag.strip_prefix("--readers="));
    let options = SummaryOptions {
        budget,
        reader_preference: readers.map(str::parse).transpose()?.map(Fraction::clamped),
        ..SummaryOptions::default()
    };
    let mut out = std::io::stdout().lock();
    for given in json_lines::read::<Value>(file)? {
        let given = given?;
        let chosen = summarize(&ranker, &given, &options, bare);
        writeln!(
            out,
            "{}",
            json!({ "id": given.get("id"), "sentences": chosen })
        )?;
    }
    Ok(())
}

/// The summary's sentences; none for an article without text.
fn summarize(ranker: &Ranker, given: &Value, options: &SummaryOptions, bare: bool) -> Vec<String> {
    let mut raw = articles::raw(given);
    let flat = raw.text.replace(['\n', '\r'], " ");
    if bare {
        (raw.title, raw.text) = ("", &flat);
    }
    let Ok(article) = Article::parse(raw, &Limits::default()) else {
        return Vec::new();
    };
    let document = Document::of(&article);
    let aim = Aim {
        reader_preference: options.reader_preference(&document),
        ..Aim::of(options.budget.expected_sentences(&document))
    };
    let summary = select(&document, &ranker.score(&document, aim), options);
    let texts = summary.chosen.iter().map(|choice| choice.text.to_owned());
    texts.collect()
}
