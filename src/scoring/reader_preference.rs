//! What a sentence is worth to readers, by its signals.
//!
//! Pairs of summaries that differ in a sentence or two were read with their origin hidden, and a
//! logistic regression on the differences of their signals tells which one readers preferred (Bradley &
//! Terry, "Rank Analysis of Incomplete Block Designs: I. The Method of Paired Comparisons", Biometrika
//! 1952). `training/fit_readings.py` fits it to `training/readings.jsonl`.

use std::sync::LazyLock;

use super::signals::names;

/// The name of a signal and its weight, a line each; other signals count for nothing.
static SOURCE: &str = include_str!("ranker/readings.txt");

/// The weight of each signal, in the order of a row. A test reads them.
static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    parse(SOURCE, &names()).expect("the built-in weights are of signals that there are")
});

/// How much likelier readers are to prefer a summary with the sentence of that row of signals: the
/// difference between two sentences is the log odds of preferring the one to the other.
pub(super) fn worth(row: &[f32]) -> f32 {
    contributions(row).sum()
}

/// What each signal of a row adds to that.
pub(super) fn contributions(row: &[f32]) -> impl Iterator<Item = f32> {
    WEIGHTS
        .iter()
        .zip(row)
        .map(|(weight, value)| weight * value)
}

fn parse(source: &str, names: &[&str]) -> Option<Vec<f32>> {
    let mut weights = vec![0.0; names.len()];
    for line in source.lines() {
        let (name, weight) = line.split_once(' ')?;
        let at = names.iter().position(|known| *known == name)?;
        *weights.get_mut(at)? = weight.parse().ok()?;
    }
    Some(weights)
}

#[cfg(test)]
mod tests {
    use super::{SOURCE, parse, worth};
    use crate::scoring::signals::names;

    #[test]
    fn the_built_in_weights_are_of_signals_that_there_are() {
        let weights = parse(SOURCE, &names()).expect("the weights can be read");
        assert!(weights.iter().filter(|weight| **weight != 0.0).count() > 10);
        assert_eq!(parse("no-such-signal 1", &names()), None);
        assert_eq!(parse("words much", &names()), None);
    }

    #[test]
    fn what_tells_more_is_worth_more() {
        let row = |words: f32, opens_quote: f32| -> Vec<f32> {
            let value = |name: &str| match name {
                "words" | "content-words" => words,
                "relative-length" => words / 20.0,
                "opens-quote" => opens_quote,
                _ => 0.0,
            };
            names().into_iter().map(value).collect()
        };
        assert!(worth(&row(24.0, 0.0)) > worth(&row(8.0, 0.0)));
        assert!(worth(&row(24.0, 0.0)) > worth(&row(24.0, 1.0)));
    }
}
