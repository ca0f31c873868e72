//! Reduction: the sum of a sentence's likenesses to all others.
//!
//! Named after Jing, "Sentence Reduction for Automatic Text Summarization", ANLP 2000, as sumy and
//! the tool it took the method from do; what both compute, and what is computed here, is the
//! weighted degree in TextRank's graph (Mihalcea & Tarau 2004), without the random walk.

use super::graph::Graph;
use super::scores::Scores;
use super::text_rank::{overlap, words_of_sentences};
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;

pub(super) const CARD: Card = Card {
    name: "reduction",
    description: "The more words a sentence shares with all others, the better.",
    reference: "Jing, Sentence Reduction for Automatic Text Summarization, ANLP 2000",
    diversity: Fraction::ZERO,
    score,
};

fn score(document: &Document, _aim: Aim) -> Scores {
    let words = words_of_sentences(document);
    let graph = Graph::new(&words, overlap(&words));
    let scores = Scores::scaled(&graph.degrees());
    graph.warnings().fold(scores, Scores::with_warning)
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores};

    /// As in TextRank's test, w(A,B) = 1 / (ln 2 + ln 3) = 0.5581 and w(B,C) = 1 / (2 ln 3) = 0.4551:
    ///
    ///   A = 0.5581    B = 0.5581 + 0.4551 = 1.0132    C = 0.4551    D = 0
    #[test]
    fn a_score_is_the_sum_of_a_sentences_edges() {
        let article = [
            "Storm ferry.",
            "Ferry harbour captain.",
            "Harbour pilot gull.",
            "Violin cello.",
        ];
        assert_scores(
            &scores("reduction", "", &article),
            &[0.5508, 1.0, 0.4492, 0.0],
        );
    }
}
