//! `nutgraf eval summaries`: ROUGE, length, loose ends and cost of each method's summaries.

use std::io;

use clap::value_parser;
use serde::Deserialize;

use super::summary_report::{LooseEndRates, Report, Row, print};
use super::{Common, Gold, check_any, each};
use crate::article::{Article, Limits};
use crate::cli::options::{fraction, method};
use crate::document::Document;
use crate::engine::{Engine, Options};
use crate::evaluation::baselines::{clean_lead, oracle};
use crate::evaluation::interval::Interval;
use crate::evaluation::rouge::{Rouge, Tokenized, best};
use crate::evaluation::stopwatch::Stopwatch;
use crate::evaluation::tokens::Tokens;
use crate::fraction::Fraction;
use crate::scoring::Method;
use crate::selection::budget::Budget;
use crate::selection::cohesion::Links;
use crate::selection::leaning::LooseEnds;
use crate::selection::options::SummaryOptions;

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

    /// Whose taste counts, from 0 (a journalist's highlights) to 1 (what readers preferred: sentences
    /// that tell more) [default: 0.5 with --words, else 0]
    #[arg(long, value_name = "SHARE", value_parser = fraction)]
    reader_preference: Option<Fraction>,
}

#[derive(Deserialize)]
struct Summaries {
    summaries: Vec<String>,
}

/// A way to make summaries.
#[derive(Clone, Copy)]
enum Maker {
    Method(Method),
    CleanLead,
    Oracle,
}

/// What was measured of one way to make summaries, a value an article.
struct System {
    maker: Maker,
    rouge: Vec<Rouge>,
    words: u64,
    loose_ends: LooseEnds,
    seconds: f64,
}

/// Measures and prints; returns how many lines could not be used.
pub fn run(args: &SummariesArgs) -> io::Result<u64> {
    let wanted = SummaryOptions {
        budget: Budget {
            max_sentences: args.max_sentences.or(args.words.is_none().then_some(3)),
            max_words: args.words,
            ..Budget::default()
        },
        reader_preference: args.reader_preference,
        ..SummaryOptions::default()
    };
    let methods: Vec<Method> = match (&args.method[..], args.all_methods) {
        ([], true) => Method::all().collect(),
        ([], false) => Method::all().take(2).collect(),
        (named, _) => named.to_vec(),
    };
    let makers = methods.into_iter().map(Maker::Method);
    let makers = makers.chain([Maker::CleanLead, Maker::Oracle]);
    let mut systems: Vec<System> = makers.map(System::of).collect();
    let failed = each(&args.common.file, |gold: &Gold<Summaries>| {
        measure(&mut systems, gold, &wanted)
    })?;
    let report = Report {
        articles: systems.first().map_or(0, |system| system.rouge.len()),
        systems: systems.iter().map(System::row).collect(),
    };
    check_any(report.articles, &args.common.file)?;
    args.common.write(&report, print)?;
    Ok(failed)
}

fn measure(
    systems: &mut [System],
    gold: &Gold<Summaries>,
    wanted: &SummaryOptions,
) -> Result<(), String> {
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
    for system in systems {
        let watch = Stopwatch::start();
        let chosen = match system.maker {
            Maker::Method(method) => summarized(&article, method, wanted),
            Maker::CleanLead => clean_lead(&document, &wanted.budget),
            Maker::Oracle => oracle(&document, &wanted.budget, first, &tokens),
        };
        system.seconds += watch.seconds();
        let sentences = chosen.iter().filter_map(|&at| document.sentences().get(at));
        let sentences: Vec<String> = sentences
            .map(|sentence| one_line(document.sentence_text(sentence)))
            .collect();
        let summary = Tokenized::of(sentences.iter().map(String::as_str), &tokens);
        system.rouge.push(best(&summary, &references));
        let words = sentences.iter().flat_map(|text| text.split(' '));
        system.words += words.count() as u64;
        system.add(links.loose_ends(&chosen));
    }
    Ok(())
}

/// The numbers of the sentences that the engine chooses; from the text on, as a caller pays for it.
fn summarized(article: &Article, method: Method, wanted: &SummaryOptions) -> Vec<usize> {
    let options = Options {
        summary: Some(SummaryOptions {
            method,
            ..wanted.clone()
        }),
        tags: None,
    };
    let summary = Engine::new().digest(article, &options).summary;
    let chosen = summary.map(|summary| summary.chosen).unwrap_or_default();
    chosen.iter().map(|choice| choice.index as usize).collect()
}

/// `text` with its white space made single blanks: a line break would divide a sentence.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Maker {
    fn name(self) -> &'static str {
        match self {
            Maker::Method(method) => method.name(),
            Maker::CleanLead => "clean-lead",
            Maker::Oracle => "oracle",
        }
    }
}

impl System {
    fn of(maker: Maker) -> System {
        System {
            maker,
            rouge: Vec::new(),
            words: 0,
            loose_ends: LooseEnds::default(),
            seconds: 0.0,
        }
    }

    fn add(&mut self, ends: LooseEnds) {
        self.loose_ends.openings += ends.openings;
        self.loose_ends.quotes += ends.quotes;
        self.loose_ends.questions += ends.questions;
        self.loose_ends.names += ends.names;
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
        let a_hundred = |ends: u32| 100.0 * f64::from(ends) / count;
        Row {
            name: self.maker.name(),
            rouge1: percent(|rouge| rouge.one),
            rouge2: percent(|rouge| rouge.two),
            rouge_lsum: percent(|rouge| rouge.lsum),
            words: self.words as f64 / count,
            loose_ends: LooseEndRates {
                openings: a_hundred(self.loose_ends.openings),
                quotations: a_hundred(self.loose_ends.quotes),
                questions: a_hundred(self.loose_ends.questions),
                names: a_hundred(self.loose_ends.names),
            },
            microseconds: matches!(self.maker, Maker::Method(_))
                .then_some(1e6 * self.seconds / count),
        }
    }
}
