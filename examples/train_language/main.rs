//! Trains the model by which languages of one script are told apart, and measures it.
//!
//! ```text
//! cargo run --release --example train_language -- src/text/detection/model.bin \
//!     SENTENCES.jsonl.gz declaration.jsonl django.jsonl articles.jsonl
//! ```
//!
//! Lines are `{"lang": "af", "text": "..."}`; `training/language_texts.py` gathers the last three
//! files. Five models, each made without a fifth of SENTENCES, judge that fifth: that gives the
//! accuracies printed, the calibration of the confidence, and OUT.predictions (gold, predicted and
//! confidence of every line of SENTENCES, in order). The model written is made of everything.

mod calibration;
mod corpus;
mod counts;
mod file;
#[path = "../json_lines/mod.rs"]
mod json_lines;
mod report;

use std::collections::BTreeMap;

use corpus::{Line, first_words, read_lines};
use counts::Counts;
use nutgraf::text::detection::COEFFICIENTS;
use nutgraf::text::detection::model::Model;
use report::Prediction;

/// Parts of the sentences, each judged by a model made without it.
const FOLDS: usize = 5;
/// Lines of languages that the model does not know, for each part: one detection in ten.
const STRANGERS: usize = 130;
/// Sentences of a text that is as long as the beginning of an article.
const ARTICLE: usize = 5;
/// Words to which the sentences are cut, to see how short texts fare.
const CUTS: [usize; 4] = [1, 2, 3, 5];
/// What an n-gram of another text counts, compared with one of the sentences.
const OTHER_TEXT: f32 = 0.4;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, sentences, others @ ..] = arguments.as_slice() else {
        panic!("usage: train_language OUT.bin SENTENCES.jsonl.gz [TEXTS.jsonl ...]");
    };
    let sentences = read_lines(sentences);
    let others: Vec<Line> = others.iter().flat_map(|path| read_lines(path)).collect();
    let mut common = Counts::default();
    for line in &others {
        common.add(&line.language, &line.text, OTHER_TEXT);
    }

    let mut samples = Vec::new();
    let mut of_articles = Vec::new();
    let mut of_cuts = CUTS.map(|_| Vec::new());
    let mut predictions: BTreeMap<usize, Prediction> = BTreeMap::new();
    let folds: Vec<Vec<u8>> = (0..FOLDS)
        .map(|fold| {
            train(
                &common,
                kept(&sentences, |at| at % FOLDS != fold),
                [0.0; COEFFICIENTS],
            )
        })
        .collect();
    for (fold, bytes) in folds.iter().enumerate() {
        let model = Model::parse(bytes).expect("the model was written just now");
        let held_out: Vec<&Line> = kept(&sentences, |at| at % FOLDS == fold).collect();
        samples.extend(calibration::samples(&model, &held_out));
        let strangers = others.iter().filter(|line| line.language == "und");
        let share: Vec<&Line> = strangers.skip(fold * STRANGERS).take(STRANGERS).collect();
        samples.extend(calibration::samples(&model, &share));
    }
    let coefficients = calibration::fit(&samples);
    println!("calibration: {coefficients:?}");
    for fold in 0..FOLDS {
        let kept_lines = kept(&sentences, |at| at % FOLDS != fold);
        let bytes = train(&common, kept_lines, coefficients);
        let model = Model::parse(&bytes).expect("the model was written just now");
        let held_out = kept(&sentences, |at| at % FOLDS == fold);
        for (language, text) in articles(held_out) {
            of_articles.push(Prediction::new(&language, model.detect(&text)));
        }
        for (at, line) in sentences
            .iter()
            .enumerate()
            .filter(|(at, _)| at % FOLDS == fold)
        {
            for (words, found) in CUTS.iter().zip(&mut of_cuts) {
                let detection = model.detect(&first_words(&line.text, *words));
                found.push(Prediction::new(&line.language, detection));
            }
            let detection = model.detect(&line.text);
            predictions.insert(at, Prediction::new(&line.language, detection));
        }
    }
    println!("Sentences:");
    report::print(predictions.values());
    for (words, found) in CUTS.iter().zip(&of_cuts) {
        println!("Their first {words} words:");
        report::print(found.iter());
    }
    println!("{ARTICLE} sentences of a language in a row:");
    report::print(of_articles.iter());
    calibration::print(&samples, &coefficients);
    report::write(&format!("{out}.predictions"), predictions.values());

    let bytes = train(&common, sentences.iter(), coefficients);
    std::fs::write(out, &bytes).expect("the model can be written");
    println!("{out}: {} bytes", bytes.len());
}

/// The lines of each language in a row, as texts of [`ARTICLE`] lines.
fn articles<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<(String, String)> {
    let mut by_language: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in lines {
        by_language
            .entry(&line.language)
            .or_default()
            .push(&line.text);
    }
    let texts = |(language, lines): (&str, Vec<&str>)| {
        let chunks = lines.chunks(ARTICLE).map(|lines| lines.join(" "));
        chunks
            .map(|text| (language.to_owned(), text))
            .collect::<Vec<_>>()
    };
    by_language.into_iter().flat_map(texts).collect()
}

fn kept(lines: &[Line], keep: impl Fn(usize) -> bool) -> impl Iterator<Item = &Line> {
    let numbered = lines.iter().enumerate();
    numbered
        .filter(move |(at, _)| keep(*at))
        .map(|(_, line)| line)
}

fn train<'l>(
    common: &Counts,
    lines: impl Iterator<Item = &'l Line>,
    coefficients: [f32; COEFFICIENTS],
) -> Vec<u8> {
    let mut counts = common.clone();
    for line in lines {
        counts.add(&line.language, &line.text, 1.0);
    }
    file::write(&counts, coefficients)
}
