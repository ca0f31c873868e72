//! Shortlist: the candidates that are worth asking the models about.
//!
//! The models read 82 features of a candidate, and most candidates of a long article stand in it
//! once and late. What has been counted of all of them already tells which ones have a chance: a
//! logistic regression on those counts, one for each kind of reader, as the heads are
//! (`training/fit_shortlist.py`). The 96 best hold 81% of the tags that readers of news chose.

use super::candidates::Candidate;
use super::evidence::Evidence;
use super::reading::Reading;
use super::start;
use crate::fraction::Fraction;
use crate::text::counts::ln;

/// Candidates that are judged by the models, at least.
const LEAST: usize = 96;

/// Candidates that are judged by the models, for each tag that is wanted.
const PER_TAG: usize = 4;

/// How many measures there are.
const MEASURES: usize = 10;

/// The weights of the measures, in their order, for those who choose phrases.
const PHRASES: [f32; MEASURES] = [
    0.73, 0.16, -0.93, 2.23, -0.36, -0.69, 0.64, -1.01, 1.30, 0.84,
];

/// The weights for those who choose single words.
const WORDS: [f32; MEASURES] = [
    0.37, 0.31, 0.19, -1.15, -0.77, -0.48, -0.31, -0.84, 0.07, 0.07,
];

/// Those of `eligible` that have the most evidence for a style, in order of appearance.
pub fn shortlist(reading: &Reading, eligible: Vec<u32>, tags: usize, style: Fraction) -> Vec<u32> {
    let kept = LEAST.max(tags.saturating_mul(PER_TAG));
    if eligible.len() <= kept {
        return eligible;
    }
    let weights = weights(style);
    let mut worths: Vec<(f32, u32)> = eligible
        .into_iter()
        .map(|number| {
            let start = start::of_name(reading, number, style);
            (worth(reading, number, &weights) + start, number)
        })
        .collect();
    worths.select_nth_unstable_by(kept, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    worths.truncate(kept);
    let mut kept: Vec<u32> = worths.into_iter().map(|(_, number)| number).collect();
    kept.sort_unstable();
    kept
}

fn weights(style: Fraction) -> [f32; MEASURES] {
    let mut weights = PHRASES;
    for (weight, of_words) in weights.iter_mut().zip(WORDS) {
        *weight = style.get() * *weight + (1.0 - style.get()) * of_words;
    }
    weights
}

fn worth(reading: &Reading, number: u32, weights: &[f32; MEASURES]) -> f32 {
    let candidate = reading.candidates.get(number);
    let evidence = reading.evidence.get(number as usize);
    let (Some(candidate), Some(evidence)) = (candidate, evidence) else {
        return f32::NEG_INFINITY;
    };
    let measures = measures(candidate, evidence);
    measures.iter().zip(weights).map(|(a, b)| a * b).sum()
}

/// Count, title, name, two words, three words, place, sentence, and the shares of occurrences in a
/// longer candidate, as a noun phrase and as a whole name.
fn measures(candidate: &Candidate, evidence: &Evidence) -> [f32; MEASURES] {
    let count = evidence.count().max(1) as f32;
    [
        ln(evidence.count().max(1) + evidence.pooled),
        f32::from(evidence.in_title > 0),
        f32::from(evidence.is_whole_name()),
        f32::from(candidate.content > 1),
        f32::from(candidate.content > 2),
        (1.0 + evidence.first as f32 / 20.0).ln(),
        evidence.best_sentence,
        evidence.in_longer as f32 / count,
        evidence.as_noun as f32 / count,
        evidence.whole_name as f32 / count,
    ]
}
