//! The likeliest tags of a stretch of words (Viterbi, "Error bounds for convolutional codes",
//! IEEE Transactions on Information Theory 1967).

use super::model::{Emission, Model};
use super::{Gap, PartOfSpeech, TAGS};

/// A stretch of words without a mark, while it is tagged.
#[derive(Default)]
pub struct Stretch {
    start: usize,
    /// The log-likelihood of the best way to each tag of the last word.
    best: [f32; TAGS],
    /// For each word but the first, the tag before each of its tags on the best way there.
    back: Vec<[u8; TAGS]>,
    begun: bool,
    tags: Vec<u8>,
}

impl Stretch {
    /// Begins a stretch after `gap`.
    pub fn begin(&mut self, gap: Gap) {
        self.start = state(gap);
        self.begun = false;
        self.back.clear();
        self.tags.clear();
    }

    /// Adds a word.
    pub fn observe(&mut self, model: &Model, emission: &Emission) {
        if !self.begun {
            self.begun = true;
            let row = model.transitions(self.start);
            for ((best, step), worth) in self.best.iter_mut().zip(row).zip(emission) {
                *best = step + worth;
            }
            return;
        }
        let mut next = [f32::NEG_INFINITY; TAGS];
        let mut from = [0_u8; TAGS];
        for (tag, worth) in (0..).zip(self.best) {
            let row = model.transitions(usize::from(tag));
            for ((next, from), step) in next.iter_mut().zip(&mut from).zip(row) {
                let way = worth + step;
                *from = if way > *next { tag } else { *from };
                *next = next.max(way);
            }
        }
        for (next, worth) in next.iter_mut().zip(emission) {
            *next += worth;
        }
        self.best = next;
        self.back.push(from);
    }

    /// The tags of the stretch, which ends before `gap`.
    pub fn end(&mut self, model: &Model, gap: Gap) -> &[u8] {
        let end = state(gap);
        let mut last = (0, f32::NEG_INFINITY);
        for (tag, worth) in (0..).zip(self.best) {
            let step = model.transitions(usize::from(tag)).get(end).copied();
            let way = worth + step.unwrap_or(0.0);
            if way > last.1 {
                last = (tag, way);
            }
        }
        let mut tag: u8 = last.0;
        self.tags.push(tag);
        for back in self.back.iter().rev() {
            tag = back.get(usize::from(tag)).copied().unwrap_or(0);
            self.tags.push(tag);
        }
        self.tags.reverse();
        &self.tags
    }
}

/// The tag that stands for a gap.
fn state(gap: Gap) -> usize {
    match gap {
        Gap::Possessive => PartOfSpeech::Determiner as usize,
        Gap::Plain | Gap::Mark => PartOfSpeech::Mark as usize,
    }
}
