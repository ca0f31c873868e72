//! Maximal marginal relevance: the best sentence that is least like those already chosen.
//!
//! Carbonell & Goldstein, "The Use of MMR, Diversity-Based Reranking for Reordering Documents and
//! Producing Summaries", SIGIR 1998. The next sentence is the one with the highest
//! score − λ · (cosine to the most similar chosen sentence), or, said naively:
//!
//! ```text
//! while there is room
//!     for each sentence left: value = score - diversity * likeness to the chosen
//!     choose the one with the highest value
//! ```
//!
//! That is quadratic. Since values only fall while sentences are chosen, a value from before is a
//! bound from above, and the sentence whose value is highest even when recomputed is the one
//! (lazy greedy; Minoux, "Accelerated Greedy Algorithms", 1978). A sentence whose value may rise,
//! because what it leans on has been chosen, is put back with a bound that it cannot surpass.
//!
//! Where there is room for it, a sentence that leans on another may take that one along. Once one did not fit into the
//! words or characters, the room that is left draws the shortest sentences, which lean on others more than most: from
//! then on the default method takes none that cannot be read beside those chosen.

use super::chosen::Chosen;
use super::queue::{Bound, Queue};
use super::room::Room;
use super::worth::Worth;
use crate::document::Document;

/// Values recomputed at most; after that many, old ones are taken as they are.
const MOST_VALUES: usize = 1 << 15;

/// What was chosen.
pub(super) struct Choices {
    /// The chosen sentences, the first choice first.
    pub(super) sentences: Vec<usize>,
    /// Sentences passed over because they say the same as a chosen one.
    pub(super) repetitions: usize,
    /// Whether some were chosen by what they were worth beside fewer.
    pub(super) curtailed: bool,
}

/// The sentences among `candidates` that make the summary, the first choice first. A sentence that
/// does not fit or says the same as a chosen one is passed over, and those after it still have their
/// chance.
pub(super) fn choose(
    document: &Document,
    candidates: &[usize],
    worth: &Worth,
    room: Room,
) -> Choices {
    let mut choosing = Choosing::among(document, candidates, worth, room);
    let mut pulse = document.pulse();
    while let Some(top) = choosing.queue.pop() {
        if choosing.room.is_full() || !pulse.beats() {
            break;
        }
        choosing.look_at(top);
    }
    Choices {
        sentences: choosing.chosen.into_indices(),
        repetitions: choosing.repetitions,
        curtailed: choosing.curtailed,
    }
}

/// A summary while its sentences are chosen.
struct Choosing<'a> {
    document: &'a Document<'a>,
    worth: &'a Worth<'a>,
    room: Room,
    chosen: Chosen<'a>,
    /// What each sentence is worth at most, whatever is chosen beside it.
    bounds: Vec<f32>,
    queue: Queue,
    /// Which candidates are neither chosen nor passed over.
    left: Vec<bool>,
    /// How many values may still be recomputed.
    values: usize,
    /// Whether pairs may be taken: not any more once one did not fit.
    pairs: bool,
    /// Whether a sentence did not fit.
    filling: bool,
    repetitions: usize,
    curtailed: bool,
}

impl<'a> Choosing<'a> {
    fn among(
        document: &'a Document<'a>,
        candidates: &[usize],
        worth: &'a Worth<'a>,
        room: Room,
    ) -> Choosing<'a> {
        let mut chosen = Chosen::new(worth.vectors);
        let count = document.sentences().len();
        let bounds = (0..count).map(|sentence| match worth.coverage {
            Some(_) => worth.beside(&mut chosen, sentence),
            None => worth.scores.of(sentence),
        });
        let bounds = bounds.collect();
        let mut choosing = Choosing {
            document,
            worth,
            room,
            chosen,
            bounds,
            queue: Queue::default(),
            left: vec![false; count],
            values: if worth.changes() { MOST_VALUES } else { 0 },
            pairs: true,
            filling: false,
            repetitions: 0,
            curtailed: false,
        };
        for &candidate in candidates {
            set(&mut choosing.left, candidate, true);
        }
        let bounds = candidates.iter().map(|&at| choosing.bound(at)).collect();
        choosing.queue = Queue::of(bounds);
        choosing
    }

    fn bound(&self, sentence: usize) -> Bound {
        let value = self.bounds.get(sentence).copied().unwrap_or_default();
        Bound::above(sentence, value)
    }

    /// Takes the first sentence of the queue if its value is known, and computes that otherwise.
    fn look_at(&mut self, top: Bound) {
        if self.left.get(top.sentence) != Some(&true) {
            return;
        }
        self.pairs &= self.room.sentences() >= 2;
        let known = top.beside == Some(self.chosen.count());
        if self.values > 0 && !known {
            self.value_anew(top.sentence);
            return;
        }
        self.curtailed |= self.worth.changes() && !known;
        if let Some(other) = top.with {
            self.take_both(other, top.sentence);
        } else if !self.only_fills(top.sentence) {
            self.take(top.sentence);
        }
    }

    /// Puts a sentence back with its value beside those that are chosen now.
    fn value_anew(&mut self, sentence: usize) {
        self.values -= 1;
        let (pairs, left) = (self.pairs, &self.left);
        let free = |at: usize| pairs && left.get(at) == Some(&true);
        let (value, with) = self.worth.best(&mut self.chosen, sentence, free);
        self.queue.push(Bound {
            sentence,
            value,
            beside: Some(self.chosen.count()),
            with,
        });
    }

    /// Chooses a sentence together with the `other` that it leans on; where there is no room for both,
    /// it is put back alone.
    fn take_both(&mut self, other: usize, sentence: usize) {
        let first = self.chosen.count() == 0;
        let asked = self.pairs && !self.only_fills(other) && !self.is_filling_debris(sentence);
        self.pairs = asked && self.room.admit(self.document, &[other, sentence], first);
        if self.pairs {
            self.add(other);
            self.add(sentence);
        } else {
            self.filling |= asked && !first;
            self.queue.push(self.bound(sentence));
        }
    }

    /// Whether a sentence would only fill the room that is left: it has a few words, or leans on one that is not chosen,
    /// and has its chance again when that one is.
    fn only_fills(&self, sentence: usize) -> bool {
        let loose = || self.worth.is_loose(&self.chosen, sentence);
        self.is_filling_debris(sentence) || self.is_filling() && loose()
    }

    /// Whether a sentence has a few words and would only fill the room that is left.
    fn is_filling_debris(&self, sentence: usize) -> bool {
        let sentence = self.document.sentences().get(sentence);
        self.is_filling() && sentence.is_some_and(|sentence| self.document.is_debris(sentence))
    }

    /// Whether what is left of the room draws what cannot be read by itself.
    fn is_filling(&self) -> bool {
        self.filling && self.worth.is_to_be_read()
    }

    /// Chooses a sentence, or passes it over.
    fn take(&mut self, sentence: usize) {
        set(&mut self.left, sentence, false);
        let first = self.chosen.count() == 0;
        if self.chosen.repeats(sentence) {
            self.repetitions += 1;
        } else if self.room.admit(self.document, &[sentence], first) {
            self.add(sentence);
        } else {
            self.filling |= !first;
        }
    }

    /// Adds a sentence to the chosen; those that lean on it may be worth more now.
    fn add(&mut self, sentence: usize) {
        set(&mut self.left, sentence, false);
        self.chosen.add(sentence);
        for leaning in self.worth.links.leaning_on(sentence) {
            self.queue.push(self.bound(leaning));
        }
    }
}

