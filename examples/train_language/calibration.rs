//! How often the likeliest language is the right one, fitted to the evidence for it.

use nutgraf::text::detection::COEFFICIENTS;
use nutgraf::text::detection::model::Model;

use crate::corpus::{Line, first_words};

/// What a detection rested on, and whether it was right.
pub struct Sample {
    features: [f32; COEFFICIENTS],
    right: bool,
}

/// Characters to which texts are cut.
const LENGTHS: [usize; 5] = [12, 25, 75, 200, 500];

/// Words to which the shortest texts are cut.
const WORDS: [usize; 2] = [1, 2];

/// Detections of texts of several lengths, each cut from neighbouring `lines` of one language.
pub fn samples(model: &Model, lines: &[&Line]) -> Vec<Sample> {
    let mut found = Vec::new();
    for begin in 0..lines.len() {
        let line = lines[begin];
        let mut kin = lines[begin..]
            .iter()
            .take(8)
            .filter(|next| next.language == line.language);
        let text = kin
            .by_ref()
            .map(|line| line.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let cuts = LENGTHS.map(|length| text.chars().take(length).collect());
        let words = WORDS.map(|words| first_words(&text, words));
        for cut in cuts.into_iter().chain(words) {
            if let Some((language, features)) = model.evidence(&cut) {
                let right = language.code() == line.language;
                found.push(Sample { features, right });
            }
        }
    }
    found
}

/// Coefficients of the logistic regression, by Newton's method.
pub fn fit(samples: &[Sample]) -> [f32; COEFFICIENTS] {
    let mut coefficients = [0.0_f64; COEFFICIENTS];
    for _ in 0..30 {
        let mut gradient = [0.0; COEFFICIENTS];
        let mut curvature = [[0.0; COEFFICIENTS]; COEFFICIENTS];
        for sample in samples {
            let x = sample.features.map(f64::from);
            let p = probability(&coefficients, &x);
            for i in 0..COEFFICIENTS {
                gradient[i] += (f64::from(u8::from(sample.right)) - p) * x[i];
                for j in 0..COEFFICIENTS {
                    curvature[i][j] += p * (1.0 - p) * x[i] * x[j];
                }
            }
        }
        let step = solve(curvature, gradient);
        for (coefficient, step) in coefficients.iter_mut().zip(step) {
            *coefficient += step;
        }
    }
    coefficients.map(|coefficient| coefficient as f32)
}

/// Prints how often detections of each range of confidence were right.
pub fn print(samples: &[Sample], coefficients: &[f32; COEFFICIENTS]) {
    println!("confidence   texts   mean   right");
    for bin in 0..10 {
        let within: Vec<(f64, bool)> = samples
            .iter()
            .map(|s| {
                (
                    probability(&coefficients.map(f64::from), &s.features.map(f64::from)),
                    s.right,
                )
            })
            .filter(|(p, _)| (p * 10.0).min(9.0) as usize == bin)
            .collect();
        let count = within.len() as f64;
        let mean = within.iter().map(|(p, _)| p).sum::<f64>() / count;
        let right = within.iter().filter(|(_, right)| *right).count() as f64 / count;
        println!("0.{bin}–0.{}   {count:7} {mean:7.3} {right:7.3}", bin + 1);
    }
}

fn probability(coefficients: &[f64; COEFFICIENTS], x: &[f64; COEFFICIENTS]) -> f64 {
    let sum: f64 = coefficients.iter().zip(x).map(|(c, x)| c * x).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The solution of `a x = b`, by Gaussian elimination; `a` is positive definite.
fn solve(
    mut a: [[f64; COEFFICIENTS]; COEFFICIENTS],
    mut b: [f64; COEFFICIENTS],
) -> [f64; COEFFICIENTS] {
    for pivot in 0..COEFFICIENTS {
        for row in pivot + 1..COEFFICIENTS {
            let factor = a[row][pivot] / a[pivot][pivot];
            let above = a[pivot];
            for (value, above) in a[row].iter_mut().zip(above) {
                *value -= factor * above;
            }
            b[row] -= factor * b[pivot];
        }
    }
    let mut x = [0.0; COEFFICIENTS];
    for row in (0..COEFFICIENTS).rev() {
        let known: f64 = (row + 1..COEFFICIENTS)
            .map(|column| a[row][column] * x[column])
            .sum();
        x[row] = (b[row] - known) / a[row][row];
    }
    x
}
