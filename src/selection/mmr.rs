//! Maximal marginal relevance: the best sentence that is least like those already chosen.
//!
//! Carbonell & Goldstein, "The Use of MMR, Diversity-Based Reranking for Reordering Documents and
//! Producing Summaries", SIGIR 1998. The next sentence is the one with the highest
//! score − λ · (cosine to the most similar chosen sentence).

use super::budget::Budget;
use super::summary::characters;
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::scores::Scores;
use crate::scoring::vectors::SentenceVectors;

/// What is left of the bounds on a summary.
struct Room {
    sentences: usize,
    characters: usize,
    words: usize,
}

impl Room {
    fn of(document: &Document, budget: &Budget) -> Room {
        Room {
            sentences: budget.sentences(document.sentences().len()),
            characters: budget
                .max_characters
                .map_or(usize::MAX, |most| most as usize),
            words: budget.max_words.map_or(usize::MAX, |most| most as usize),
        }
    }

    /// Takes the sentence if it fits.
    fn admit(&mut self, document: &Document, index: usize, first: bool) -> bool {
        let Some(sentence) = document.sentences().get(index) else {
            return false;
        };
        let characters = characters(document.sentence_text(sentence)) + usize::from(!first);
        let words = document.words_of(sentence).len();
        let fits = self.sentences > 0 && characters <= self.characters && words <= self.words;
        if fits {
            self.sentences -= 1;
            self.characters -= characters;
            self.words -= words;
        }
        fits
    }
}

/// The sentences among `candidates` that make the summary, the first choice first. A sentence that
/// does not fit is passed over, and shorter ones after it still have their chance.
pub(super) fn choose(
    document: &Document,
    scores: &Scores,
    candidates: &[usize],
    diversity: Fraction,
    budget: &Budget,
) -> Vec<usize> {
    let mut room = Room::of(document, budget);
    let mut left: Vec<(usize, f32)> = candidates
        .iter()
        .map(|&index| (index, scores.of(index)))
        .collect();
    left.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut chosen = Vec::new();
    if diversity == Fraction::ZERO {
        for (index, _) in left {
            if room.admit(document, index, chosen.is_empty()) {
                chosen.push(index);
            }
        }
        return chosen;
    }
    let vectors = SentenceVectors::of(document);
    let mut likeness = vec![0.0_f32; left.len()];
    while room.sentences > 0 && !left.is_empty() {
        let marginal = |at: usize| left[at].1 - diversity.get() * likeness[at];
        let best = (0..left.len())
            .rev()
            .max_by(|&a, &b| marginal(a).total_cmp(&marginal(b)));
        let Some(best) = best else { break };
        let (index, _) = left.remove(best);
        likeness.remove(best);
        if !room.admit(document, index, chosen.is_empty()) {
            continue;
        }
        chosen.push(index);
        for (like, &(other, _)) in likeness.iter_mut().zip(&left) {
            *like = like.max(vectors.cosine(index, other));
        }
    }
    chosen
}
