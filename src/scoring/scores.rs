//! What a method says of the sentences of a document.

use super::vectors::SentenceVectors;
use crate::warning::Warning;

/// One score a sentence, in [0, 1], higher is better.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    values: Vec<f32>,
    vectors: Option<SentenceVectors>,
    signals: Vec<Vec<Signal>>,
    warnings: Vec<Warning>,
}

/// A piece of evidence that went into a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Its name: kebab-case.
    pub name: &'static str,
    /// What was measured, in the signal's own unit.
    pub value: f32,
    /// How much of the score is owed to it, in units of the score.
    pub contribution: f32,
}

impl Scores {
    /// Scales `raw`, one number a sentence on any scale, to [0, 1]: the best sentence gets 1, and
    /// where a number is negative, the worst gets 0. What is not finite counts as the worst.
    pub fn scaled(raw: &[f64]) -> Scores {
        let finite = || raw.iter().copied().filter(|value| value.is_finite());
        let floor = finite().fold(0.0, f64::min);
        let range = finite().fold(f64::NEG_INFINITY, f64::max) - floor;
        let scale = |&value: &f64| match value.is_finite() && range > 0.0 {
            true => ((value - floor) / range) as f32,
            false => 0.0,
        };
        Scores {
            values: raw.iter().map(scale).collect(),
            ..Scores::default()
        }
    }

    /// Adds the evidence behind the scores, one list a sentence.
    pub fn with_signals(self, signals: Vec<Vec<Signal>>) -> Scores {
        Scores { signals, ..self }
    }

    /// Hands on the vectors that the method made of the document's sentences.
    pub(super) fn with_vectors(self, vectors: SentenceVectors) -> Scores {
        Scores {
            vectors: Some(vectors),
            ..self
        }
    }

    /// What [`SentenceVectors::of`] makes of the document, if the method has made it.
    pub fn vectors(&self) -> Option<&SentenceVectors> {
        self.vectors.as_ref()
    }

    /// Adds a warning: what was given up to keep the cost bounded.
    pub fn with_warning(mut self, warning: Warning) -> Scores {
        self.warnings.push(warning);
        self
    }

    /// The score of each sentence, in document order.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The score of a sentence; 0 for one that does not exist.
    pub fn of(&self, sentence: usize) -> f32 {
        self.values.get(sentence).copied().unwrap_or_default()
    }

    /// The evidence behind the score of a sentence, where the method tells it.
    pub fn signals_of(&self, sentence: usize) -> &[Signal] {
        self.signals.get(sentence).map_or(&[], Vec::as_slice)
    }

    /// What was given up.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Changes every score by its sentence's number; results are kept within [0, 1].
    pub fn adjust(&mut self, mut change: impl FnMut(usize, f32) -> f32) {
        for (sentence, value) in self.values.iter_mut().enumerate() {
            *value = change(sentence, *value).clamp(0.0, 1.0);
        }
    }
}
