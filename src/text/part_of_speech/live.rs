//! Which tags of a word can be on the best way through a sentence, whatever stands around it.
//!
//! A tag is none of them if another one of the word is better by more than any tag before and any
//! tag after could make up for: all ways through it are worse than the same ways through the other
//! one. Half of all words have one tag left then and nineteen in twenty at most four, so that their
//! ways need not be weighed from all twelve.

use super::TAGS;
use super::model::{LANES, Row};

/// Tags of a word that are told one by one.
pub(super) const FEW: usize = 4;

/// By how much a tag has to be worse, so that no rounding can make it the better one: sums of the
/// longest sentence are exact to less than that.
const MARGIN: f32 = 0.1;

/// The tags of a word that can be on the best way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Live {
    /// These, some of them repeated.
    Few([u8; FEW]),
    /// More.
    Many,
}

/// How much what stands around a word can make up for.
#[derive(Clone, Debug)]
pub(super) struct Gains {
    /// For each tag and each other one, the most by which ways through the former are better for
    /// what comes before and after.
    most: [[f32; TAGS]; TAGS],
}

impl Gains {
    /// The gains where tags follow each other as the rows say: one row a tag before, and the same
    /// one row a tag after.
    pub(super) fn of(transitions: &[Row; LANES], transitions_to: &[Row; LANES]) -> Gains {
        let widest = |rows: &[Row; LANES], tag: usize, other: usize| {
            let pairs = rows[tag].iter().zip(&rows[other]).take(TAGS);
            pairs.map(|(a, b)| a - b).fold(f32::NEG_INFINITY, f32::max)
        };
        let most =
            |tag, other| widest(transitions_to, tag, other) + widest(transitions, tag, other);
        Gains {
            most: std::array::from_fn(|tag| std::array::from_fn(|other| most(tag, other))),
        }
    }
}

impl Live {
    /// The live tags of a word for which each tag is worth `weights`.
    pub(super) fn of(weights: &Row, gains: &Gains) -> Live {
        let lives = |tag: &usize| {
            let gains = weights.iter().zip(&gains.most[*tag]);
            gains
                .take(TAGS)
                .all(|(other, gain)| weights[*tag] + gain + MARGIN >= *other)
        };
        let mut found = (0..TAGS).filter(lives).map(|tag| tag as u8);
        let first = found.next().unwrap_or_default();
        let few = [(); FEW - 1].map(|()| found.next());
        match found.next() {
            Some(_) => Live::Many,
            None => {
                let [b, c, d] = few.map(|tag| tag.unwrap_or(first));
                Live::Few([first, b, c, d])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gains, LANES, Live, Row};

    /// Tags follow each other alike, but tag 1 comes after tag 0 by 2 rather than others.
    fn gains() -> Gains {
        let mut after = [[-3.0; LANES]; LANES];
        after[0][1] = -1.0;
        let mut before = [[-3.0; LANES]; LANES];
        before[1][0] = -1.0;
        Gains::of(&after, &before)
    }

    #[test]
    fn a_tag_lives_as_long_as_its_neighbours_can_make_it_the_best() {
        let mut weights: Row = [-9.0; LANES];
        weights[5] = 0.0;
        assert_eq!(Live::of(&weights, &gains()), Live::Few([5; 4]));
        weights[1] = -1.9;
        assert_eq!(Live::of(&weights, &gains()), Live::Few([1, 5, 1, 1]));
        weights[2] = -1.9;
        assert_eq!(Live::of(&weights, &gains()), Live::Few([1, 5, 1, 1]));
    }

    #[test]
    fn a_word_of_which_nothing_is_known_may_be_anything() {
        assert_eq!(Live::of(&[0.0; LANES], &gains()), Live::Many);
    }
}
