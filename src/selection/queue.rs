//! The order in which sentences are looked at while some are chosen.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Sentences that are put back at once in a usual article.
const USUAL: usize = 16;

/// Sentences, the one with the greatest bound first.
#[derive(Default)]
pub(super) struct Queue {
    /// Those that nothing has changed for, the first one last: each is read once, in order, where a heap of
    /// many sentences that are all passed over would be searched for each.
    untouched: Vec<Bound>,
    /// Those that were put back.
    again: BinaryHeap<Bound>,
}

impl Queue {
    /// A queue of sentences that nothing has changed for.
    pub(super) fn of(mut untouched: Vec<Bound>) -> Queue {
        untouched.sort_unstable();
        Queue {
            untouched,
            again: BinaryHeap::with_capacity(USUAL),
        }
    }

    /// Puts a sentence back.
    pub(super) fn push(&mut self, bound: Bound) {
        self.again.push(bound);
    }

    /// Takes the sentence with the greatest bound out.
    pub(super) fn pop(&mut self) -> Option<Bound> {
        match self.untouched.last() > self.again.peek() {
            true => self.untouched.pop(),
            false => self.again.pop(),
        }
    }
}

/// A sentence with a value that it has at most. The greatest has the highest value and, among
/// equals, is the earliest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    pub(super) sentence: usize,
    pub(super) value: f32,
    /// The number of chosen sentences beside which that is its very value, if there is one.
    pub(super) beside: Option<usize>,
    /// The sentence that it takes along.
    pub(super) with: Option<usize>,
}

impl Bound {
    /// A sentence whose value is at most `value`.
    pub(super) fn above(sentence: usize, value: f32) -> Bound {
        Bound {
            sentence,
            value,
            beside: None,
            with: None,
        }
    }
}

impl Ord for Bound {
    fn cmp(&self, other: &Bound) -> Ordering {
        let by_value = self.value.total_cmp(&other.value);
        by_value.then(Reverse(self.sentence).cmp(&Reverse(other.sentence)))
    }
}

impl PartialOrd for Bound {
    fn partial_cmp(&self, other: &Bound) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Bound {
    fn eq(&self, other: &Bound) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Bound {}

#[cfg(test)]
mod tests {
    use super::{Bound, Queue};

    #[test]
    fn the_greatest_bound_comes_first_and_among_equals_the_earliest_sentence() {
        let values = [0.2, 0.9, 0.5, 0.9];
        let bounds = (0..).zip(values).map(|(at, value)| Bound::above(at, value));
        let mut queue = Queue::of(bounds.collect());
        assert_eq!(queue.pop().map(|bound| bound.sentence), Some(1));
        queue.push(Bound::above(1, 0.6));
        queue.push(Bound::above(7, 0.1));
        let rest: Vec<usize> = std::iter::from_fn(|| queue.pop())
            .map(|bound| bound.sentence)
            .collect();
        assert_eq!(rest, [3, 1, 2, 0, 7]);
    }
}
