//! PacSum: sentences that come later vote for a sentence, those before it count against it.
//!
//! Zheng & Lapata, "Sentence Centrality Revisited for Unsupervised Summarization", ACL 2019, with
//! its tf-idf vectors: `score(s) = f * sum of cosines with later sentences + b * sum of cosines with
//! earlier ones`, where the paper finds b < 0 < f. Its threshold, the least cosine plus a share of
//! the range, is taken at a share of 0: the least cosine of tf-idf vectors is 0, and then a sum of
//! cosines is the product with a sum of vectors, which makes the exact score linear in the text.

use super::scores::Scores;
use super::vectors::SentenceVectors;
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::text::per_term::PerTerm;
use crate::text::terms::TermId;

pub(super) const CARD: Card = Card {
    name: "pac-sum",
    description: "Later sentences alike vote for a sentence, earlier ones count against it.",
    reference: "Zheng & Lapata, Sentence Centrality Revisited, ACL 2019",
    diversity: Fraction::ZERO,
    score,
};

/// What a cosine with a later sentence counts (λ2 in the paper).
const LATER: f64 = 1.0;

/// What a cosine with an earlier sentence counts (λ1 in the paper).
const EARLIER: f64 = -1.0;

fn score(document: &Document, _aim: Aim) -> Scores {
    let vectors = SentenceVectors::of(document);
    let later = sums(vectors.iter().rev(), document);
    let earlier = sums(vectors.iter(), document);
    let total = |(later, earlier): (&f64, &f64)| LATER * later + EARLIER * earlier;
    let raw: Vec<f64> = later.iter().rev().zip(&earlier).map(total).collect();
    Scores::scaled(&raw)
}

/// For each vector, the sum of its products with all vectors before it in the iteration.
fn sums<'a>(vectors: impl Iterator<Item = &'a [(TermId, f32)]>, document: &Document) -> Vec<f64> {
    let mut sum = PerTerm::<f32>::new(document.terms());
    let product = |vector: &'a [(TermId, f32)]| {
        let mut product = 0.0;
        for &(term, weight) in vector {
            product += f64::from(weight * sum.of(term));
            sum.update(term, |sum| *sum += weight);
        }
        product
    };
    vectors.map(product).collect()
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores};

    /// The vectors are those of LexRank's test: cos(A,B) = cos(B,C) = 0.3899, cos(A,C) = 0.
    ///
    ///   A = +0.3899    B = +0.3899 - 0.3899 = 0    C = -0.3899
    ///
    /// Moved to begin at 0 and divided by the best: 1, 1/2, 0.
    #[test]
    fn later_sentences_vote_and_earlier_ones_count_against() {
        let article = ["Storm ferry.", "Ferry pilot.", "Pilot violin."];
        assert_scores(&scores("pac-sum", "", &article), &[1.0, 0.5, 0.0]);
    }
}
