//! LSA: sentences that say much of the article's main topics, as the singular vectors tell them.
//!
//! Gong & Liu, "Generic Text Summarization Using Relevance Measure and Latent Semantic Analysis",
//! SIGIR 2001, with the score of Steinberger & Ježek, "Using Latent Semantic Analysis in Text
//! Summarization and Summary Evaluation", ISIM 2004. The matrix of terms by sentences, weighted by
//! tf · isf, is taken apart into singular values σ and vectors; the score of sentence k is the length
//! of its part in the space of the topics, `sqrt(Σ σᵢ² vₖᵢ²)`, over the topics whose σ is at least
//! half of the greatest, but at most [`TOPICS`] of them.
//!
//! Since σᵢ vₖᵢ is the product of the sentence's own vector with topic i's left singular vector, the
//! topics are found in a [`Sample`] where the article is long, and every sentence is scored by them.

use super::sample::Sample;
use super::scores::Scores;
use super::topics::{TOPICS, Topics};
use super::vectors::SentenceVectors;
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;

pub(super) const CARD: Card = Card {
    name: "lsa",
    description: "Sentences with much of the main topics, by singular value decomposition.",
    reference: "Steinberger & Ježek, Using Latent Semantic Analysis, ISIM 2004",
    diversity: Fraction::ZERO,
    score,
};

fn score(document: &Document, _aim: Aim) -> Scores {
    let vectors = SentenceVectors::tf_isf(document);
    let sample = Sample::of(&vectors);
    let topics = Topics::of(&vectors, &sample, document.terms().term_count());
    let length = |vector| {
        let parts: [f64; TOPICS] = topics.parts(vector);
        parts.iter().map(|part| part * part).sum::<f64>().sqrt()
    };
    let raw: Vec<f64> = vectors.iter().map(length).collect();
    sample
        .warning()
        .into_iter()
        .fold(Scores::scaled(&raw), Scores::with_warning)
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores};

    /// A and B share "ferry"; C stands apart. a = ln(1 + 3/2) = 0.9163 weighs ferry, b = ln(1 + 3) =
    /// 1.3863 every other word. Products of the columns:
    ///
    ///   A·A = a² + b² = 2.7614    B·B = a² = 0.8396    A·B = a² = 0.8396    C·C = b² = 1.9218
    ///
    /// Of [[2.7614, 0.8396], [0.8396, 0.8396]] the eigenvalues are 1.8005 ± sqrt(0.9609² + 0.8396²) =
    /// 1.8005 ± 1.2760 = 3.0765 and 0.5245; C's is 1.9218. So σ = 1.7540, 1.3863, 0.7242: the third
    /// is below half of the first (0.8770) and left out.
    ///
    /// The first vector is along (0.8396, 3.0765 - 2.7614 = 0.3151), of length 0.8968: v = (0.9362,
    /// 0.3514). The second is C alone.
    ///
    ///   A = 1.7540 * 0.9362 = 1.6421    B = 1.7540 * 0.3514 = 0.6163    C = 1.3863
    #[test]
    fn a_score_is_the_length_in_the_space_of_the_main_topics() {
        let article = ["Storm ferry.", "Ferry.", "Violin."];
        assert_scores(&scores("lsa", "", &article), &[1.0, 0.3753, 0.8442]);
    }
}
