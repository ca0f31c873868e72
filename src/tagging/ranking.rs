//! Ranking: how surely the article is about a candidate.

use super::evidence::Evidence;
use super::features::COUNT;
use super::lexical_prior::{LexicalPrior, telling};
use super::model::{Model, Readers};
use super::reading::Reading;
use super::register::Register;
use super::start;
use crate::document::Document;
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

/// With these, the score of a candidate is the share of candidates like it that readers of news
/// chose as tags: Platt scaling of its log-odds, by tags of heads that never saw the article
/// (`training/calibrate_tags.py`).
const SLOPE: f32 = 0.842;

/// See [`SLOPE`].
const OFFSET: f32 = -0.234;

/// The same of readers of science.
const SLOPE_OF_SCIENCE: f32 = 0.989;

/// See [`SLOPE_OF_SCIENCE`].
const OFFSET_OF_SCIENCE: f32 = 0.085;

/// A candidate with its place in the ranking.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// Its number.
    pub candidate: u32,
    /// How surely the article is about it, in [0, 1]: see [`SLOPE`].
    pub score: f32,
}

/// Who ranks the candidates of an article.
pub struct Judge<'a> {
    /// The trained heads.
    pub model: &'a Model,
    /// The article.
    pub document: &'a Document<'a>,
    /// Its candidates.
    pub reading: &'a Reading,
    /// Whom it judges for.
    pub readers: Readers,
}

impl<'a> Judge<'a> {
    /// A judge for readers of such an article who prefer a style, or the usual one.
    pub fn of(
        model: &'a Model,
        document: &'a Document<'a>,
        reading: &'a Reading,
        style: Option<Fraction>,
    ) -> Judge<'a> {
        let tagged = reading.is_tagged();
        let register = match tagged {
            true => model.register(document),
            false => Register::default(),
        };
        let readers = Readers {
            style: style.unwrap_or(usual_style(register, tagged)),
            register,
            tagged,
        };
        Judge {
            model,
            document,
            reading,
            readers,
        }
    }

    /// The candidates of those numbers, the best first; of equals the one that appears first.
    pub fn ranked(&self, shortlist: &[u32]) -> Vec<Ranked> {
        let mut rows = Vec::with_capacity(shortlist.len());
        let mut row = [0.0; COUNT];
        for &number in shortlist {
            self.reading.write_features(number, &mut row);
            rows.push(row);
        }
        let prior = |row, known: &LexicalPrior| {
            let number = shortlist.get(row);
            number.map_or(0.0, |&number| self.told(number, known))
        };
        let trained = self.model.log_odds(&rows, prior, self.readers);
        let (slope, offset) = self.calibration();
        let of = |(candidate, trained): (u32, f32)| Ranked {
            candidate,
            score: probability(slope * self.judged(candidate, trained) + offset),
        };
        let mut ranked: Vec<Ranked> = shortlist.iter().copied().zip(trained).map(of).collect();
        // The bits of numbers that are not negative are in the order of the numbers.
        let place = |one: &Ranked| u64::from(!one.score.to_bits()) << 32 | u64::from(one.candidate);
        ranked.sort_unstable_by_key(place);
        ranked
    }

    /// What the log-odds of the candidate of that number are owed to, the greatest part first: the model's
    /// features, its words, the weights by hand as one, the start of names. Parts are in log-odds.
    pub fn signals(&self, number: u32) -> Vec<Signal> {
        let Some(row) = self.reading.features(number) else {
            return Vec::new();
        };
        let prior = |known: &LexicalPrior| self.told(number, known);
        let mut signals = self.model.signals(&row, prior, self.readers);
        let by_hand = self.share_by_hand();
        for signal in &mut signals {
            signal.contribution *= 1.0 - by_hand;
        }
        let hand = self.log_odds_by_hand(number);
        let start = start::of_name(self.reading, number, self.readers);
        let besides = [("by-hand", hand, by_hand), ("name-start", start, 1.0)];
        signals.extend(besides.map(|(name, value, share)| Signal {
            name,
            value,
            contribution: share * value,
        }));
        signals.retain(|signal| signal.contribution != 0.0);
        signals.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
        signals
    }

    /// What a lexical prior says of a candidate.
    fn told(&self, number: u32, known: &LexicalPrior) -> f32 {
        known.of(telling(self.document, self.reading, number))
    }

    /// What makes a score of log-odds: see [`SLOPE`].
    fn calibration(&self) -> (f32, f32) {
        match self.readers.register {
            Register::News => (SLOPE, OFFSET),
            Register::Science => (SLOPE_OF_SCIENCE, OFFSET_OF_SCIENCE),
        }
    }

    /// A candidate's log-odds by the model, by hand where the model has seen little, and as a name.
    fn judged(&self, candidate: u32, trained: f32) -> f32 {
        let by_hand = self.share_by_hand();
        let start = start::of_name(self.reading, candidate, self.readers);
        (1.0 - by_hand) * trained + by_hand * self.log_odds_by_hand(candidate) + start
    }

    fn share_by_hand(&self) -> f32 {
        match self.readers.tagged {
            true => 0.0,
            false => BY_HAND,
        }
    }

    fn log_odds_by_hand(&self, number: u32) -> f32 {
        let candidate = self.reading.candidates.get(number);
        let several = candidate.is_some_and(|candidate| candidate.content > 1);
        let evidence = self.reading.evidence.get(number as usize);
        evidence.map_or(0.0, |evidence| log_odds(several, evidence))
    }
}

/// The style that suits news: where nothing tells nouns from other words, phrases are less sure. Readers of science
/// choose no words for themselves.
fn usual_style(register: Register, tagged: bool) -> Fraction {
    match (register, tagged) {
        (Register::Science, _) => Fraction::ONE,
        (Register::News, true) => Fraction::clamped(0.95),
        (Register::News, false) => Fraction::clamped(0.8),
    }
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
