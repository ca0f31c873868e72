//! `nutgraf eval summaries`: ROUGE, length, loose ends and cost of each method's summaries.

use std::io::{self, Write};
use std::time::Instant;

use clap::value_parser;
use serde::{Deserialize, Serialize};

use super::{Common, Format, Gold, each};
use crate::article::Limits;
use crate::cli::options::method;
use crate::document::Document;
use crate::engine::{Engine, Options};
use crate::evaluation::baselines::{clean_lead, oracle};
use crate::evaluation::interval::Interval;
use crate::evaluation::rouge::{Rouge, Tokenized, best};
use crate::evaluation::tokens::Tokens;
use crate::scoring::Method;
use crate::selection::SummaryOptions;
use crate::selection::budget::Budget;
use crate::selection::cohesion::{Links, LooseEnds};

/// Measure summaries by ROUGE, beside clean LEAD and an oracle
#[derive(Debug, clap::Args)]
pub struct SummariesArgs {
    #[command(flatten)]
    common: Common,

    /// A method to measure; may be given several times [default: ranker and lead]
    #[arg(long, value_name = "METHOD", value_parser = method(), conflicts_with = "all_methods")]
    method: Vec<Method>,

    /// Measure every method
    #[arg(long)]
    all_methods: bool,

    /// The most sentences of a summary [default: 3 without --words, else no bound]
    #[arg(long, value_name = "COUNT", value_parser = value_parser!(u32).range(1..))]
    max_sentences: Option<u32>,

    /// The most words of a summary
    #[arg(long, value_name = "COUNT", value_parser = value_parser!(u32).range(1..))]
    words: Option<u32>,
}

#[derive(Deserialize)]
struct Summaries {
    summaries: Vec<String>,
}

/// What was measured of one way to make summaries, a value an article.
struct System {
    name: &'static str,
    method: Option<Method>,
    rouge: Vec<Rouge>,
    words: u64,
    loose_ends: u32,
    seconds: f64,
}

#[derive(Serialize)]
struct Report {
    articles: usize,
    systems: Vec<Row>,
}

/// The figures of a system: ROUGE F1 in percent.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    rouge1: Interval,
    rouge2: Interval,
    rouge_lsum: Interval,
    /// The mean length of a summary.
    words: f64,
    /// Dangling openings, broken quotations and unanswered questions of a hundred summaries.
    loose_ends: f64,
    /// The mean time of an article from its text to its summary, on one thread; none for baselines.
    microseconds: Option<f64>,
}

/// Measures and prints; returns how many lines could not be used.
pub fn run(args: &SummariesArgs) -> io::Result<u64> {
    let budget = Budget {
        max_sentences: args.max_sentences.or(args.words.is_none().then_some(3)),
        max_words: args.words,
        ..Budget::default()
    };
    let methods: Vec<Method> = match (&args.method[..], args.all_methods) {
        ([], true) => Method::all().collect(),
        ([], false) => Method::all().take(2).collect(),
        (named, _) => named.to_vec(),
    };
    let mut systems: Vec<System> = methods.into_iter().map(System::of).collect();
    systems.extend(["clean-lead", "oracle"].map(System::baseline));
    let failed = each(&args.common.file, |gold: &Gold<Summaries>| {
        measure(&mut systems, gold, &budget)
    })?;
    let report = Report {
        articles: systems.first().map_or(0, |system| system.rouge.len()),
        systems: systems.iter().map(System::row).collect(),
    };
    let mut out = io::stdout().lock();
    match args.common.format {
        Format::Text => print(&report, &mut out)?,
        Format::Json => writeln!(out, "{}", serde_json::to_string(&report)?)?,
    }
    Ok(failed)
}

