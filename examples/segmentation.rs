//! Measures sentence segmentation on texts whose sentences are known.
//!
//! ```text
//! cargo run --release --example segmentation -- FILE... [--errors N]
//! ```
//!
//! Each FILE has one JSON object a line, plain or gzipped: `{"lang": "en", "text": …, "sentences":
//! […]}`; with `"lossless": false` the line is skipped, because its sentences are not cut from its
//! text. For each language: the share of texts whose sentences are exactly right (blanks do
//! not count), and the F1 of the boundaries between sentences, for this crate and for
//! the rules of Unicode's annex 29 as icu_segmenter has them, and the speed of each. `--errors`
//! prints what differs in the first N texts that went wrong.

mod json_lines;

use std::collections::BTreeMap;
use std::hint::black_box;

use clap::Parser;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use nutgraf::evaluation::stopwatch::Stopwatch;
use nutgraf::text::language::Language;
use nutgraf::text::sentences::sentences;
use serde::Deserialize;

#[derive(Parser)]
struct Arguments {
    /// JSON lines with `lang`, `text` and `sentences`, plain or .gz.
    files: Vec<String>,
    /// Print so many texts that went wrong.
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Look at this language only.
    #[arg(long)]
    lang: Option<String>,
}

#[derive(Deserialize)]
struct Case {
    lang: String,
    text: String,
    sentences: Vec<String>,
    #[serde(default = "yes")]
    lossless: bool,
}

static EMPTY: String = String::new();

fn yes() -> bool {
    true
}

#[derive(Default)]
struct Tally {
    texts: u32,
    exact: u32,
    right: u32,
    found: u32,
    wanted: u32,
}

impl Tally {
    fn add(&mut self, found: &[String], wanted: &[String]) -> bool {
        let exact = found == wanted;
        let (found, wanted) = (boundaries(found), boundaries(wanted));
        self.texts += 1;
        self.exact += u32::from(exact);
        self.right += found.iter().filter(|at| wanted.contains(at)).count() as u32;
        self.found += found.len() as u32;
        self.wanted += wanted.len() as u32;
        exact
    }

    fn show(&self) -> String {
        let f1 = 2.0 * f64::from(self.right) / f64::from((self.found + self.wanted).max(1));
        let exact = 100.0 * f64::from(self.exact) / f64::from(self.texts.max(1));
        format!("{exact:6.1}% {f1:.3}")
    }
}

/// Where sentences end but the last, in characters.
fn boundaries(sentences: &[String]) -> Vec<usize> {
    let mut at = 0;
    let length = |sentence: &String| sentence.chars().count();
    let (_, inner) = sentences.split_last().unwrap_or((&EMPTY, &[]));
    inner
        .iter()
        .map(|sentence| {
            at += length(sentence);
            at
        })
        .collect()
}

/// Sentences without blanks: which blank stood where is not what is measured.
fn tidy<'a>(sentences: impl Iterator<Item = &'a str>) -> Vec<String> {
    sentences
        .map(|sentence| sentence.split_whitespace().collect::<String>())
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

fn ours(case: &Case) -> Vec<String> {
    let language = Language::of_code(&case.lang).unwrap_or_else(Language::undetermined);
    let found = sentences(&case.text, language);
    tidy(found.iter().map(|sentence| sentence.span.of(&case.text)))
}

fn unicode(case: &Case) -> Vec<String> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(&case.text).collect();
    let pieces = ends
        .windows(2)
        .filter_map(|pair| case.text.get(*pair.first()?..*pair.last()?));
    tidy(pieces)
}

/// The sentences that are in `these` and not in `those`.
fn only(these: &[String], those: &[String]) -> String {
    let rare = these.iter().filter(|sentence| !those.contains(sentence));
    rare.map(String::as_str).collect::<Vec<_>>().join(" ‖ ")
}

fn read(path: &str) -> Vec<Case> {
    let cases = json_lines::read(path).unwrap_or_else(|error| panic!("{error}"));
    let cases = cases.map(|case| case.unwrap_or_else(|error| panic!("{error}")));
    cases.filter(|case: &Case| case.lossless).collect()
}

/// Megabytes a second of processor time, over enough rounds to take a while.
fn speed(cases: &[Case], split: impl Fn(&Case) -> usize) -> f64 {
    let bytes: usize = cases.iter().map(|case| case.text.len()).sum();
    let rounds = 20_000_000 / bytes.max(1) + 1;
    let watch = Stopwatch::start();
    for _ in 0..rounds {
        for case in cases {
            black_box(split(case));
        }
    }
    (rounds * bytes) as f64 / 1e6 / watch.seconds()
}

fn main() {
    let mut arguments = Arguments::parse();
    for path in &arguments.files {
        let mut cases = read(path);
        cases.retain(|case| {
            arguments
                .lang
                .as_ref()
                .is_none_or(|lang| *lang == case.lang)
        });
        let mut tallies: BTreeMap<&str, [Tally; 2]> = BTreeMap::new();
        for case in &cases {
            let wanted = tidy(case.sentences.iter().map(String::as_str));
            let (ours, unicode) = (ours(case), unicode(case));
            let mut exact = true;
            for lang in [case.lang.as_str(), "all"] {
                let tally = tallies.entry(lang).or_default();
                exact = tally[0].add(&ours, &wanted);
                tally[1].add(&unicode, &wanted);
            }
            if !exact && arguments.errors > 0 {
                arguments.errors -= 1;
                println!("{} wanted {}", case.lang, only(&wanted, &ours));
                println!("{} found  {}\n", case.lang, only(&ours, &wanted));
            }
        }
        println!("{path}\nlang  texts  nutgraf: exact, F1   icu_segmenter: exact, F1");
        for (lang, [ours, unicode]) in &tallies {
            println!(
                "{lang:<4} {:>6}  {:>18}  {:>24}",
                ours.texts,
                ours.show(),
                unicode.show()
            );
        }
        let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        let ours = speed(&cases, |case| {
            let language = Language::of_code(&case.lang).unwrap_or_else(Language::undetermined);
            sentences(&case.text, language).len()
        });
        let unicode = speed(&cases, |case| segmenter.segment_str(&case.text).count());
        println!("MB/s         {ours:>18.0}  {unicode:>24.0}\n");
    }
}
