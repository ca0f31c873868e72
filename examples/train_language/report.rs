//! What the model gets right.

use std::collections::BTreeMap;
use std::fmt::Write;

use nutgraf::text::detection::Detection;

/// The languages of most speakers among those of the sentences.
const MOST_SPOKEN: [&str; 25] = [
    "ar", "bn", "de", "en", "es", "fa", "fr", "gu", "hi", "id", "it", "ja", "ko", "mr", "pa", "pt",
    "ru", "sw", "ta", "te", "th", "tr", "ur", "vi", "zh",
];

/// A line's language and what was found.
pub struct Prediction {
    gold: String,
    found: &'static str,
    confidence: f32,
}

impl Prediction {
    pub fn new(gold: &str, detection: Detection) -> Prediction {
        Prediction {
            gold: gold.to_owned(),
            found: detection.language.code(),
            confidence: detection.confidence,
        }
    }

    fn right(&self) -> bool {
        self.gold == self.found
    }
}

/// Prints accuracies, the languages that fare worst, and the commonest confusions.
pub fn print<'p>(predictions: impl Iterator<Item = &'p Prediction> + Clone) {
    let accuracy = |keep: &dyn Fn(&&Prediction) -> bool| {
        let (right, all) = predictions
            .clone()
            .filter(|p| keep(p))
            .fold((0, 0), |(right, all), p| {
                (right + u32::from(p.right()), all + 1)
            });
        100.0 * f64::from(right) / f64::from(all)
    };
    println!("all languages: {:.2} %", accuracy(&|_| true));
    println!(
        "the 25 most spoken: {:.2} %",
        accuracy(&|p| MOST_SPOKEN.contains(&p.gold.as_str()))
    );
    println!("English: {:.2} %", accuracy(&|p| p.gold == "en"));
    let (sum, all) = predictions
        .clone()
        .fold((0.0, 0.0), |(sum, all), p| (sum + p.confidence, all + 1.0));
    println!("mean confidence: {:.2} %", 100.0 * sum / all);
    let mut confusions: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for p in predictions.clone().filter(|p| !p.right()) {
        *confusions.entry((&p.gold, p.found)).or_default() += 1;
    }
    let mut confusions: Vec<_> = confusions.into_iter().collect();
    confusions.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for ((gold, found), count) in confusions.iter().take(20) {
        print!("{gold}→{found} {count}  ");
    }
    println!();
}

/// Writes a line a prediction: gold, found, confidence.
pub fn write<'p>(path: &str, predictions: impl Iterator<Item = &'p Prediction>) {
    let mut text = String::new();
    for p in predictions {
        writeln!(text, "{}\t{}\t{:.3}", p.gold, p.found, p.confidence).unwrap();
    }
    std::fs::write(path, text).unwrap_or_else(|error| panic!("{path}: {error}"));
}
