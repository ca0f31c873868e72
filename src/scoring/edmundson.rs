//! Edmundson: cue words, key words, words of the title, and a place at the edge.
//!
//! Edmundson, "New Methods in Automatic Extracting", Journal of the ACM 16(2), 1969. A sentence's
//! weight is the sum of four, each taken once:
//!
//! - cue: its bonus words less its stigma words, from a dictionary of the language (see [`cues`]);
//! - key: its content words that stand at least half as often in the article as the most frequent;
//! - title: its content words that the title has too;
//! - location: one for the first or last paragraph, one for the first or last place in a paragraph.
//!
//! [`cues`]: super::cues

use super::cues::cues;
use super::scores::{Scores, Signal};
use super::{Aim, Card};
use crate::document::{Document, Sentence, Word};
use crate::fraction::Fraction;
use crate::text::per_term::PerTerm;

pub(super) const CARD: Card = Card {
    name: "edmundson",
    description: "Cue words, frequent words, words of the title, and a place at the edge.",
    reference: "Edmundson, New Methods in Automatic Extracting, Journal of the ACM 16(2), 1969",
    diversity: Fraction::ZERO,
    score,
};

const NAMES: [&str; 4] = ["cue", "key", "title", "location"];

fn score(document: &Document, aim: Aim) -> Scores {
    let evidence = Evidence::of(document);
    let weights: Vec<[f64; 4]> = (0..document.sentences().len())
        .map(|at| evidence.weights(document, at))
        .collect();
    let raw: Vec<f64> = weights.iter().map(|four| four.iter().sum()).collect();
    let scores = Scores::scaled(&raw);
    if !aim.explain {
        return scores;
    }
    let signals = weights.iter().zip(&raw).zip(scores.values());
    let signals = signals.map(|((four, &sum), &score)| explained(four, sum, score));
    let signals = signals.collect();
    scores.with_signals(signals)
}

/// What each of the four weights has to do with a score: its share of the sum.
fn explained(weights: &[f64; 4], sum: f64, score: f32) -> Vec<Signal> {
    let share = |weight: f64| {
        if sum == 0.0 {
            0.0
        } else {
            score * (weight / sum) as f32
        }
    };
    let signal = |(&name, &weight): (&&'static str, &f64)| Signal {
        name,
        value: weight as f32,
        contribution: share(weight),
    };
    NAMES.iter().zip(weights).map(signal).collect()
}

/// What counts as a cue, as a key word and as a word of the title in one article.
struct Evidence {
    /// 1 for a bonus word, -1 for a stigma word, by form.
    cues: Vec<i8>,
    most_frequent: u32,
    title: PerTerm<bool>,
    last_paragraph: u32,
}

impl Evidence {
    fn of(document: &Document) -> Evidence {
        let mut title = PerTerm::new(document.terms());
        for word in document.title_words().iter().filter(|word| word.content) {
            title.update(word.term, |held| *held = true);
        }
        let occurrences = document.counts().iter().map(|(_, count)| count.occurrences);
        Evidence {
            cues: cues_by_form(document),
            most_frequent: occurrences.max().unwrap_or(0),
            title,
            last_paragraph: document.sentences().last().map_or(0, |last| last.paragraph),
        }
    }

    fn weights(&self, document: &Document, at: usize) -> [f64; 4] {
        let Some(sentence) = document.sentences().get(at) else {
            return [0.0; 4];
        };
        let words = document.words_of(sentence);
        let count = |counts: &dyn Fn(&Word) -> bool| words.iter().filter(|w| counts(w)).count();
        let cue = |word: &Word| {
            self.cues
                .get(word.form.0 as usize)
                .copied()
                .unwrap_or_default()
        };
        let occurrences = |word: &Word| document.counts().of(word.term).occurrences;
        [
            words.iter().map(|word| f64::from(cue(word))).sum(),
            count(&|word| word.content && 2 * occurrences(word) >= self.most_frequent) as f64,
            count(&|word| word.content && self.title.of(word.term)) as f64,
            self.location(document.sentences(), at, sentence),
        ]
    }

    fn location(&self, sentences: &[Sentence], at: usize, sentence: &Sentence) -> f64 {
        let other = |neighbour: Option<&Sentence>| {
            neighbour.is_none_or(|neighbour| neighbour.paragraph != sentence.paragraph)
        };
        let before = at.checked_sub(1).and_then(|before| sentences.get(before));
        let edge_of_paragraph = other(before) || other(sentences.get(at + 1));
        let edge_of_article = sentence.paragraph == 0 || sentence.paragraph == self.last_paragraph;
        f64::from(u8::from(edge_of_article) + u8::from(edge_of_paragraph))
    }
}

fn cues_by_form(document: &Document) -> Vec<i8> {
    let terms = document.terms();
    let mut values = vec![0; terms.form_count()];
    let Some(cues) = cues(document.language()) else {
        return values;
    };
    for (words, value) in [(cues.bonus, 1), (cues.stigma, -1)] {
        for word in words.split_ascii_whitespace() {
            let place = terms
                .find(word)
                .and_then(|form| values.get_mut(form.0 as usize));
            if let Some(place) = place {
                *place = value;
            }
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use crate::scoring::testing::{assert_scores, scores_of_text};

    /// The title has "ferry". "Pilot" stands twice, everything else once, so that every content word
    /// is a key word (once is half of twice).
    ///
    ///   A "Significant storm."     cue +1   key 2   title 0   location 2 (first paragraph, its first)
    ///   B "Pilot ferry gull."      cue  0   key 3   title 1   location 1 (in the first paragraph)
    ///   C "Pilot."                 cue  0   key 1   title 0   location 2 (first paragraph, its last)
    ///   D "Unlikely violin."        cue -1   key 2   title 0   location 1 (alone in the second)
    ///   E "Captain cello harbour." cue  0   key 3   title 0   location 2 (last paragraph, its first)
    ///
    /// Sums: 5, 5, 3, 2, 5.
    #[test]
    fn the_four_weights_add_up() {
        let text = "Significant storm. Pilot ferry gull. Pilot.\n\nUnlikely violin.\n\nCaptain cello harbour.";
        let scores = scores_of_text("edmundson", "Ferry", text, 5);
        assert_scores(&scores, &[1.0, 1.0, 0.6, 0.4, 1.0]);
    }
}
