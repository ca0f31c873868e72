//! ROUGE: how much of a reference summary's wording a summary has.
//!
//! Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004: F1 of the common words
//! (ROUGE-1), of the common pairs of words (ROUGE-2), and of the words in the longest common
//! subsequences of the sentences (ROUGE-Lsum).

use std::collections::HashMap;

use super::tokens::Tokens;

/// F1 measures, each in [0, 1].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rouge {
    /// Of words.
    pub one: f64,
    /// Of pairs of words.
    pub two: f64,
    /// Of words in common subsequences, sentence by sentence.
    pub lsum: f64,
}

/// A summary taken apart.
pub struct Tokenized {
    sentences: Vec<Vec<String>>,
    grams: [HashMap<Vec<String>, usize>; 2],
}

impl Tokenized {
    /// A summary of these sentences. A line break inside one divides it.
    pub fn of<'a>(sentences: impl IntoIterator<Item = &'a str>, tokens: &Tokens) -> Tokenized {
        let lines = sentences.into_iter().flat_map(str::lines);
        let sentences: Vec<Vec<String>> = lines.map(|line| tokens.of(line)).collect();
        let words = sentences.concat();
        Tokenized {
            grams: [counts(&words, 1), counts(&words, 2)],
            sentences,
        }
    }

    /// ROUGE-1 and ROUGE-2 against `reference`, which cost little.
    pub fn overlap(&self, reference: &Tokenized) -> (f64, f64) {
        let [one, two] = [0, 1].map(|at| {
            let (own, other) = (&self.grams[at], &reference.grams[at]);
            let common = own
                .iter()
                .map(|(gram, count)| other.get(gram).unwrap_or(&0).min(count));
            f1(common.sum(), own.values().sum(), other.values().sum())
        });
        (one, two)
    }

    /// All three measures against `reference`.
    pub fn rouge(&self, reference: &Tokenized) -> Rouge {
        let (one, two) = self.overlap(reference);
        let lsum = self.lsum(reference);
        Rouge { one, two, lsum }
    }

    fn lsum(&self, reference: &Tokenized) -> f64 {
        let (mut left, mut wanted) = (self.grams[0].clone(), reference.grams[0].clone());
        let mut hits = 0;
        for sentence in &reference.sentences {
            let mut common = vec![false; sentence.len()];
            for own in &self.sentences {
                mark_common(sentence, own, &mut common);
            }
            for (word, _) in sentence.iter().zip(&common).filter(|(_, common)| **common) {
                let key = std::slice::from_ref(word);
                if let (Some(left @ 1..), Some(wanted @ 1..)) =
                    (left.get_mut(key), wanted.get_mut(key))
                {
                    (*left, *wanted) = (*left - 1, *wanted - 1);
                    hits += 1;
                }
            }
        }
        let size = |of: &Tokenized| of.grams[0].values().sum();
        f1(hits, size(self), size(reference))
    }
}

/// The best of each measure over the `references`; 0 without one.
pub fn best(summary: &Tokenized, references: &[Tokenized]) -> Rouge {
    references.iter().fold(Rouge::default(), |best, reference| {
        let rouge = summary.rouge(reference);
        Rouge {
            one: best.one.max(rouge.one),
            two: best.two.max(rouge.two),
            lsum: best.lsum.max(rouge.lsum),
        }
    })
}

fn counts(words: &[String], size: usize) -> HashMap<Vec<String>, usize> {
    let mut counts = HashMap::new();
    for gram in words.windows(size) {
        *counts.entry(gram.to_vec()).or_insert(0) += 1;
    }
    counts
}

/// Marks the words of `reference` in its longest common subsequence with `own`.
fn mark_common(reference: &[String], own: &[String], common: &mut [bool]) {
    let width = own.len() + 1;
    let mut lengths = vec![0_usize; (reference.len() + 1) * width];
    for (i, a) in reference.iter().enumerate() {
        for (j, b) in own.iter().enumerate() {
            lengths[(i + 1) * width + j + 1] = if a == b {
                lengths[i * width + j] + 1
            } else {
                lengths[i * width + j + 1].max(lengths[(i + 1) * width + j])
            };
        }
    }
    let (mut i, mut j) = (reference.len(), own.len());
    while i > 0 && j > 0 {
        if reference[i - 1] == own[j - 1] {
            common[i - 1] = true;
            (i, j) = (i - 1, j - 1);
        } else if lengths[i * width + j - 1] > lengths[(i - 1) * width + j] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
}

fn f1(common: usize, own: usize, other: usize) -> f64 {
    if common == 0 {
        return 0.0;
    }
    2.0 * common as f64 / (own + other) as f64
}

#[cfg(test)]
mod tests {
    use super::{Tokenized, best};
    use crate::evaluation::tokens::Tokens;
    use crate::text::language::Language;

    fn english() -> Language {
        Language::of_code("en").expect("it is known")
    }

    /// Figures of rouge-score 0.1.2 with its stemmer.
    #[test]
    fn measures_agree_with_the_reference_implementation() {
        for line in include_str!("rouge_cases.jsonl").lines() {
            let case: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let tokens = Tokens::of_rouge(english());
            let read = |name: &str| {
                let text = case[name].as_str().expect("a text");
                Tokenized::of([text], &tokens)
            };
            let rouge = best(&read("summary"), &[read("reference")]);
            for (name, value) in [("one", rouge.one), ("two", rouge.two), ("lsum", rouge.lsum)] {
                let expected = case[name].as_f64().expect("a number");
                assert!((value - expected).abs() < 1e-6, "{name} of {line}: {value}");
            }
        }
    }
}
