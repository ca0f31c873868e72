//! `nutgraf eval tags`: precision, recall and F1 of the first tags, and their cost.

use std::io::{self, Write};

use clap::value_parser;
use serde::{Deserialize, Serialize};

use super::{Common, Gold, check_any, each};
use crate::article::Limits;
use crate::cli::options::fraction;
use crate::engine::{Engine, Options};
use crate::evaluation::interval::Interval;
use crate::evaluation::keyphrases::{Hits, Keys};
use crate::evaluation::stopwatch::Stopwatch;
use crate::evaluation::tokens::Tokens;
use crate::fraction::Fraction;
use crate::tagging::tags::TagOptions;

/// How many of the first tags are looked at.
const CUTS: [usize; 3] = [5, 10, 15];

/// Measure tags against key phrases that readers named
#[derive(Debug, clap::Args)]
pub struct TagsArgs {
    #[command(flatten)]
    common: Common,

    /// The most tags of an article; fewer than 15 lower what the first 15 can find
    #[arg(long, value_name = "COUNT", default_value_t = 15, value_parser = value_parser!(u32).range(1..=1000))]
    max_tags: u32,

    /// From 0 (single words) to 1 (phrases) [default: what suits news]
    #[arg(long, value_name = "SHARE", value_parser = fraction)]
    style: Option<Fraction>,
}

#[derive(Deserialize)]
struct Phrases {
    keys: Vec<Wordings>,
}

/// A key: one wording, or several of which one is enough.
#[derive(Deserialize)]
#[serde(untagged)]
enum Wordings {
    One(String),
    Several(Vec<String>),
}

#[derive(Serialize)]
struct Report {
    articles: usize,
    cuts: Vec<Row>,
    /// The mean processor time of an article from its text to its tags.
    microseconds: f64,
}

/// The figures of the first `tags` tags, in percent.
#[derive(Serialize)]
struct Row {
    tags: usize,
    precision: Interval,
    recall: Interval,
    f1: Interval,
}

/// Measures and prints; returns how many lines could not be used.
pub fn run(args: &TagsArgs) -> io::Result<u64> {
    let options = Options {
        summary: None,
        tags: Some(TagOptions {
            max_tags: args.max_tags,
            style: args.style,
            ..TagOptions::default()
        }),
    };
    let mut hits: Vec<[Hits; 3]> = Vec::new();
    let mut seconds = 0.0;
    let failed = each(&args.common.file, |gold: &Gold<Phrases>| {
        if let Some((found, time)) = measure(gold, &options)? {
            hits.push(found);
            seconds += time;
        }
        Ok(())
    })?;
    let cuts = (0..).zip(CUTS).map(|(at, tags)| row(&hits, at, tags));
    let report = Report {
        articles: hits.len(),
        cuts: cuts.collect(),
        microseconds: 1e6 * seconds / hits.len().max(1) as f64,
    };
    check_any(report.articles, &args.common.file)?;
    args.common.write(&report, print)?;
    Ok(failed)
}

/// What the tags of one article find and the seconds they took; `None` where there is nothing to
/// find.
fn measure(gold: &Gold<Phrases>, options: &Options) -> Result<Option<([Hits; 3], f64)>, String> {
    let limits = Limits::default();
    let article = gold
        .article
        .parse(&limits)
        .map_err(|error| error.to_string())?;
    let watch = Stopwatch::start();
    let digest = Engine::new().digest(&article, options);
    let seconds = watch.seconds();
    let tokens = Tokens::of_phrases(digest.language.language);
    let wordings = gold.gold.keys.iter().map(|key| match key {
        Wordings::One(wording) => vec![wording.clone()],
        Wordings::Several(wordings) => wordings.clone(),
    });
    let keys = Keys::of(&wordings.collect::<Vec<_>>(), &tokens);
    if keys.is_empty() {
        return Ok(None);
    }
    let tags = digest.tags.unwrap_or_default();
    let texts = || tags.tags.iter().map(|tag| tag.text.as_str());
    Ok(Some((
        CUTS.map(|cut| keys.hits(texts(), cut, &tokens)),
        seconds,
    )))
}

fn row(hits: &[[Hits; 3]], at: usize, tags: usize) -> Row {
    let percent = |measure: fn(&Hits) -> f64| {
        let cut = hits.iter().filter_map(|cuts| cuts.get(at));
        Interval::of(&cut.map(|hits| 100.0 * measure(hits)).collect::<Vec<_>>())
    };
    Row {
        tags,
        precision: percent(|hits| hits.precision),
        recall: percent(|hits| hits.recall),
        f1: percent(|hits| hits.f1),
    }
}

fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Report {
        articles,
        microseconds,
        ..
    } = report;
    writeln!(
        out,
        "{articles} articles, {microseconds:.0} µs an article; percent with 95% interval"
    )?;
    writeln!(
        out,
        "{:<6}{:>25}{:>25}{:>25}",
        "tags", "precision", "recall", "F1"
    )?;
    for row in &report.cuts {
        let Row {
            tags,
            precision,
            recall,
            f1,
        } = row;
        writeln!(out, "{tags:<6}{precision:>25}{recall:>25}{f1:>25}")?;
    }
    Ok(())
}
