//! Shortlist: the candidates that are worth asking the models about.
//!
//! The models read 86 features of a candidate, and most candidates of a long article stand in it
//! once and late. What has been counted of all of them already tells which ones have a chance: a
//! logistic regression on those counts, one for each kind of reader, as the heads are, of whether the
//! models put a candidate among the first fifteen (`training/fit_shortlist.py`).

use super::reading::Reading;
use crate::fraction::Fraction;
use crate::text::counts::ln;

/// Candidates that are judged by the models, at least.
const LEAST: usize = 64;

/// Candidates that are judged by the models, for each tag that is wanted.
const PER_TAG: usize = 4;

/// How many measures there are.
pub const MEASURES: usize = 14;

/// The weights of the measures, in their order, for those who choose phrases.
const PHRASES: [f32; MEASURES] = [
    1.31, 1.36, 0.38, 2.00, -0.93, -1.32, 1.07, -0.35, -0.05, 2.23, 1.88, 0.88, 0.13, 0.20,
];

/// The weights for those who choose single words.
const WORDS: [f32; MEASURES] = [
    1.25, 1.58, 0.68, -3.63, -3.62, -1.55, -0.47, -1.63, -0.30, 0.35, 0.52, 0.22, 0.04, 2.23,
];

/// Those of `eligible` that have the most evidence for a style, in order of appearance.
pub fn shortlist(
    reading: &Reading,
    eligible: impl Iterator<Item = u32>,
    tags: usize,
    style: Fraction,
) -> Vec<u32> {
    let kept = LEAST.max(tags.saturating_mul(PER_TAG));
    let weights = weights(style);
    let mut worths: Vec<(f32, u32)> = Vec::with_capacity(reading.candidates.len());
    worths.extend(eligible.map(|number| (worth(reading, number, &weights), number)));
    if worths.len() > kept {
        worths.select_nth_unstable_by(kept, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        worths.truncate(kept);
    }
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
    let Some(measures) = measures(reading, number) else {
        return f32::NEG_INFINITY;
    };
    measures.iter().zip(weights).map(|(a, b)| a * b).sum()
}

/// Count, title, name, two words, three words, place, sentence; the shares of occurrences in a longer
/// candidate, as a noun phrase, as a whole one, as a whole name and in small letters; the mean weight
/// of the words, and the tens of characters.
pub fn measures(reading: &Reading, number: u32) -> Option<[f32; MEASURES]> {
    let candidate = reading.candidates.get(number)?;
    let evidence = reading.evidence.get(number as usize)?;
    let count = evidence.count().max(1) as f32;
    Some([
        ln(evidence.count().max(1) + evidence.pooled),
        f32::from(evidence.in_title > 0),
        f32::from(evidence.is_whole_name()),
        f32::from(candidate.content > 1),
        f32::from(candidate.content > 2),
        (1.0 + evidence.first as f32 / 20.0).ln(),
        evidence.best_sentence,
        evidence.in_longer as f32 / count,
        evidence.as_noun as f32 / count,
        evidence.whole_noun as f32 / count,
        evidence.whole_name as f32 / count,
        evidence.as_words as f32 / count,
        reading.weight(candidate),
        0.1 * reading.characters(candidate),
    ])
}
