//! The likeliest tags of a stretch of words (Viterbi, "Error bounds for convolutional codes",
//! IEEE Transactions on Information Theory 1967).

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16};

use super::live::{FEW, Live};
use super::model::{Emission, LANES, Model, Row};
use super::{Gap, PartOfSpeech, TAGS};

/// A stretch of words without a mark, while it is tagged.
///
/// Ways are remembered by their worth alone: which tag comes before on the best way to another is
/// found out on the way back, for the tags on that way only. All ways to a word are weighed at once
/// in vectors as wide as the processor has them.
pub struct Stretch {
    level: Level,
    start: usize,
    /// For each word, what it could be, and then the log-likelihood of the best way to each of its
    /// tags.
    ways: Vec<Row>,
    /// For each word, the tags from which the best way can go on.
    live: Vec<Live>,
    tags: Vec<u8>,
}

/// Words of a usual stretch.
const USUAL: usize = 32;

impl Default for Stretch {
    /// No words.
    fn default() -> Stretch {
        Stretch {
            level: Level::new(),
            start: state(Gap::Mark),
            ways: Vec::with_capacity(USUAL),
            live: Vec::with_capacity(USUAL),
            tags: Vec::with_capacity(USUAL),
        }
    }
}

impl Stretch {
    /// Begins a stretch after `gap`.
    pub fn begin(&mut self, gap: Gap) {
        self.start = state(gap);
        self.ways.clear();
        self.live.clear();
        self.tags.clear();
    }

    /// Adds a word: what it could be.
    pub fn observe(&mut self, word: &Emission) {
        self.ways.push(word.weights);
        self.live.push(word.live);
    }

    /// The tags of the stretch, which ends before `gap`.
    pub fn end(&mut self, model: &Model, gap: Gap) -> &[u8] {
        if !self.ways.is_empty() {
            dispatch!(self.level, simd => self.walk(simd, model, state(gap)));
        }
        self.tags.reverse();
        &self.tags
    }

    /// Finds the ways on, and then the best one back from what comes `after`. One copy of this is made
    /// for each kind of processor.
    #[inline(always)]
    fn walk<S: Simd>(&mut self, simd: S, model: &Model, mut after: usize) {
        let mut best = f32x16::simd_from(simd, *model.transitions(self.start));
        for (ways, live) in self.ways.iter_mut().zip(&self.live) {
            *ways = *(best + f32x16::simd_from(simd, *ways));
            best = match *live {
                Live::Few(from) => best_of_few(simd, model, ways, from),
                Live::Many => best_ways(simd, model, ways),
            };
        }
        for (ways, live) in self.ways.iter().zip(&self.live).rev() {
            let steps = model.transitions_to(after);
            after = match *live {
                Live::Few(from) => before_of_few(ways, steps, from),
                Live::Many => before(simd, ways, steps),
            };
            self.tags.push(after as u8);
        }
    }
}

/// Tags whose ways on are weighed side by side: each comparison waits for the one before it, and the next
/// word for the last of them.
const ABREAST: usize = 4;

/// The worth of the best way from any tag of a word to each tag of the next.
#[inline(always)]
fn best_ways<S: Simd>(simd: S, model: &Model, before: &Row) -> f32x16<S> {
    let mut best = [f32x16::splat(simd, f32::NEG_INFINITY); ABREAST];
    for (from, &worth) in before.iter().take(TAGS).enumerate() {
        let steps = f32x16::simd_from(simd, *model.transitions(from));
        best[from % ABREAST] = best[from % ABREAST].max(steps + worth);
    }
    let [a, b, c, d] = best;
    a.max(b).max(c.max(d))
}

/// The same where no way but from these tags is the best one to any tag.
#[inline(always)]
fn best_of_few<S: Simd>(simd: S, model: &Model, before: &Row, from: [u8; FEW]) -> f32x16<S> {
    let mut best = [f32x16::splat(simd, f32::NEG_INFINITY); FEW];
    for (best, from) in best.iter_mut().zip(from) {
        let from = usize::from(from) % LANES;
        *best = f32x16::simd_from(simd, *model.transitions(from)) + before[from];
    }
    let [a, b, c, d] = best;
    a.max(b).max(c.max(d))
}

/// The tag from which the best way goes on, given what each step costs; the first of equals.
#[inline(always)]
fn before<S: Simd>(simd: S, ways: &Row, steps: &Row) -> usize {
    let ways = f32x16::simd_from(simd, *ways) + f32x16::simd_from(simd, *steps);
    let best = ways.simd_eq(ways.reduce_max());
    best.to_bitmask().trailing_zeros() as usize % TAGS
}

/// The same where it is one of these.
fn before_of_few(ways: &Row, steps: &Row, [first, rest @ ..]: [u8; FEW]) -> usize {
    let tag = |tag: u8| usize::from(tag) % LANES;
    let worth = |tag: usize| ways[tag] + steps[tag];
    let (mut best, mut most) = (tag(first), worth(tag(first)));
    for tag in rest.map(tag) {
        if worth(tag) > most {
            (best, most) = (tag, worth(tag));
        }
    }
    best
}

/// The tag that stands for a gap.
fn state(gap: Gap) -> usize {
    match gap {
        Gap::Possessive => PartOfSpeech::Determiner as usize,
        Gap::Plain | Gap::Mark => PartOfSpeech::Mark as usize,
    }
}
