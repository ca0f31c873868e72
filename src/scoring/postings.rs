//! Inverted lists: for each term, the sentences that hold it.

use std::cmp::Reverse;

use super::sample::Sample;
use super::vectors::SentenceVectors;
use crate::text::terms::TermId;
use crate::warning::{Warning, WarningCode};

/// Steps through inverted lists for each term of each sentence, on average, before the most
/// widespread terms are left out; [`FREE_WORK`] steps are free.
const WORK_PER_ENTRY: usize = 32;
const FREE_WORK: usize = 1 << 18;

/// For each term, the places in the sample that hold it, with its weight there.
pub(super) struct Postings {
    entries: Vec<(u32, f32)>,
    /// Where each term's entries begin; one more than there are terms.
    starts: Vec<u32>,
    /// Terms left out because following them would take too long.
    skipped: Vec<bool>,
    left_out: usize,
}

impl Postings {
    /// The lists of the sentences in `sample`.
    pub(super) fn of(vectors: &SentenceVectors, sample: &Sample) -> Postings {
        let held = |sentence: &usize| vectors.vector(*sentence).iter();
        let terms = vectors
            .iter()
            .flatten()
            .map(|(term, _)| term.0 as usize + 1)
            .max();
        let mut starts = vec![0_u32; terms.unwrap_or(0) + 1];
        for (term, _) in sample.sentences().iter().flat_map(held) {
            if let Some(count) = starts.get_mut(term.0 as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); sum as usize];
        for (at, sentence) in (0..).zip(sample.sentences()) {
            for &(term, weight) in vectors.vector(*sentence) {
                let Some(place) = next.get_mut(term.0 as usize) else {
                    continue;
                };
                if let Some(entry) = entries.get_mut(*place as usize) {
                    *entry = (at, weight);
                }
                *place += 1;
            }
        }
        let mut postings = Postings {
            entries,
            skipped: vec![false; starts.len()],
            starts,
            left_out: 0,
        };
        postings.skip_widespread(vectors);
        postings
    }

    /// The list of `term`, followed or not.
    fn list(&self, term: TermId) -> &[(u32, f32)] {
        let at = term.0 as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&begin), Some(&end)) => self
                .entries
                .get(begin as usize..end as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// The places in the sample that hold `term`, ascending, with its weight there; none where it
    /// was left out.
    pub(super) fn of_term(&self, term: TermId) -> &[(u32, f32)] {
        match self.skipped.get(term.0 as usize) {
            Some(false) => self.list(term),
            _ => &[],
        }
    }

    /// Leaves out the most widespread terms until the work is within its bound.
    fn skip_widespread(&mut self, vectors: &SentenceVectors) {
        let most = FREE_WORK + WORK_PER_ENTRY * vectors.entry_count();
        let length = |&(term, _): &(TermId, f32)| self.list(term).len();
        let mut work: usize = vectors.iter().flatten().map(length).sum();
        if work <= most {
            return;
        }
        let mut holders = vec![0_usize; self.skipped.len()];
        for (term, _) in vectors.iter().flatten() {
            if let Some(count) = holders.get_mut(term.0 as usize) {
                *count += 1;
            }
        }
        let mut by_spread: Vec<u32> = (0..holders.len() as u32).collect();
        by_spread.sort_by_key(|&term| Reverse(self.list(TermId(term)).len()));
        for term in by_spread {
            if work <= most {
                break;
            }
            let held = holders.get(term as usize).copied().unwrap_or_default();
            work -= held * self.list(TermId(term)).len();
            if let Some(skip) = self.skipped.get_mut(term as usize) {
                *skip = true;
            }
            self.left_out += 1;
        }
    }

    /// What was given up, if anything.
    pub(super) fn warning(&self) -> Option<Warning> {
        (self.left_out > 0).then(|| {
            let message = format!(
                "Sentences were compared without the {} most widespread words of the article.",
                self.left_out
            );
            Warning::new(WarningCode::Truncated, message)
        })
    }
}
