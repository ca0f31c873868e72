//! How likely it is that a journalist's summary names a term: the more often and the earlier it
//! stands, and the better the sentences that hold it, the likelier.
//!
//! Hong & Nenkova, "Improving the Estimation of Word Importance for News Multi-Document
//! Summarization", EACL 2014: a logistic regression, here on five numbers a term, fitted by
//! `training/train_ranker.py` to articles whose sentences were scored held out.

use std::sync::LazyLock;

use super::scores::Scores;
use super::vectors::SentenceVectors;
use crate::document::Document;
use crate::text::counts::ln;
use crate::text::per_term::PerTerm;
use crate::text::terms::TermId;

/// What is measured of a term, in the order of the weights: ln of its occurrences; ln of 1 and the
/// sentences of the story before the first that holds it; the best score of a sentence that holds
/// it; ln of 0.1 and the scores of all those; ln of the number of the story's sentences.
pub type Row = [f32; 5];

/// The intercept and the weights, a number a line.
static SOURCE: &str = include_str!("ranker/term_worth.txt");

/// A test reads them.
static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(SOURCE).expect("the built-in weights are six numbers"));

struct Weights {
    intercept: f32,
    of: Row,
}

/// What each term of a document is worth, in [0, 1]; 0 for those that no sentence of the story holds.
pub struct TermWorth(PerTerm<f32>);

impl TermWorth {
    /// The worth of the terms of `document`, whose sentences have those vectors and scores.
    pub fn of(document: &Document, vectors: &SentenceVectors, scores: &Scores) -> TermWorth {
        let mut worth = PerTerm::new(document.terms());
        for (term, row) in rows(document, vectors, scores) {
            worth.update(term, |worth| *worth = WEIGHTS.chance(&row));
        }
        TermWorth(worth)
    }

    /// The worth of a term.
    pub fn get(&self, term: TermId) -> f32 {
        self.0.of(term)
    }
}

/// What is measured of each term that the story holds, in the order of first appearance.
pub fn rows(
    document: &Document,
    vectors: &SentenceVectors,
    scores: &Scores,
) -> impl Iterator<Item = (TermId, Row)> {
    /// The place of the first sentence, from 1, and the best and the sum of the scores.
    #[derive(Clone, Copy, Default)]
    struct Held(u32, f32, f32);
    let mut held = PerTerm::<Held>::new(document.terms());
    let mut count = 0;
    for (at, _) in document.story() {
        count += 1;
        let score = scores.of(at);
        for &(term, _) in vectors.vector(at) {
            held.update(term, |Held(first, best, sum)| {
                if *first == 0 {
                    *first = count;
                }
                *best = best.max(score);
                *sum += score;
            });
        }
    }
    let count = ln(count);
    let row = move |(term, Held(first, best, sum))| {
        let occurrences = document.counts().of(term).occurrences.max(1);
        (
            term,
            [ln(occurrences), ln(first), best, (0.1 + sum).ln(), count],
        )
    };
    let story = held.into_values().filter(|(_, Held(first, ..))| *first > 0);
    story.map(row)
}

impl Weights {
    fn parse(source: &str) -> Option<Weights> {
        let numbers: Option<Vec<f32>> = source.lines().map(|line| line.parse().ok()).collect();
        let (&intercept, weights) = numbers.as_ref()?.split_first()?;
        Some(Weights {
            intercept,
            of: weights.try_into().ok()?,
        })
    }

    /// The chance that a summary has a term of that row.
    fn chance(&self, row: &Row) -> f32 {
        let products = self
            .of
            .iter()
            .zip(row)
            .map(|(weight, value)| weight * value);
        let sum = self.intercept + products.sum::<f32>();
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::{TermWorth, Weights, rows};
    use crate::document::Document;
    use crate::document::testing::document;
    use crate::scoring::scores::Scores;
    use crate::scoring::vectors::SentenceVectors;

    fn with_document(check: impl FnOnce(&Document, &SentenceVectors, &Scores)) {
        let document = document(
            "en",
            "The dyke broke at Sandvik. Sheep drowned in the fields. Sandvik wants a new dyke. \
                   Engineers will measure the dyke.",
        );
        let scores = Scores::scaled(&[1.0, 0.25, 0.5, 0.25]);
        check(&document, &SentenceVectors::of(&document), &scores);
    }

    #[test]
    fn a_row_tells_how_often_how_early_and_in_which_company_a_term_stands() {
        with_document(|document, vectors, scores| {
            let rows = rows(document, vectors, scores).collect::<Vec<_>>();
            let row = |word: &str| {
                let term = document.terms().find_term(word).expect("it is there");
                let found = rows.iter().find(|(of, _)| *of == term);
                found.expect("the story holds it").1
            };
            let ln = f32::ln;
            assert_eq!(row("dyke"), [ln(3.0), 0.0, 1.0, ln(0.1 + 1.75), ln(4.0)]);
            assert_eq!(row("sheep"), [0.0, ln(2.0), 0.25, ln(0.1 + 0.25), ln(4.0)]);
        });
    }

    #[test]
    fn what_the_story_is_about_is_worth_most() {
        with_document(|document, vectors, scores| {
            let worth = TermWorth::of(document, vectors, scores);
            let of = |word: &str| worth.get(document.terms().find_term(word).expect("it is there"));
            assert!(of("dyke") > of("sandvik") && of("sandvik") > of("sheep"));
            assert!(of("sheep") > of("engineers") && of("engineers") > 0.0);
        });
    }

    #[test]
    fn weights_are_six_numbers() {
        assert!(Weights::parse(super::SOURCE).is_some());
        for broken in [
            "",
            "1\n2\n3\n4\n5",
            "1\n2\n3\n4\n5\n6\n7",
            "1\n2\n3\n4\n5\nsix",
        ] {
            assert!(Weights::parse(broken).is_none(), "{broken:?}");
        }
    }
}
