//! What a sentence is worth beside those chosen: its score, what it adds to the terms that are named,
//! less what it repeats and what it leans on, with the reasons.
//!
//! A sentence that leans on another may take that one along: the two are worth their mean, if that is
//! more than the one is worth left dangling.

use super::chosen::Chosen;
use super::cohesion::Links;
use super::coverage::Coverage;
use crate::fraction::Fraction;
use crate::interrupt::Pulse;
use crate::scoring::scores::{Scores, Signal};
use crate::scoring::vectors::SentenceVectors;

/// What a sentence is worth beside those chosen.
pub(super) struct Worth<'a> {
    /// What each sentence is worth by itself.
    pub(super) scores: &'a Scores,
    /// The sentences as vectors.
    pub(super) vectors: &'a SentenceVectors,
    /// What each sentence adds to the terms that are named, if that counts.
    pub(super) coverage: Option<&'a Coverage>,
    /// What a full likeness to a chosen sentence takes away.
    pub(super) diversity: Fraction,
    /// What leaning on a sentence that is not chosen takes away.
    pub(super) cohesion: Fraction,
    /// Which sentences lean on which.
    pub(super) links: &'a Links,
}

impl Worth<'_> {
    /// Whether choosing changes what a sentence is worth.
    pub(super) fn changes(&self) -> bool {
        self.diversity > Fraction::ZERO || self.is_to_be_read() || self.coverage.is_some()
    }

    /// What `sentence` is worth by itself, whatever it leans on: never more than beside fewer.
    pub(super) fn beside(&self, chosen: &mut Chosen, sentence: usize) -> f32 {
        let mut value = self.scores.of(sentence);
        if let Some(coverage) = self.coverage {
            value += coverage.beside(chosen, self.vectors, sentence);
        }
        if self.diversity > Fraction::ZERO {
            value -= self.diversity.get() * chosen.likeness(sentence);
        }
        value
    }

    /// Whether the summary is made to be read: leaning on what is left out counts.
    pub(super) fn is_to_be_read(&self) -> bool {
        self.cohesion > Fraction::ZERO
    }

    /// Whether `sentence` cannot be read beside those `chosen`: it leans on another by more than a name.
    pub(super) fn is_loose(&self, chosen: &Chosen, sentence: usize) -> bool {
        self.links.looseness(sentence, |at| chosen.has(at)) >= 1.0
    }

    /// What `sentence` loses by leaning on what is not `chosen`.
    fn looseness(&self, sentence: usize, chosen: impl Fn(usize) -> bool) -> f32 {
        if self.is_to_be_read() {
            self.cohesion.get() * self.links.looseness(sentence, chosen)
        } else {
            0.0
        }
    }

    /// What choosing adds to the score of `sentence` and takes from it beside those `chosen`, part by
    /// part; what makes no difference is left out.
    fn explain(&self, chosen: &mut Chosen, sentence: usize) -> Vec<Signal> {
        let mut signals = self.coverage.map_or_else(Vec::new, |coverage| {
            coverage.explain(chosen, self.vectors, sentence)
        });
        let likeness = chosen.likeness(sentence);
        let loose = self.links.looseness(sentence, |at| chosen.has(at));
        for (name, value, price) in [
            ("likeness", likeness, self.diversity),
            ("loose-ends", loose, self.cohesion),
        ] {
            let contribution = -price.get() * value;
            signals.push(Signal {
                name,
                value,
                contribution,
            });
        }
        signals.retain(|signal| signal.contribution != 0.0);
        signals
    }

    /// What `sentence` is worth, and the one of those `left` that it is best taken along with, if any.
    pub(super) fn best(
        &self,
        chosen: &mut Chosen,
        sentence: usize,
        left: impl Fn(usize) -> bool,
    ) -> (f32, Option<usize>) {
        let alone = self.beside(chosen, sentence);
        let loose = self.looseness(sentence, |at| chosen.has(at));
        if loose <= 0.0 {
            return (alone, None);
        }
        let mut best = (alone - loose, None);
        for other in self.links.targets(sentence) {
            if !left(other) || chosen.repeats(other) {
                continue;
            }
            let both = |at: usize| at == sentence || at == other || chosen.has(at);
            if self.looseness(sentence, both) + self.looseness(other, both) > 0.0 {
                continue;
            }
            let mean = (alone + self.beside(chosen, other)) / 2.0;
            if mean.min(alone) > best.0 {
                best = (mean.min(alone), Some(other));
            }
        }
        best
    }
}

/// Why each of the document's sentences was chosen or left out: what choosing added to its score,
/// beside those chosen before it or, for one left out, beside all. `chosen` has the first choice first.
/// Ends early with `pulse`.
pub(super) fn explain(worth: &Worth, chosen: &[usize], mut pulse: Pulse) -> Vec<Vec<Signal>> {
    let mut before = Chosen::new(worth.vectors);
    let mut explained = vec![Vec::new(); worth.vectors.count()];
    for &sentence in chosen {
        if !pulse.beats() {
            return explained;
        }
        if let Some(place) = explained.get_mut(sentence) {
            *place = worth.explain(&mut before, sentence);
        }
        before.add(sentence);
    }
    for (sentence, place) in explained.iter_mut().enumerate() {
        if !pulse.beats() {
            break;
        }
        if !before.has(sentence) {
            *place = worth.explain(&mut before, sentence);
        }
    }
    explained
}
