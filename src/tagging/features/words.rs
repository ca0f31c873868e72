//! What the words of a candidate add up to.

use crate::tagging::candidates::Candidate;
use crate::tagging::lexicon::{Lexicon, TermFacts};

/// Least, most and sum of a number over the words of a candidate.
#[derive(Clone, Copy, Default)]
pub(super) struct Range {
    pub least: f32,
    pub most: f32,
    pub sum: f32,
    of: f32,
}

impl Range {
    /// Before the first number.
    const NOTHING: Range = Range {
        least: f32::INFINITY,
        most: f32::NEG_INFINITY,
        sum: 0.0,
        of: 0.0,
    };

    fn add(&mut self, value: f32) {
        self.least = if value < self.least {
            value
        } else {
            self.least
        };
        self.most = if value > self.most { value } else { self.most };
        self.sum += value;
        self.of += 1.0;
    }

    /// Their mean; 0 of none.
    pub fn mean(&self) -> f32 {
        self.sum / self.of.max(1.0)
    }
}

/// What the words of a candidate add up to; linking words don't count.
#[derive(Default)]
pub(super) struct Words {
    pub first: TermFacts,
    pub last: TermFacts,
    pub rarity: Range,
    pub in_books: Range,
    pub weight: Range,
    pub count: Range,
    /// How much they are names, by their capitals.
    pub names: Range,
    pub in_title: f32,
    pub in_first_sentence: f32,
}

impl Words {
    pub fn of(candidate: &Candidate, lexicon: &Lexicon) -> Words {
        let mut words = Words {
            rarity: Range::NOTHING,
            in_books: Range::NOTHING,
            weight: Range::NOTHING,
            count: Range::NOTHING,
            names: Range::NOTHING,
            ..Words::default()
        };
        let facts = candidate.words().iter().map(|&term| lexicon.of_term(term));
        for facts in facts.filter(|facts| facts.count > 0) {
            if words.count.of == 0.0 {
                words.first = facts;
            }
            words.last = facts;
            words.rarity.add(facts.rarity);
            words.in_books.add(facts.in_books);
            words.weight.add(facts.weight());
            words.count.add(facts.count as f32);
            words.names.add(facts.share_capitalised());
            words.in_title += f32::from(facts.in_title);
            words.in_first_sentence += f32::from(facts.in_first_sentence);
        }
        if words.count.of == 0.0 {
            return Words::default();
        }
        words
    }
}
