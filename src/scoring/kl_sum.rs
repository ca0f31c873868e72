//! KL-Sum: the summary whose words are distributed most like the article's.
//!
//! Haghighi & Vanderwende, "Exploring Content Models for Multi-Document Summarization", NAACL-HLT
//! 2009: sentences are added greedily, each time the one that makes the Kullback-Leibler divergence
//! KL(article || summary) over content words least. The paper leaves open how a summary without
//! some word is smoothed, without which the divergence is infinite; here every word of the article
//! counts once more than the summary has it (Laplace).
//!
//! With p a word's probability in the article, c its count in the summary, L the summary's length
//! and V the number of distinct words, the divergence is `Σ p ln p - Σ p ln(c + 1) + ln(L + V)`, so
//! that only a sentence's own words tell how it changes it. Articles of more than [`POOL`] sentences
//! are picked from those that would be the best first picks.

use super::greedy::{Pick, most_picks, scores_of_picks};
use super::scores::Scores;
use super::vectors::SentenceVectors;
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::text::per_term::PerTerm;
use crate::text::terms::TermId;
use crate::warning::{Warning, WarningCode};

pub(super) const CARD: Card = Card {
    name: "kl-sum",
    description: "Sentences that together use words as often as the article does.",
    reference: "Haghighi & Vanderwende, Exploring Content Models, NAACL-HLT 2009",
    diversity: Fraction::ZERO,
    score,
};

/// Sentences that picks are taken from at most.
const POOL: usize = 256;

fn score(document: &Document, aim: Aim) -> Scores {
    let counts = SentenceVectors::weighted(document, |count, _| count);
    let mut state = State::of(document);
    let mut pool: Vec<Pick> = counts
        .iter()
        .enumerate()
        .map(|(at, vector)| Pick::new(at, state.gain(vector)))
        .collect();
    pool.sort_by(|a, b| b.cmp(a));
    pool.truncate(POOL);
    let mut picks = Vec::new();
    while picks.len() < most_picks(document, aim) {
        for pick in &mut pool {
            pick.value = state.gain(counts.vector(pick.number));
        }
        let Some((at, best)) = pool
            .iter()
            .copied()
            .enumerate()
            .max_by_key(|&(_, pick)| pick)
        else {
            break;
        };
        pool.swap_remove(at);
        state.add(counts.vector(best.number));
        picks.push(best.number);
    }
    let rest: Vec<f64> = counts.iter().map(|vector| state.gain(vector)).collect();
    let scores = scores_of_picks(&picks, &rest, document, aim);
    if counts.count() <= POOL {
        return scores;
    }
    let message =
        format!("Sentences were picked from the {POOL} that would be the best first picks.");
    scores.with_warning(Warning::new(WarningCode::Truncated, message))
}

/// A summary's words, beside the article's.
struct State {
    article: PerTerm<f64>,
    summary: PerTerm<f64>,
    length: f64,
    vocabulary: f64,
}

impl State {
    fn of(document: &Document) -> State {
        let counts = document.counts();
        let total: u32 = counts.iter().map(|(_, count)| count.occurrences).sum();
        let mut article = PerTerm::new(document.terms());
        for (term, count) in counts.iter() {
            article.update(term, |p| {
                *p = f64::from(count.occurrences) / f64::from(total.max(1))
            });
        }
        State {
            article,
            summary: PerTerm::new(document.terms()),
            length: 0.0,
            vocabulary: counts.iter().filter(|(_, c)| c.occurrences > 0).count() as f64,
        }
    }

    /// By how much a sentence with those counts would bring the divergence down.
    fn gain(&self, counts: &[(TermId, f32)]) -> f64 {
        let (mut closer, mut length) = (0.0, self.length);
        for &(term, count) in counts {
            let (p, count) = (self.article.of(term), f64::from(count));
            let said = self.summary.of(term) + 1.0;
            closer += p * ((said + count) / said).ln();
            length += count;
        }
        closer - ((length + self.vocabulary) / (self.length + self.vocabulary)).ln()
    }

    fn add(&mut self, counts: &[(TermId, f32)]) {
        for &(term, count) in counts {
            self.summary.update(term, |said| *said += f64::from(count));
            self.length += f64::from(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores};

    /// Six content words, of which V = 3 are distinct: ferry p = 1/2, pilot p = 1/3, gull p = 1/6.
    ///
    /// First, a sentence gains Σ p ln(1 + count) - ln((3 + length) / 3):
    ///
    ///   A ferry        1/2 ln 2 - ln(4/3)             = 0.3466 - 0.2877 = +0.0589
    ///   B ferry pilot  (1/2 + 1/3) ln 2 - ln(5/3)     = 0.5776 - 0.5108 = +0.0668
    ///   C ferry gull   (1/2 + 1/6) ln 2 - ln(5/3)     = 0.4621 - 0.5108 = -0.0487
    ///   D pilot        1/3 ln 2 - ln(4/3)             = 0.2310 - 0.2877 = -0.0567
    ///
    /// B. Now ferry and pilot count 2, gull 1, and the length is 5 with the smoothing:
    ///
    ///   A 1/2 ln(3/2) - ln(6/5)                       = 0.2027 - 0.1823 = +0.0204
    ///   C 1/2 ln(3/2) + 1/6 ln 2 - ln(7/5)            = 0.3183 - 0.3365 = -0.0182
    ///   D 1/3 ln(3/2) - ln(6/5)                       = 0.1352 - 0.1823 = -0.0472
    ///
    /// A. Now ferry counts 3, and the length is 6:
    ///
    ///   C 1/2 ln(4/3) + 1/6 ln 2 - ln(8/6)            = 0.2594 - 0.2877 = -0.0283
    ///   D 1/3 ln(3/2) - ln(7/6)                       = 0.1352 - 0.1542 = -0.0190
    ///
    /// D, then C.
    #[test]
    fn sentences_are_picked_in_the_published_order() {
        let article = ["Ferry.", "Ferry pilot.", "Ferry gull.", "Pilot."];
        assert_scores(&scores("kl-sum", "", &article), &[0.875, 1.0, 0.625, 0.75]);
    }
}
