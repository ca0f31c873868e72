//! How sure a detection is.

/// What a detection by n-grams rests on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    /// N-grams read.
    pub(super) grams: f32,
    /// The score of the likeliest language, in natural logarithms.
    pub(super) best: f32,
    /// How far it is ahead of the second likeliest.
    pub(super) lead: f32,
}

/// N-grams under which a text is surer of its language than it can be: of two words of middling length, whose
/// n-grams say much the same.
const FEW: f32 = 48.0;

/// How many coefficients a calibration has.
pub const COEFFICIENTS: usize = 5;

/// The coefficients of a logistic regression of "the likeliest language is the right one" on the
/// [`Evidence`], fitted on texts that the model was not trained with, some of them of languages that
/// it does not know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calibration(pub(super) [f32; COEFFICIENTS]);

impl Evidence {
    /// What the regression is on: a constant, the lead of the best language as far as it grows with
    /// the text, how well the text suits the best language, the two together, and how much is missing to
    /// [`FEW`] n-grams.
    pub(super) fn features(self) -> [f32; COEFFICIENTS] {
        let grams = self.grams.max(1.0);
        let lead = self.lead / grams;
        let fit = self.best / grams;
        let ample = (grams / 100.0).sqrt();
        [
            1.0,
            (1.0 + 20.0 * lead * ample).ln(),
            fit,
            fit * ample.min(2.0),
            (1.0 - grams / FEW).max(0.0),
        ]
    }
}

impl Calibration {
    /// The probability that the likeliest language is the right one.
    pub(super) fn confidence(&self, evidence: Evidence) -> f32 {
        let sum: f32 = self
            .0
            .iter()
            .zip(evidence.features())
            .map(|(c, f)| c * f)
            .sum();
        1.0 / (1.0 + (-sum).exp())
    }
}
