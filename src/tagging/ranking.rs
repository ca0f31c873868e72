//! Ranking: how surely the article is about a candidate.

use super::candidates::Candidate;
use super::evidence::Evidence;
use super::reading::Reading;
use crate::fraction::Fraction;
use crate::scoring::scores::Signal;

/// The evidence's weights, by hand: what readers of news choose. Units: log-odds.
mod weights {
    pub const BASE: f32 = -2.9;
    pub const COUNT: f32 = 0.95;
    pub const TITLE: f32 = 0.9;
    pub const NAME: f32 = 0.5;
    pub const PHRASE: f32 = 0.45;
    pub const PLACE: f32 = -0.28;
    pub const SENTENCE: f32 = 0.5;
    pub const IN_LONGER: f32 = -1.1;
}

/// A candidate with its place in the ranking.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// Its number.
    pub candidate: u32,
    /// How surely the article is about it, in [0, 1].
    pub score: f32,
}

/// The candidates of those numbers, the best first; of equals the one that appears first.
pub fn ranked(reading: &Reading, shortlist: &[u32], _style: Fraction) -> Vec<Ranked> {
    let of = |&number: &u32| {
        let candidate = reading.candidates.get(number)?;
        let evidence = reading.evidence.get(number as usize)?;
        let score = probability(log_odds(candidate.content > 1, evidence));
        Some(Ranked {
            candidate: number,
            score,
        })
    };
    let mut ranked: Vec<Ranked> = shortlist.iter().filter_map(of).collect();
    ranked.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.candidate.cmp(&b.candidate))
    });
    ranked
}

/// The log-odds that the article is about what has this evidence; `several` says whether it has
/// more than one word.
pub fn log_odds(several: bool, evidence: &Evidence) -> f32 {
    weights::BASE
        + measures(several, evidence)
            .map(|(_, value, weight)| value * weight)
            .iter()
            .sum::<f32>()
}

/// What the log-odds of a candidate are made of.
pub fn signals(candidate: &Candidate, evidence: &Evidence) -> Vec<Signal> {
    signals_of(candidate.content > 1, evidence)
}

/// What log-odds are made of; contributions are in log-odds.
pub fn signals_of(several: bool, evidence: &Evidence) -> Vec<Signal> {
    let signal = |(name, value, weight)| Signal {
        name,
        value,
        contribution: value * weight,
    };
    measures(several, evidence).map(signal).to_vec()
}

/// Name, value and weight of all that is measured.
fn measures(several: bool, evidence: &Evidence) -> [(&'static str, f32, f32); 7] {
    let count = evidence.count() + evidence.pooled;
    let name = evidence.is_name() && evidence.whole_name > 0;
    let in_longer = evidence.in_longer as f32 / evidence.count().max(1) as f32;
    let place = (1.0 + evidence.first as f32 / 20.0).ln();
    [
        ("count", (count.max(1) as f32).ln(), weights::COUNT),
        ("title", f32::from(evidence.in_title > 0), weights::TITLE),
        ("name", f32::from(name), weights::NAME),
        ("phrase", f32::from(several), weights::PHRASE),
        ("place", place, weights::PLACE),
        ("sentence", evidence.best_sentence, weights::SENTENCE),
        ("in-longer", in_longer, weights::IN_LONGER),
    ]
}

/// The probability of log-odds.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