fn measure(systems: &mut [System], gold: &Gold<Summaries>, budget: &Budget) -> Result<(), String> {
    let limits = Limits::default();
    let article = gold
        .article
        .parse(&limits)
        .map_err(|error| error.to_string())?;
    let document = Document::of(&article);
    let tokens = Tokens::of_rouge(document.language());
    let references = gold.gold.summaries.iter();
    let references: Vec<Tokenized> = references
        .map(|summary| Tokenized::of([summary.as_str()], &tokens))
        .collect();
    let [first, ..] = references.as_slice() else {
        return Err("no summary to compare with".to_owned());
    };
    let links = Links::of(&document);
    let engine = Engine::new();
    for system in systems {
        let started = Instant::now();
        let chosen: Vec<usize> = match (system.method, system.name) {
            (Some(method), _) => {
                // From the text on, as a caller pays for it.
                let summary = Some(SummaryOptions {
                    method,
                    budget: *budget,
                    ..SummaryOptions::default()
                });
                let digest = engine.digest(
                    &article,
                    &Options {
                        summary,
                        tags: None,
                    },
                );
                let chosen = digest
                    .summary
                    .map(|summary| summary.chosen)
                    .unwrap_or_default();
                chosen.iter().map(|choice| choice.index as usize).collect()
            }
            (None, "oracle") => oracle(&document, budget, first, &tokens),
            (None, _) => clean_lead(&document, budget),
        };
        system.seconds += started.elapsed().as_secs_f64();
        let sentences = chosen.iter().filter_map(|&at| document.sentences().get(at));
        let sentences: Vec<String> = sentences
            .map(|sentence| one_line(document.sentence_text(sentence)))
            .collect();
        let summary = Tokenized::of(sentences.iter().map(String::as_str), &tokens);
        system.rouge.push(best(&summary, &references));
        let words = sentences.iter().flat_map(|text| text.split(' '));
        system.words += words.count() as u64;
        system.loose_ends += total(links.loose_ends(&chosen));
    }
    Ok(())
}

/// `text` with its white space made single blanks: a line break would divide a sentence.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn total(ends: LooseEnds) -> u32 {
    ends.openings + ends.quotes + ends.questions
}

impl System {
    fn of(method: Method) -> System {
        System {
            method: Some(method),
            ..System::baseline(method.name())
        }
    }

    fn baseline(name: &'static str) -> System {
        System {
            name,
            method: None,
            rouge: Vec::new(),
            words: 0,
            loose_ends: 0,
            seconds: 0.0,
        }
    }

    fn row(&self) -> Row {
        let percent = |measure: fn(&Rouge) -> f64| {
            let values: Vec<f64> = self
                .rouge
                .iter()
                .map(|rouge| 100.0 * measure(rouge))
                .collect();
            Interval::of(&values)
        };
        let count = self.rouge.len().max(1) as f64;
        Row {
            name: self.name,
            rouge1: percent(|rouge| rouge.one),
            rouge2: percent(|rouge| rouge.two),
            rouge_lsum: percent(|rouge| rouge.lsum),
            words: self.words as f64 / count,
            loose_ends: 100.0 * f64::from(self.loose_ends) / count,
            microseconds: self.method.map(|_| 1e6 * self.seconds / count),
        }
    }
}

fn print(report: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{} articles; F1 in percent with its 95% interval",
        report.articles
    )?;
    writeln!(
        out,
        "{:<12}{:>22}{:>22}{:>22}{:>8}{:>12}{:>12}",
        "method", "ROUGE-1", "ROUGE-2", "ROUGE-Lsum", "words", "loose ends", "µs/article"
    )?;
    for row in &report.systems {
        let cell = |of: &Interval| format!("{:.2} [{:.2}, {:.2}]", of.mean, of.low, of.high);
        writeln!(
            out,
            "{:<12}{:>22}{:>22}{:>22}{:>8.1}{:>12.1}{:>12}",
            row.name,
            cell(&row.rouge1),
            cell(&row.rouge2),
            cell(&row.rouge_lsum),
            row.words,
            row.loose_ends,
            row.microseconds
                .map_or("-".to_owned(), |time| format!("{time:.0}"))
        )?;
    }
    Ok(())
}
