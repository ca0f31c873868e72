//! What the n-grams of a text say for each language of its script.

use fearless_simd::{Level, dispatch};

use super::model::{DenseRow, MOST_LANGUAGES, Model, Row};
use super::prior;
use crate::text::language::{Language, Script};

/// The languages of one script and what the n-grams seen so far say for each.
pub(super) struct Scores<'m> {
    model: &'m Model<'m>,
    first: usize,
    /// How many languages the script has.
    languages: usize,
    sums: [u32; MOST_LANGUAGES],
    /// What sparse rows since the last [`FLUSH`] say: half as wide, twice as many at once.
    latest: [u16; MOST_LANGUAGES],
    /// The dense rows since then, which are summed together.
    dense: [u16; FLUSH as usize],
    /// How many there are.
    dense_count: usize,
    /// N-grams seen.
    pub(super) grams: u32,
}

/// The likeliest language, in the unit of the model's weights.
pub(super) struct Best {
    pub(super) language: Language,
    /// What the n-grams say for it.
    pub(super) score: u32,
    /// How far it is ahead of the second likeliest.
    pub(super) lead: u32,
}

/// N-grams whose weights are summed before the sums could leave their range: twice as many would do.
const FLUSH: u32 = 128;

impl<'m> Scores<'m> {
    /// Nothing seen yet, for the languages of `script` in `model`.
    pub(super) fn of(model: &'m Model<'m>, script: Script) -> Scores<'m> {
        let of_script = |entry: &&(Language, Script)| entry.1 == script;
        let first = model.languages.iter().position(|entry| entry.1 == script);
        Scores {
            model,
            first: first.unwrap_or(0),
            languages: model.languages.iter().filter(of_script).count(),
            sums: [0; MOST_LANGUAGES],
            latest: [0; MOST_LANGUAGES],
            dense: [0; FLUSH as usize],
            dense_count: 0,
            grams: 0,
        }
    }

    /// Counts an n-gram.
    pub(super) fn add(&mut self, hash: u32) {
        self.grams += 1;
        if self.grams.is_multiple_of(FLUSH) {
            self.flush();
        }
        match self.model.row(hash) {
            None => {}
            Some(Row::Dense(number)) => {
                if let Some(place) = self.dense.get_mut(self.dense_count) {
                    *place = number;
                    self.dense_count += 1;
                }
            }
            Some(Row::Sparse { begin, length }) => {
                let range = begin as usize..begin as usize + usize::from(length);
                for &entry in self.model.rows.get(range).unwrap_or_default() {
                    let sum = &mut self.latest[usize::from(entry >> 2)];
                    *sum = sum.wrapping_add(self.model.levels[usize::from(entry & 3)]);
                }
            }
        }
    }

    fn flush(&mut self) {
        let dense = self.dense.get(..self.dense_count).unwrap_or_default();
        let (rows, latest) = (&self.model.dense, &mut self.latest);
        dispatch!(Level::new(), _simd => add_rows(rows, dense, latest));
        self.dense_count = 0;
        for (sum, latest) in self.sums.iter_mut().zip(&mut self.latest) {
            *sum += u32::from(std::mem::take(latest));
        }
    }

    /// The likeliest language, and what speaks for it; nothing without evidence.
    pub(super) fn best(&mut self) -> Option<Best> {
        self.flush();
        let mut best = (0, 0);
        let mut second = 0;
        let led;
        let ahead = match prior::is_over(self.grams) {
            true => &self.sums,
            false => {
                led = self.with_leads();
                &led
            }
        };
        for (at, &sum) in ahead.iter().take(self.languages).enumerate() {
            if sum > best.1 {
                second = best.1;
                best = (at, sum);
            } else {
                second = second.max(sum);
            }
        }
        let (language, _) = self.model.languages.get(self.first + best.0)?;
        let score = *self.sums.get(best.0)?;
        (score > 0).then_some(Best {
            language: *language,
            score,
            lead: best.1 - second,
        })
    }

    /// The sums with what is left of the leads, which those have that anything speaks for.
    fn with_leads(&self) -> [u32; MOST_LANGUAGES] {
        let mut sums = self.sums;
        let leads = self.model.leads.iter().skip(self.first);
        for (sum, &lead) in sums.iter_mut().take(self.languages).zip(leads) {
            if *sum > 0 {
                *sum += prior::after(self.grams, lead);
            }
        }
        sums
    }
}

/// Adds up the dense rows of those numbers. One copy of this is made for each kind of processor, whose
/// widest vectors the compiler then uses.
#[inline(always)]
fn add_rows(rows: &[DenseRow], numbers: &[u16], sums: &mut [u16; MOST_LANGUAGES]) {
    let mut all = *sums;
    let found = numbers.iter().filter_map(|&at| rows.get(usize::from(at)));
    for row in found {
        for (sum, &weight) in all.iter_mut().zip(row) {
            *sum = sum.wrapping_add(u16::from(weight));
        }
    }
    *sums = all;
}
