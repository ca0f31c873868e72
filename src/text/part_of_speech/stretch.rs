//! The likeliest tags of a stretch of words (Viterbi, "Error bounds for convolutional codes",
//! IEEE Transactions on Information Theory 1967).

use super::model::{Emission, Model};
use super::{Gap, PartOfSpeech, TAGS};

/// A stretch of words without a mark, while it is tagged.
///
/// Ways are remembered by their worth alone: which tag comes before on the best way to another is
/// found out on the way back, for the tags on that way only.
pub struct Stretch {
    start: usize,
    /// For each word, the log-likelihood of the best way to each of its tags.
    ways: Vec<Emission>,
    tags: Vec<u8>,
}

/// Words of a usual stretch.
const USUAL: usize = 32;

impl Default for Stretch {
    /// No words.
    fn default() -> Stretch {
        Stretch {
            start: state(Gap::Mark),
            ways: Vec::with_capacity(USUAL),
            tags: Vec::with_capacity(USUAL),
        }
    }
}

impl Stretch {
    /// Begins a stretch after `gap`.
    pub fn begin(&mut self, gap: Gap) {
        self.start = state(gap);
        self.ways.clear();
        self.tags.clear();
    }

    /// Adds a word.
    pub fn observe(&mut self, model: &Model, emission: &Emission) {
        let mut best = match self.ways.last() {
            Some(before) => best_ways(model, before),
            None => *model.transitions(self.start),
        };
        for tag in 0..TAGS {
            best[tag] += emission[tag];
        }
        self.ways.push(best);
    }

    /// The tags of the stretch, which ends before `gap`.
    pub fn end(&mut self, model: &Model, gap: Gap) -> &[u8] {
        let mut after = state(gap);
        for ways in self.ways.iter().rev() {
            after = before(ways, model.transitions_to(after));
            self.tags.push(after as u8);
        }
        self.tags.reverse();
        &self.tags
    }
}

/// The worth of the best way from any tag of a word to each tag of the next.
fn best_ways(model: &Model, before: &Emission) -> Emission {
    let mut best = [f32::NEG_INFINITY; TAGS];
    for (from, worth) in before.iter().enumerate() {
        let row = model.transitions(from);
        for to in 0..TAGS {
            let way = worth + row[to];
            best[to] = if way > best[to] { way } else { best[to] };
        }
    }
    best
}

/// The tag from which the best way goes on, given what each step costs; the first of equals.
fn before(ways: &Emission, steps: &Emission) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for tag in 0..TAGS {
        let way = ways[tag] + steps[tag];
        if way > best.1 {
            best = (tag, way);
        }
    }
    best.0
}

/// The tag that stands for a gap.
fn state(gap: Gap) -> usize {
    match gap {
        Gap::Possessive => PartOfSpeech::Determiner as usize,
        Gap::Plain | Gap::Mark => PartOfSpeech::Mark as usize,
    }
}