fn set(flags: &mut [bool], at: usize, value: bool) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = value;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Worth, choose};
    use crate::document::Document;
    use crate::document::testing::document;
    use crate::fraction::Fraction;
    use crate::scoring::Method;
    use crate::scoring::vectors::SentenceVectors;
    use crate::scoring::{Aim, scores::Scores};
    use crate::selection::budget::Budget;
    use crate::selection::cohesion::Links;
    use crate::selection::room::Room;

    /// The four-line version of the module's documentation, for sentences of which no two say the same.
    fn naive(document: &Document, scores: &Scores, diversity: f32, count: usize) -> Vec<usize> {
        let vectors = SentenceVectors::of(document);
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < count {
            let value = |at: usize| {
                let likeness = chosen.iter().map(|&other| vectors.cosine(at, other));
                scores.of(at) - diversity * likeness.fold(0.0, f32::max)
            };
            let left = (0..vectors.count()).filter(|at| !chosen.contains(at)).rev();
            let Some(best) = left.max_by(|&a, &b| value(a).total_cmp(&value(b))) else {
                break;
            };
            chosen.push(best);
        }
        chosen
    }

    #[test]
    fn what_leans_on_another_takes_it_along_where_there_is_room() {
        let document = document(
            "en",
            "Ann Lee opened a mill. Rain fell over the valley. Bo Ray sold his boat. \
                   He moved to the coast.",
        );
        let worth = Worth {
            scores: &Scores::scaled(&[0.5, 0.1, 0.6, 1.0]),
            vectors: &SentenceVectors::of(&document),
            coverage: None,
            diversity: Fraction::ZERO,
            cohesion: Fraction::clamped(0.8),
            links: &Links::of(&document),
        };
        for (most, expected) in [(1, vec![2]), (2, vec![2, 3]), (3, vec![2, 3, 0])] {
            let budget = Budget {
                max_sentences: Some(most),
                ..Budget::default()
            };
            let room = Room::of(&document, &budget);
            let chosen = choose(&document, &[0, 1, 2, 3], &worth, room).sentences;
            assert_eq!(chosen, expected, "at most {most}");
        }
    }

    proptest! {
        #[test]
        fn lazy_choices_are_those_of_the_naive_algorithm(
            words in prop::collection::vec(prop::collection::vec(0_u8..12, 2..6), 1..20),
            percent in 0_u8..=100,
            count in 1_u32..10,
        ) {
            const WORDS: [&str; 12] = [
                "ferry", "harbour", "captain", "storm", "pilot", "gull", "violin", "cello", "drum",
                "lemon", "bridge", "tunnel",
            ];
            // A word of its own keeps each sentence unlike all others.
            let sentence = |(at, words): (usize, &Vec<u8>)| {
                let words: Vec<&str> = words.iter().map(|&word| WORDS[usize::from(word)]).collect();
                format!("Unique{at}x zebra{at}y kiwi{at}z {}.", words.join(" "))
            };
            let text: Vec<String> = words.iter().enumerate().map(sentence).collect();
            let text = text.join("\n\n");
            let document = document("en", &text);
            let method = Method::named("lex-rank").expect("it exists");
            let scores = method.score(&document, "", Aim::of(3));
            let diversity = Fraction::clamped(f32::from(percent) / 100.0);
            let candidates: Vec<usize> = (0..document.sentences().len()).collect();
            let budget = Budget { max_sentences: Some(count), ..Budget::default() };
            let worth = Worth {
                scores: &scores,
                vectors: &SentenceVectors::of(&document),
                coverage: None,
                diversity,
                cohesion: Fraction::ZERO,
                links: &Links::default(),
            };
            let room = Room::of(&document, &budget);
            prop_assert_eq!(
                choose(&document, &candidates, &worth, room).sentences,
                naive(&document, &scores, diversity.get(), count as usize)
            );
        }
    }
}
