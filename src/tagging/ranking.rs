//! Ranking: how surely the article is about a candidate.

use super::evidence::Evidence;
use super::features::COUNT;
use super::model::MODEL;
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

/// How much the weights by hand count in languages without a tagger, which no training article was
/// written in. Chosen on French and Portuguese development articles.
const BY_HAND: f32 = 0.5;

/// What tells whether an article's own summary mentions a name, by logistic regression on the names of
/// news articles with summaries (`training/story_names.py`). Units: log-odds.
mod story {
    pub const BASE: f32 = -1.17;
    pub const COUNT: f32 = 1.17;
    pub const SENTENCES: f32 = -0.57;
    pub const PLACE: f32 = -0.38;
    pub const SENTENCE: f32 = 1.99;
}

/// What a name has over other candidates for each log-odd of [`story`] that is over [`SURE_NAME`].
const STORY_NAME: f32 = 0.4;

/// See [`STORY_NAME`].
const SURE_NAME: f32 = 0.0;

/// With these, the score of a candidate is the share of candidates like it that readers of news
/// chose as tags: Platt scaling of its log-odds, by tags of heads that never saw the article
/// (`training/calibrate_tags.py`).
const SLOPE: f32 = 0.684;

/// See [`SLOPE`].
const OFFSET: f32 = -0.365;

/// A candidate with its place in the ranking.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// Its number.
    pub candidate: u32,
    /// How surely the article is about it, in [0, 1]: see [`SLOPE`].
    pub score: f32,
}

/// The candidates of those numbers, the best first; of equals the one that appears first.
pub fn ranked(reading: &Reading, shortlist: &[u32], style: Fraction) -> Vec<Ranked> {
    let mut rows = Vec::with_capacity(shortlist.len() * COUNT);
    for &number in shortlist {
        rows.extend(reading.features(number).unwrap_or([0.0; COUNT]));
    }
    let trained = MODEL.log_odds(&rows, style);
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
    let several = reading
        .candidates
        .get(candidate)
        .is_some_and(|candidate| candidate.content > 1);
    let Some(evidence) = reading.evidence.get(candidate as usize) else {
        return trained;
    };
    let by_hand = if reading.is_tagged() { 0.0 } else { BY_HAND };
    let known = (1.0 - by_hand) * trained + by_hand * log_odds(several, evidence);
    known + style.get() * name_bonus(reading, evidence)
}

/// What a name has over other candidates, in log-odds. Readers who were asked for keyphrases left
/// names out that an editor would file the story under, and the model has learned it from them.
fn name_bonus(reading: &Reading, evidence: &Evidence) -> f32 {
    if !evidence.is_whole_name() {
        return 0.0;
    }
    let count = (evidence.count() + evidence.pooled).max(1) as f32;
    let log_odds = story::BASE
        + story::COUNT * count.ln()
        + story::SENTENCES * reading.sentences().ln()
        + story::PLACE * place(evidence)
        + story::SENTENCE * evidence.best_sentence;
    STORY_NAME * (log_odds - SURE_NAME).max(0.0)
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
    [
        ("count", (count.max(1) as f32).ln(), weights::COUNT),
        ("title", f32::from(evidence.in_title > 0), weights::TITLE),
        ("name", f32::from(evidence.is_whole_name()), weights::NAME),
        ("phrase", f32::from(several), weights::PHRASE),
        ("place", place(evidence), weights::PLACE),
        ("sentence", evidence.best_sentence, weights::SENTENCE),
        ("in-longer", in_longer, weights::IN_LONGER),
    ]
}

/// How far from the text's start a candidate stands first.
fn place(evidence: &Evidence) -> f32 {
    (1.0 + evidence.first as f32 / 20.0).ln()
}

/// The probability of log-odds.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
