//! SumBasic: sentences of probable words, each word counting for less once it is said.
//!
//! Nenkova & Vanderwende, "The Impact of Frequency on Summarization", Microsoft Research
//! MSR-TR-2005-101, 2005. A word's probability is its share of the article's content words, and a
//! sentence weighs the average probability of its words. The heaviest sentence that holds the most
//! probable word is taken, its words' probabilities are squared, and so on.

use std::collections::BinaryHeap;

use super::greedy::{Pick, most_picks, scores_of_picks};
use super::scores::Scores;
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::text::per_term::PerTerm;
use crate::text::terms::TermId;

pub(super) const CARD: Card = Card {
    name: "sum-basic",
    description: "Sentences of frequent words, each word counting for less once it is said.",
    reference: "Nenkova & Vanderwende, The Impact of Frequency on Summarization, MSR-TR-2005-101",
    diversity: Fraction::ZERO,
    score,
};

fn score(document: &Document, aim: Aim) -> Scores {
    let mut state = State::of(document);
    let mut picks = Vec::new();
    while picks.len() < most_picks(document, aim) {
        let Some(best) = state.next() else { break };
        state.say(best);
        picks.push(best);
    }
    let rest: Vec<f64> = (0..document.sentences().len())
        .map(|at| state.weight(at))
        .collect();
    scores_of_picks(&picks, &rest, document, aim)
}

struct State<'d> {
    document: &'d Document<'d>,
    probability: PerTerm<f64>,
    /// Words by the probability that they had when they were put here.
    probable: BinaryHeap<Pick>,
    said: Vec<bool>,
}

impl<'d> State<'d> {
    fn of(document: &'d Document<'d>) -> State<'d> {
        let occurrences = |(_, count): (TermId, crate::document::TermCount)| count.occurrences;
        let total: u32 = document.counts().iter().map(occurrences).sum();
        let mut probability = PerTerm::new(document.terms());
        for (term, count) in document.counts().iter() {
            probability.update(term, |p| {
                *p = f64::from(count.occurrences) / f64::from(total.max(1));
            });
        }
        let present = probability.iter().filter(|&(_, p)| p > 0.0);
        let probable = present
            .map(|(term, p)| Pick::new(term.0 as usize, p))
            .collect();
        State {
            document,
            probability,
            probable,
            said: vec![false; document.sentences().len()],
        }
    }

    /// The average probability of a sentence's content words.
    fn weight(&self, sentence: usize) -> f64 {
        let Some(sentence) = self.document.sentences().get(sentence) else {
            return 0.0;
        };
        let content = self.document.content_of(sentence);
        let sum: f64 = content.iter().map(|&term| self.probability.of(term)).sum();
        sum / content.len().max(1) as f64
    }

    /// The heaviest sentence left that holds the most probable word that any sentence left holds.
    fn next(&mut self) -> Option<usize> {
        while let Some(top) = self.probable.pop() {
            let term = TermId(top.number as u32);
            let now = self.probability.of(term);
            if now < top.value {
                self.probable.push(Pick::new(top.number, now));
                continue;
            }
            let sentences = self.document.sentences().iter().enumerate();
            let holders = sentences.filter(|(at, sentence)| {
                self.said.get(*at) == Some(&false)
                    && self.document.content_of(sentence).contains(&term)
            });
            let best = holders.map(|(at, _)| Pick::new(at, self.weight(at))).max();
            if let Some(best) = best {
                self.probable.push(top);
                return Some(best.number);
            }
        }
        None
    }

    fn say(&mut self, sentence: usize) {
        if let Some(said) = self.said.get_mut(sentence) {
            *said = true;
        }
        let Some(sentence) = self.document.sentences().get(sentence) else {
            return;
        };
        let mut terms = self.document.content_of(sentence).to_vec();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            self.probability.update(term, |p| *p *= *p);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores};

    /// Eight content words: ferry 3/8, pilot 2/8, storm, gull and violin 1/8 each.
    ///
    ///   A ferry pilot: (3/8 + 2/8) / 2 = 0.3125    B ferry storm: 0.25
    ///   C ferry gull: 0.25                         D pilot violin: 0.1875
    ///
    /// "Ferry" is the most probable, and A the heaviest that holds it. Now ferry is (3/8)² = 0.1406
    /// and pilot (2/8)² = 0.0625: ferry is still the first word, with B (0.1406 + 0.125) / 2 =
    /// 0.1328 level with C, and B comes first. Two of four sentences are wanted, so twice two are
    /// picked: ferry is 0.0198 and storm 0.0156, so gull and violin (0.125) lead, gull first: C.
    /// D is last.
    #[test]
    fn sentences_are_picked_in_the_published_order() {
        let article = [
            "Ferry pilot.",
            "Ferry storm.",
            "Ferry gull.",
            "Pilot violin.",
        ];
        assert_scores(
            &scores("sum-basic", "", &article),
            &[1.0, 0.875, 0.75, 0.625],
        );
    }
}
