//! Centroid: sentences that hold the article's typical words, with a bonus for an early place.
//!
//! Radev, Jing & Budzikowska, "Centroid-based Summarization of Multiple Documents", ANLP-NAACL
//! Workshop 2000 (MEAD), with its weights of 1: `score = C + P + F`, where for sentence i of n
//!
//! - the centroid value C is the sum of the centroid's values of its words, and the centroid is
//!   every word's tf · isf where that is above average;
//! - the positional value P is (n - i + 1) / n of the greatest C;
//! - the first-sentence overlap F is the product of its word counts with those of sentence 1.
//!
//! The article's sentences stand for the documents behind idf. MEAD's penalty for redundancy is left
//! to selection.

use super::scores::Scores;
use super::vectors::SentenceVectors;
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::text::per_term::PerTerm;
use crate::text::terms::TermId;

pub(super) const CARD: Card = Card {
    name: "centroid",
    description: "Sentences with the article's typical words, early ones first.",
    reference: "Radev, Jing & Budzikowska, Centroid-based Summarization, ANLP-NAACL 2000",
    diversity: Fraction::ZERO,
    score,
};

fn score(document: &Document, _aim: Aim) -> Scores {
    let counts = SentenceVectors::weighted(document, |count, _| count);
    let centroid = centroid(document);
    let central = products(&counts, &centroid);
    let overlap = products(&counts, &first_sentence(document));
    let greatest = central.iter().copied().fold(0.0, f64::max);
    let n = central.len();
    let total = |(at, (central, overlap)): (usize, (&f64, &f64))| {
        central + greatest * (n - at) as f64 / n as f64 + overlap
    };
    let raw: Vec<f64> = central
        .iter()
        .zip(&overlap)
        .enumerate()
        .map(total)
        .collect();
    Scores::scaled(&raw)
}

/// Every term's value in the centroid; 0 for those that are not in it.
fn centroid(document: &Document) -> PerTerm<f32> {
    let mut centroid = PerTerm::<f32>::new(document.terms());
    for vector in SentenceVectors::tf_isf(document).iter() {
        for &(term, weight) in vector {
            centroid.update(term, |value| *value += weight);
        }
    }
    let present = || {
        centroid
            .iter()
            .map(|(_, value)| value)
            .filter(|&value| value > 0.0)
    };
    let average = present().sum::<f32>() / present().count().max(1) as f32;
    let below: Vec<TermId> = centroid
        .iter()
        .filter(|&(_, value)| value <= average)
        .map(|(term, _)| term)
        .collect();
    for term in below {
        centroid.update(term, |value| *value = 0.0);
    }
    centroid
}

fn first_sentence(document: &Document) -> PerTerm<f32> {
    let mut counts = PerTerm::<f32>::new(document.terms());
    for &term in document
        .sentences()
        .first()
        .map_or(&[][..], |s| document.content_of(s))
    {
        counts.update(term, |count| *count += 1.0);
    }
    counts
}

fn products(vectors: &SentenceVectors, other: &PerTerm<f32>) -> Vec<f64> {
    let product = |vector: &[(TermId, f32)]| {
        vector
            .iter()
            .map(|&(term, weight)| f64::from(weight * other.of(term)))
            .sum()
    };
    vectors.iter().map(product).collect()
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores};

    /// tf · isf: pilot 3 ln(1 + 3/2) = 2.7489; ferry, storm, gull and violin ln(1 + 3/1) = 1.3863
    /// each. The average is 8.2940 / 5 = 1.6588, so the centroid is "pilot" alone.
    ///
    ///   C:  A 0                    B 2 * 2.7489 = 5.4977       C 2.7489
    ///   P:  A 3/3 * 5.4977         B 2/3 * 5.4977 = 3.6652     C 1/3 * 5.4977 = 1.8326
    ///   F:  A 1 + 1 = 2            B 0                         C 0
    ///       A 7.4977               B 9.1629                    C 4.5814
    #[test]
    fn a_score_is_the_sum_of_centroid_position_and_overlap_with_the_first() {
        let article = ["Ferry storm.", "Pilot gull pilot.", "Violin pilot."];
        assert_scores(&scores("centroid", "", &article), &[0.8183, 1.0, 0.5]);
    }
}
