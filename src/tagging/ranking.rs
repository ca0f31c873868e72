//! Ranking: how surely the article is about a candidate.

use super::evidence::Evidence;
use super::features::COUNT;
use super::model::Model;
use super::reading::Reading;
use crate::fraction::Fraction;
use crate::scoring::scores::Signal;

/// The evidence's weights, by hand: what readers of news choose. They score what a vocabulary names,
/// and have a say where there is no tagger. Units: log-odds.
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

/// How much the weights by hand count in languages without a tagger: in none of them did readers choose
/// tags of training articles. Chosen on French and Portuguese development articles.
const BY_HAND: f32 = 0.5;

/// What names have over other candidates, in log-odds: an editor files the story under them, though
/// readers who were asked for keyphrases left many out. Chosen on sixty articles whose main names were
/// labelled by hand. Where single words are preferred they count for less, as phrases do.
mod names {
    /// A full name in the title.
    pub const TITLE: f32 = 0.6;
    /// One of the first sentences, in a language with a tagger, as are those below.
    pub const LEAD: f32 = 0.3;
    /// There, and nowhere but inside of one longer phrase, of which it is not held to be a mere part: "Six
    /// Nations" in "Six Nations rugby title".
    pub const ENCLOSED: f32 = 0.7;
    /// A full name that a short form of it takes up.
    pub const TAKEN_UP: f32 = 0.5;

    /// Sentences that are the first ones.
    pub const LEAD_SENTENCES: u32 = 2;
    /// Short forms that take a name up.
    pub const SHORT_FORMS: u32 = 2;
}

/// With these, the score of a candidate is the share of candidates like it that readers of news
/// chose as tags: Platt scaling of its log-odds, by tags of heads that never saw the article
/// (`training/calibrate_tags.py`).
const SLOPE: f32 = 0.853;

/// See [`SLOPE`].
const OFFSET: f32 = -0.132;

/// A candidate with its place in the ranking.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// Its number.
    pub candidate: u32,
    /// How surely the article is about it, in [0, 1]: see [`SLOPE`].
    pub score: f32,
}

/// The candidates of those numbers, the best first; of equals the one that appears first.
pub fn ranked(model: &Model, reading: &Reading, shortlist: &[u32], style: Fraction) -> Vec<Ranked> {
    let mut rows = Vec::with_capacity(shortlist.len() * COUNT);
    for &number in shortlist {
        rows.extend_from_slice(&reading.features(number).unwrap_or([0.0; COUNT]));
    }
    let trained = model.log_odds(&rows, style, reading.is_tagged());
    let of = |(candidate, trained): (u32, f32)| Ranked {
        candidate,
        score: probability(SLOPE * judged(reading, candidate, trained, style) + OFFSET),
    };
    let mut ranked: Vec<Ranked> = shortlist.iter().copied().zip(trained).map(of).collect();
    ranked.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.candidate.cmp(&b.candidate))
    });
    ranked
}

/// A candidate's log-odds by the model, by hand where the model has seen little, and as a name.
fn judged(reading: &Reading, candidate: u32, trained: f32, style: Fraction) -> f32 {
    let of = reading.candidates.get(candidate);
    let several = of.is_some_and(|candidate| candidate.content > 1);
    let Some(evidence) = reading.evidence.get(candidate as usize) else {
        return trained;
    };
    let tagged = reading.is_tagged();
    let by_hand = if tagged { 0.0 } else { BY_HAND };
    let as_name = match evidence.is_whole_name() {
        true => style.get() * name_bonus(several, tagged, evidence),
        false => 0.0,
    };
    (1.0 - by_hand) * trained + by_hand * log_odds(several, evidence) + as_name
}

/// What a name with this evidence has over other candidates.
fn name_bonus(several: bool, tagged: bool, evidence: &Evidence) -> f32 {
    let lead = tagged && evidence.first_sentence < names::LEAD_SENTENCES;
    let enclosed = lead && evidence.in_longer >= evidence.count();
    let taken_up = tagged && several && evidence.pooled >= names::SHORT_FORMS;
    [
        (several && evidence.in_title > 0, names::TITLE),
        (lead, names::LEAD),
        (enclosed, names::ENCLOSED),
        (taken_up, names::TAKEN_UP),
    ]
    .iter()
    .map(|&(holds, bonus)| if holds { bonus } else { 0.0 })
    .sum()
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
    let in_longer = evidence.in_longer as f32 / evidence.count().max(1) as f32;
    let place = (1.0 + evidence.first as f32 / 20.0).ln();
    [
        ("count", (count.max(1) as f32).ln(), weights::COUNT),
        ("title", f32::from(evidence.in_title > 0), weights::TITLE),
        ("name", f32::from(evidence.is_whole_name()), weights::NAME),
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
