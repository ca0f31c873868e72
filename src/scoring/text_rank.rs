//! TextRank: PageRank over sentences that share words.
//!
//! Mihalcea & Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004. Two sentences are joined by
//! an edge of weight `|words of both| / (ln |words of one| + ln |words of the other|)`, where words
//! are content words and each counts once. Two sentences of one word each have no edge: the
//! definition gives 1 / 0.

use super::graph::{Graph, Weight};
use super::scores::Scores;
use super::vectors::SentenceVectors;
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;

pub(super) const CARD: Card = Card {
    name: "text-rank",
    description: "PageRank over sentences that share words.",
    reference: "Mihalcea & Tarau, TextRank: Bringing Order into Texts, EMNLP 2004",
    diversity: Fraction::ZERO,
    score,
};

fn score(document: &Document, _aim: Aim) -> Scores {
    let vectors = words_of_sentences(document);
    let graph = Graph::new(&vectors, overlap(&vectors));
    let scores = Scores::scaled(&graph.page_rank(false));
    graph.warnings().fold(scores, Scores::with_warning)
}

/// Sentences as sets of words: a dot product is the number of words in common.
pub(super) fn words_of_sentences(document: &Document) -> SentenceVectors {
    SentenceVectors::weighted(document, |_, _| 1.0)
}

/// The weight of TextRank's edges, for vectors from [`words_of_sentences`].
pub(super) fn overlap(words: &SentenceVectors) -> impl Weight + use<> {
    let logarithms: Vec<f32> = words.iter().map(|set| (set.len() as f32).ln()).collect();
    move |one, other, common| {
        let logarithm = |sentence: usize| logarithms.get(sentence).copied().unwrap_or_default();
        let length = logarithm(one) + logarithm(other);
        if length > 0.0 { common / length } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores};

    /// Words in common: A-B 1 (ferry), B-C 1 (harbour), none else. Lengths: A 2, B 3, C 3.
    ///
    ///   w(A,B) = 1 / (ln 2 + ln 3) = 0.5581    w(B,C) = 1 / (ln 3 + ln 3) = 0.4551
    ///
    /// A and C give all their rank to B; B gives A w(A,B) / (w(A,B) + w(B,C)) = 0.5508 of its own:
    ///
    ///   B = 0.15 + 0.85 (A + C)    A + C = 0.30 + 0.85 B    so B = 0.405 / 0.2775 = 1.4595
    ///   A = 0.15 + 0.85 * 0.5508 * 1.4595 = 0.8333    C = 0.15 + 0.85 * 0.4492 * 1.4595 = 0.7072
    ///
    /// D shares nothing and keeps 0.15. Divided by the best:
    #[test]
    fn ranks_are_those_of_the_published_equation() {
        let article = [
            "Storm ferry.",
            "Ferry harbour captain.",
            "Harbour pilot gull.",
            "Violin cello.",
        ];
        assert_scores(
            &scores("text-rank", "", &article),
            &[0.5710, 1.0, 0.4846, 0.1028],
        );
    }
}
