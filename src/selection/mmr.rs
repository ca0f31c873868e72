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
//! bound from above, and the sentence whose value is highest even when computed anew is the one
//! (lazy greedy; Minoux, "Accelerated Greedy Algorithms", 1978). A sentence whose value may rise,
//! because what it leans on has been chosen, is put back with a bound that it cannot surpass.
//!
//! Where there is room for it, a sentence that leans on another may take that one along.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::chosen::Chosen;
use super::room::Room;
use super::worth::Worth;
use crate::document::Document;

/// Values computed anew at most; after that many, old ones are taken as they are.
const MOST_VALUES: usize = 1 << 15;

/// What was chosen.
pub(super) struct Choices {
    /// The chosen sentences, the first choice first.
    pub(super) sentences: Vec<usize>,
    /// Sentences passed over because they say the same as a chosen one.
    pub(super) repetitions: usize,
}

/// The sentences among `candidates` that make the summary, the first choice first. A sentence that
/// does not fit or says the same as a chosen one is passed over, and those after it still have their
/// chance.
pub(super) fn choose(
    document: &Document,
    candidates: &[usize],
    worth: &Worth,
    mut room: Room,
) -> Choices {
    let mut chosen = Chosen::new(worth.vectors);
    let bounds: Vec<f32> = (0..document.sentences().len())
        .map(|sentence| match worth.coverage {
            Some(_) => worth.beside(&mut chosen, sentence),
            None => worth.scores.of(sentence),
        })
        .collect();
    let bound = |sentence: usize| {
        let value = bounds.get(sentence).copied().unwrap_or_default();
        Bound::above(sentence, value)
    };
    let mut heap: BinaryHeap<Bound> = candidates.iter().map(|&at| bound(at)).collect();
    let mut left = vec![false; document.sentences().len()];
    candidates.iter().for_each(|&at| set(&mut left, at, true));
    let mut repetitions = 0;
    let mut values = if worth.changes() { MOST_VALUES } else { 0 };
    let mut pulse = document.pulse();
    // Whether pairs may be taken: not any more once one did not fit.
    let mut pairs = true;
    while let Some(top) = heap.pop() {
        if room.is_full() || !pulse.beats() {
            break;
        }
        if left.get(top.sentence) != Some(&true) {
            continue;
        }
        pairs &= room.sentences() >= 2;
        if values > 0 && top.beside != Some(chosen.count()) {
            values -= 1;
            let free = |at: usize| pairs && left.get(at) == Some(&true);
            let (value, with) = worth.best(&mut chosen, top.sentence, free);
            heap.push(Bound {
                sentence: top.sentence,
                value,
                beside: Some(chosen.count()),
                with,
            });
            continue;
        }
        if let Some(other) = top.with
            && !(pairs && room.admit(document, &[other, top.sentence], chosen.count() == 0))
        {
            pairs = false;
            heap.push(bound(top.sentence));
            continue;
        }
        set(&mut left, top.sentence, false);
        if top.with.is_none() && chosen.repeats(top.sentence) {
            repetitions += 1;
            continue;
        }
        if let Some(other) = top.with {
            set(&mut left, other, false);
            chosen.add(other);
        } else if !room.admit(document, &[top.sentence], chosen.count() == 0) {
            continue;
        }
        chosen.add(top.sentence);
        for taken in top.with.into_iter().chain([top.sentence]) {
            heap.extend(worth.links.leaning_on(taken).map(bound));
        }
    }
    Choices {
        sentences: chosen.into_indices(),
        repetitions,
    }
}

fn set(flags: &mut [bool], at: usize, value: bool) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = value;
    }
}

/// A sentence with a value that it has at most. The greatest has the highest value and, among
/// equals, is the earliest.
#[derive(Clone, Copy, Debug)]
struct Bound {
    sentence: usize,
    value: f32,
    /// The number of chosen sentences beside which that is its very value, if there is one.
    beside: Option<usize>,
    /// The sentence that it takes along.
    with: Option<usize>,
}

impl Bound {
    fn above(sentence: usize, value: f32) -> Bound {
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
    use proptest::prelude::*;

    use super::{Worth, choose};
    use crate::article::{Article, Limits, RawArticle};
    use crate::document::Document;
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
        let raw = RawArticle {
            text: "Ann Lee opened a mill. Rain fell over the valley. Bo Ray sold his boat. \
                   He moved to the coast.",
            language_code: "en",
            ..RawArticle::default()
        };
        let article = Article::parse(raw, &Limits::default()).expect("it is valid");
        let document = Document::of(&article);
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
            let raw = RawArticle { text: &text, language_code: "en", ..RawArticle::default() };
            let article = Article::parse(raw, &Limits::default()).expect("it is valid");
            let document = Document::of(&article);
            let method = Method::named("lex-rank").expect("it exists");
            let scores = method.score(&document, "", Aim { sentences: 3, explain: false });
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
