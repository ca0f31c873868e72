//! How much a sentence is like the rest of the article.
//!
//! Sums of cosines are taken without looking at pairs: the sum of a sentence's cosines to a set of
//! others is its product with the sum of their vectors, so one pass over the terms is enough.
//! Directed sums follow Zheng & Lapata, "Sentence Centrality Revisited for Unsupervised
//! Summarization" (PacSum), ACL 2019: likeness to what comes later is a merit, likeness to what
//! came before is none. The walk follows Erkan & Radev, "LexRank", JAIR 2004, without a threshold.

use super::facts::{Facts, Place};
use crate::text::per_term::PerTerm;
use crate::text::terms::TermId;

pub(super) const NAMES: [&str; 10] = [
    // The cosine to the sum of all sentences, in [0, 1].
    "centroid",
    // The mean cosine to later sentences, in [0, 1].
    "forward",
    // The mean cosine to earlier sentences, in [0, 1].
    "backward",
    // The sum of cosines to later sentences, at most 100.
    "forward-sum",
    // The sum of cosines to earlier sentences, at most 100.
    "backward-sum",
    // The share of a random walk's time spent here, times the number of sentences; at most 50.
    "walk",
    // The cosine to the first three sentences of the story (without itself), in [0, 1].
    "lead-likeness",
    // The cosine to the story's first sentence, in [0, 1]; 1 for that sentence.
    "first-likeness",
    // The cosine to the sentence before and to the one after, in [0, 1]; 0 at the ends.
    "previous-likeness",
    "next-likeness",
];

/// How many sentences at the beginning of the story are its lead.
const LEAD: usize = 3;

/// Steps of the random walk; more change the order of sentences hardly at all.
const STEPS: usize = 3;

/// The chance that the walk goes on along a likeness instead of jumping anywhere.
const DAMPING: f32 = 0.85;

pub(super) fn signals(facts: &Facts) -> Vec<[f32; 10]> {
    let whole = sum_of(facts.story(), facts);
    let lead = sum_of(facts.story().take(LEAD), facts);
    let (whole_norm, lead_norm) = (norm(&whole), norm(&lead));
    let first = facts.number(0).unwrap_or_default();
    let walk = walk(facts, &whole);
    let mut earlier = PerTerm::<f32>::new(facts.document.terms());
    let row = |place: Place| {
        let Place {
            at, number, terms, ..
        } = place;
        let own = f32::from(!terms.is_empty());
        let all = product(terms, &whole);
        let before = product(terms, &earlier);
        let after = (all - before - own).max(0.0);
        add(terms, 1.0, &mut earlier);
        let lead_likeness = product(terms, &lead) - if at < LEAD { own } else { 0.0 };
        let neighbour = |at: Option<usize>| {
            let other = at.and_then(|at| facts.number(at));
            other.map_or(0.0, |other| facts.vectors.cosine(other, number))
        };
        [
            all / whole_norm,
            after / (facts.story_count - at as f32 - 1.0).max(1.0),
            before / at.max(1) as f32,
            after.min(100.0),
            before.min(100.0),
            walk.get(at).copied().unwrap_or_default().min(50.0),
            lead_likeness.max(0.0) / lead_norm,
            facts.vectors.cosine(first, number),
            neighbour(at.checked_sub(1)),
            neighbour(at.checked_add(1)),
        ]
    };
    facts.rows(row)
}

/// The shares of a random walk's time, times the number of sentences.
fn walk(facts: &Facts, whole: &PerTerm<f32>) -> Vec<f32> {
    let degrees = facts.rows(|place| [product(place.terms, whole).max(f32::MIN_POSITIVE)]);
    let mut shares = vec![1.0_f32; degrees.len()];
    let mut pull = PerTerm::<f32>::new(facts.document.terms());
    for _ in 0..STEPS {
        pull.reset();
        for ((place, share), [degree]) in facts.story().zip(&shares).zip(&degrees) {
            add(place.terms, share / degree, &mut pull);
        }
        for (place, share) in facts.story().zip(&mut shares) {
            *share = 1.0 - DAMPING + DAMPING * product(place.terms, &pull);
        }
    }
    shares
}

fn sum_of<'a>(places: impl Iterator<Item = Place<'a>>, facts: &Facts) -> PerTerm<f32> {
    let mut sum = PerTerm::new(facts.document.terms());
    places.for_each(|place| add(place.terms, 1.0, &mut sum));
    sum
}

fn add(terms: &[(TermId, f32)], times: f32, sum: &mut PerTerm<f32>) {
    for &(term, weight) in terms {
        sum.update(term, |sum| *sum += weight * times);
    }
}

fn product(terms: &[(TermId, f32)], sum: &PerTerm<f32>) -> f32 {
    let products = terms.iter().map(|&(term, weight)| weight * sum.of(term));
    products.sum()
}

/// The length of a vector; 1 for none.
fn norm(vector: &PerTerm<f32>) -> f32 {
    let squares: f32 = vector.iter().map(|(_, weight)| weight * weight).sum();
    if squares > 0.0 { squares.sqrt() } else { 1.0 }
}
