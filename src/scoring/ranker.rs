//! The default method: several signs of an important sentence, weighed together.
//!
//! Position, likeness to the article's centroid, words shared with the title, the frequency of its
//! terms, and length, after Edmundson, "New Methods in Automatic Extracting", JACM 1969, and Radev
//! et al., "Centroid-based summarization of multiple documents", IP&M 2004.

use super::scores::{Scores, Signal};
use super::vectors::SentenceVectors;
use super::{Aim, Card};
use crate::document::{Document, Sentence};
use crate::fraction::Fraction;
use crate::text::terms::PerTerm;

pub(super) const CARD: Card = Card {
    name: "ranker",
    description: "Weighs position, centrality, title, frequency and length.",
    reference: "Edmundson, New Methods in Automatic Extracting, JACM 1969",
    diversity: Fraction::clamped(0.2),
    score,
};

const NAMES: [&str; 5] = ["position", "centrality", "title", "frequency", "length"];
const WEIGHTS: [f32; 5] = [1.0, 0.5, 0.3, 0.3, 0.3];

fn score(document: &Document, aim: Aim) -> Scores {
    let rows = rows(document);
    let weighed = |row: &[f32; 5]| row.iter().zip(WEIGHTS).map(|(x, w)| f64::from(x * w)).sum();
    let scores = Scores::scaled(&rows.iter().map(weighed).collect::<Vec<f64>>());
    if !aim.explain {
        return scores;
    }
    let whole = WEIGHTS.iter().sum::<f32>();
    let explained = rows.iter().map(|row| {
        let parts = NAMES.iter().zip(row.iter().zip(WEIGHTS));
        let signal = |(&name, (&value, weight)): (&&'static str, (&f32, f32))| Signal {
            name,
            value,
            contribution: value * weight / whole,
        };
        parts.map(signal).collect()
    });
    scores.with_signals(explained.collect())
}

fn rows(document: &Document) -> Vec<[f32; 5]> {
    let vectors = SentenceVectors::of(document);
    let mut centroid = PerTerm::<f32>::new(document.terms());
    for at in 0..vectors.count() {
        for &(term, weight) in vectors.vector(at) {
            centroid.update(term, |sum| *sum += weight);
        }
    }
    let norm = centroid
        .iter()
        .map(|(_, sum)| sum * sum)
        .sum::<f32>()
        .sqrt();
    let occurrences = document.counts().iter().map(|(_, count)| count.occurrences);
    let most = occurrences.max().unwrap_or(0);
    let mut before = 0.0;
    let sentences = document.sentences().iter().enumerate();
    let row = |(at, sentence): (usize, &Sentence)| {
        let vector = vectors.vector(at).iter();
        let alike = vector.map(|&(term, weight)| weight * centroid.of(term));
        let words = document.words_of(sentence).len() as f32;
        let position = 1.0 / (1.0_f32 + before).sqrt();
        if !sentence.boilerplate && words >= 5.0 {
            before += 1.0;
        }
        [
            position,
            alike.sum::<f32>() / norm.max(f32::MIN_POSITIVE),
            title_overlap(document, sentence),
            frequency(document, sentence, most),
            (words / 20.0).min(1.0),
        ]
    };
    sentences.map(row).collect()
}

/// The share of the title's content words that the sentence has.
fn title_overlap(document: &Document, sentence: &Sentence) -> f32 {
    let title = || document.title_words().iter().filter(|word| word.content);
    let content = document.content_of(sentence);
    let shared = title().filter(|word| content.contains(&word.term)).count();
    shared as f32 / title().count().max(1) as f32
}

/// How often the sentence's terms stand in the article, on average, against the most frequent one.
fn frequency(document: &Document, sentence: &Sentence, most: u32) -> f32 {
    let counts = document.counts();
    let content = document.content_of(sentence);
    let sum: f32 = content
        .iter()
        .map(|&term| counts.of(term).occurrences as f32)
        .sum();
    sum / content.len().max(1) as f32 / most.max(1) as f32
}
