//! How much a sentence is like the rest of the article.
//!
//! Sums of cosines are taken without looking at pairs: the sum of a sentence's cosines to a set of
//! others is its product with the sum of their vectors, so one pass over the terms is enough.
//! Directed sums follow Zheng & Lapata, "Sentence Centrality Revisited for Unsupervised
//! Summarization" (PacSum), ACL 2019: likeness to what comes later is a merit, likeness to what
//! came before is none. The walk follows Erkan & Radev, "LexRank", JAIR 2004, without a threshold.

use super::facts::Facts;
use crate::text::terms::PerTerm;

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

/// Steps of the random walk; more change the order of sentences hardly at all.
const STEPS: usize = 3;

/// The chance that the walk goes on along a likeness instead of jumping anywhere.
const DAMPING: f32 = 0.85;

pub(super) fn signals(facts: &Facts) -> Vec<[f32; 10]> {
    let count = facts.vectors.count();
    let whole = sum_of(facts, 0..count);
    let norm = norm(&whole);
    let leads: Vec<usize> = (0..count)
        .filter(|&at| facts.story.get(at).copied().unwrap_or_default())
        .take(3)
        .collect();
    let lead = sum_of(facts, leads.iter().copied());
    let lead_norm = self::norm(&lead);
    let first = leads.first().copied().unwrap_or_default();
    let walk = walk(facts, &whole);
    let mut earlier = PerTerm::<f32>::new(facts.document.terms());
    let row = |at: usize| {
        let own = f32::from(!facts.distinct(at).is_empty());
        let all = product(facts, at, &whole);
        let before = product(facts, at, &earlier);
        let after = (all - before - own).max(0.0);
        add(facts, at, &mut earlier);
        let likeness_to_lead =
            product(facts, at, &lead) - if leads.contains(&at) { own } else { 0.0 };
        [
            all / norm,
            after / (count - at - 1).max(1) as f32,
            before / at.max(1) as f32,
            after.min(100.0),
            before.min(100.0),
            walk.get(at).copied().unwrap_or_default().min(50.0),
            likeness_to_lead.max(0.0) / lead_norm,
            facts.vectors.cosine(first, at),
            at.checked_sub(1)
                .map_or(0.0, |before| facts.vectors.cosine(before, at)),
            facts.vectors.cosine(at, at + 1),
        ]
    };
    (0..count).map(row).collect()
}

/// The shares of a random walk's time, times the number of sentences.
fn walk(facts: &Facts, whole: &PerTerm<f32>) -> Vec<f32> {
    let count = facts.vectors.count();
    let degrees: Vec<f32> = (0..count)
        .map(|at| product(facts, at, whole).max(f32::MIN_POSITIVE))
        .collect();
    let mut shares = vec![1.0_f32; count];
    for _ in 0..STEPS {
        let mut pull = PerTerm::<f32>::new(facts.document.terms());
        for (at, (share, degree)) in shares.iter().zip(&degrees).enumerate() {
            for &(term, weight) in facts.distinct(at) {
                pull.update(term, |sum| *sum += weight * share / degree);
            }
        }
        for (at, share) in shares.iter_mut().enumerate() {
            *share = 1.0 - DAMPING + DAMPING * product(facts, at, &pull);
        }
    }
    shares
}

fn sum_of(facts: &Facts, sentences: impl Iterator<Item = usize>) -> PerTerm<f32> {
    let mut sum = PerTerm::new(facts.document.terms());
    sentences.for_each(|at| add(facts, at, &mut sum));
    sum
}

fn add(facts: &Facts, sentence: usize, sum: &mut PerTerm<f32>) {
    for &(term, weight) in facts.distinct(sentence) {
        sum.update(term, |sum| *sum += weight);
    }
}

fn product(facts: &Facts, sentence: usize, sum: &PerTerm<f32>) -> f32 {
    let terms = facts.distinct(sentence).iter();
    terms.map(|&(term, weight)| weight * sum.of(term)).sum()
}

/// The length of a vector; 1 for none.
fn norm(vector: &PerTerm<f32>) -> f32 {
    let squares: f32 = vector.iter().map(|(_, weight)| weight * weight).sum();
    if squares > 0.0 { squares.sqrt() } else { 1.0 }
}
