//! LexRank: PageRank over sentences that are alike, each voting as strongly as it is alike.
//!
//! Erkan & Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", JAIR
//! 22, 2004: the continuous form (section 3.3), with edges where the idf-modified cosine is above
//! the threshold of 0.1 that they found best. As there, a sentence is alike to itself,
//! so that each has an edge. Sentences of the article stand for the documents behind idf.

use super::graph::Graph;
use super::scores::Scores;
use super::vectors::SentenceVectors;
use super::{Aim, Card};
use crate::document::Document;
use crate::fraction::Fraction;

pub(super) const CARD: Card = Card {
    name: "lex-rank",
    description: "PageRank over sentences alike by the cosine of their tf-idf vectors.",
    reference: "Erkan & Radev, LexRank, JAIR 22, 2004",
    diversity: Fraction::ZERO,
    score,
};

/// Cosines up to this are no edge.
const THRESHOLD: f32 = 0.1;

fn score(document: &Document, _aim: Aim) -> Scores {
    let vectors = SentenceVectors::of(document);
    let alike = |_, _, cosine| if cosine > THRESHOLD { cosine } else { 0.0 };
    let graph = Graph::new(&vectors, alike);
    let scores = Scores::scaled(&graph.page_rank(true));
    graph.warnings().fold(scores, Scores::with_warning)
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores};

    /// A and B share "ferry", B and C share "pilot"; each word stands once in its sentence.
    ///
    ///   isf of a word in two of the three sentences: ln(1 + 3/2) = 0.9163, squared 0.8396
    ///   isf of a word in one:                        ln(1 + 3/1) = 1.3863, squared 1.9218
    ///   |A| = |C| = sqrt(0.8396 + 1.9218) = 1.6617    |B| = sqrt(2 * 0.8396) = 1.2958
    ///   cos(A,B) = cos(B,C) = 0.8396 / (1.6617 * 1.2958) = 0.3899
    ///
    /// Degrees with the edge to oneself: A and C 1.3899, B 1 + 2 * 0.3899 = 1.7799. By symmetry C = A:
    ///
    ///   A = 0.15 + 0.85 (A / 1.3899 + 0.3899 B / 1.7799) = 0.15 + 0.6116 A + 0.1862 B
    ///   A + B + C = 3    so B = 3 - 2 A and A = 0.15 + 0.6116 A + 0.5586 - 0.3724 A
    ///   A = 0.7086 / 0.7608 = 0.9313    B = 1.1373    A / B = 0.8189
    #[test]
    fn ranks_are_those_of_the_published_equation() {
        let article = ["Storm ferry.", "Ferry pilot.", "Pilot violin."];
        assert_scores(&scores("lex-rank", "", &article), &[0.8189, 1.0, 0.8189]);
    }
}
