//! Luhn: the densest run of significant words in a sentence.
//!
//! Luhn, "The Automatic Creation of Literature Abstracts", IBM Journal of Research and Development
//! 2(2), 1958. A word is significant if it is a content word that the article has more than once.
//! Significant words with at most [`GAP`] others between them make a cluster, which counts the
//! square of its significant words divided by its length; a sentence counts as its best cluster. A
//! lone significant word makes no cluster.

use super::scores::Scores;
use super::{Aim, Card};
use crate::document::{Document, Word};
use crate::fraction::Fraction;

pub(super) const CARD: Card = Card {
    name: "luhn",
    description: "The densest run of the article's frequent words in a sentence.",
    reference: "Luhn, The Automatic Creation of Literature Abstracts, IBM Journal 2(2), 1958",
    diversity: Fraction::ZERO,
    score,
};

/// Insignificant words that may stand between two significant ones of a cluster: Luhn's "four or
/// five", the stricter.
const GAP: usize = 4;

fn score(document: &Document, _aim: Aim) -> Scores {
    let significant = |word: &Word| word.content && document.counts().of(word.term).occurrences > 1;
    let best = |sentence| {
        let words = document.words_of(sentence).iter().enumerate();
        best_cluster(
            words
                .filter(|(_, word)| significant(word))
                .map(|(at, _)| at),
        )
    };
    let raw: Vec<f64> = document.sentences().iter().map(best).collect();
    Scores::scaled(&raw)
}

/// The value of the best cluster of significant words at those places of a sentence.
fn best_cluster(places: impl Iterator<Item = usize>) -> f64 {
    let mut best = 0.0_f64;
    let (mut first, mut last, mut members) = (0, 0, 0);
    for place in places {
        if members > 0 && place - last > GAP + 1 {
            best = best.max(value(first, last, members));
            members = 0;
        }
        if members == 0 {
            first = place;
        }
        last = place;
        members += 1;
    }
    best.max(value(first, last, members))
}

/// The value of a cluster of `members` significant words between the places `first` and `last`.
fn value(first: usize, last: usize, members: u32) -> f64 {
    match members {
        0 | 1 => 0.0,
        _ => f64::from(members).powi(2) / (last - first + 1) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::best_cluster;
    use crate::scoring::testing::{assert_scores, scores};

    #[test]
    fn a_cluster_counts_its_square_over_its_length() {
        let cases: &[(&str, &[usize], f64)] = &[
            ("no word", &[], 0.0),
            ("a lone word", &[3], 0.0),
            ("neighbours: 2 * 2 / 2", &[3, 4], 2.0),
            ("four between: 2 * 2 / 6", &[0, 5], 4.0 / 6.0),
            ("five between: two lone words", &[0, 6], 0.0),
            ("Luhn's figure 2: 4 * 4 / 7", &[0, 2, 3, 6], 16.0 / 7.0),
            ("as a whole: 3 * 3 / 7", &[0, 1, 6], 9.0 / 7.0),
            ("the better of two: 3 * 3 / 3", &[0, 4, 20, 21, 22], 3.0),
        ];
        for (name, places, expected) in cases {
            assert_eq!(best_cluster(places.iter().copied()), *expected, "{name}");
        }
    }

    /// Significant, because they stand twice or more: ferry, harbour, storm.
    ///
    ///   A: ferry _ harbour storm: 3 * 3 / 4 = 2.25
    ///   B: storm ferry: 2 * 2 / 2 = 2
    ///   C: harbour alone: 0
    #[test]
    fn sentences_rank_by_their_best_cluster() {
        let article = [
            "Ferry leaves harbour storm.",
            "Storm ferry.",
            "Violin harbour.",
        ];
        assert_scores(&scores("luhn", "", &article), &[1.0, 2.0 / 2.25, 0.0]);
    }
}
