//! Counts made into a model: the most telling n-grams chosen, their weights rounded, all written in
//! the format of `nutgraf::text::detection::model`.

use nutgraf::text::detection::COEFFICIENTS;
use nutgraf::text::detection::model::{BUCKET_BITS, DENSE, MAGIC, SHARED, UNIT};
use nutgraf::text::language::Script;

use crate::counts::{Counts, ScriptCounts};

/// Every language's counts are scaled to this many n-grams, so that no language is likelier for
/// having more text.
const SCALE: f32 = 40_000.0;
/// What is added to each scaled count.
const SMOOTHING: f32 = 0.1;
/// The smallest count of an n-gram that is considered.
const RARE: f32 = 2.5;
/// The smallest weight of an entry of a short row.
const FAINT: f32 = 1.8;

/// N-grams kept for the languages of a script.
fn features(script: Script) -> usize {
    match script {
        Script::Latin => 14_500,
        Script::Cyrillic => 3_500,
        Script::Arabic => 1_500,
        Script::Devanagari => 1_500,
        _ => 400,
    }
}

struct Feature {
    hash: u32,
    gain: f32,
    /// In natural logarithms, one a language.
    weights: Vec<f32>,
}

/// The model of `counts`.
pub fn write(counts: &Counts, coefficients: [f32; COEFFICIENTS]) -> Vec<u8> {
    let mut languages = Vec::new();
    let mut chosen = Vec::new();
    for (script, counts) in counts.by_script() {
        let number = SHARED.iter().position(|shared| *shared == script).unwrap() as u8;
        for code in &counts.languages {
            languages.extend(format!("{code:3}").bytes().chain([number]));
        }
        chosen.extend(choose(counts, features(script)));
    }
    chosen.sort_by(|a, b| a.hash.cmp(&b.hash).then(b.gain.total_cmp(&a.gain)));
    chosen.dedup_by_key(|feature| feature.hash >> 4);
    let levels = levels(&chosen);

    let (mut buckets, mut features, mut rows) = (Vec::new(), Vec::new(), Vec::<u8>::new());
    let mut next = 0;
    for bucket in 0..=1_u32 << BUCKET_BITS {
        buckets.extend((next as u16).to_le_bytes());
        buckets.extend((rows.len() as u32).to_le_bytes());
        while let Some(feature) = chosen
            .get(next)
            .filter(|f| f.hash >> (32 - BUCKET_BITS) == bucket)
        {
            let row = row(feature, &levels);
            features.extend(((feature.hash >> 4) as u16).to_le_bytes());
            features.push(row.len() as u8 | if is_dense(feature) { DENSE } else { 0 });
            rows.extend(row);
            next += 1;
        }
    }
    let mut file = MAGIC.to_vec();
    file.extend((languages.len() as u16 / 4).to_le_bytes());
    file.extend(
        u16::try_from(chosen.len())
            .expect("too many features")
            .to_le_bytes(),
    );
    file.extend(levels.map(rounded));
    file.extend(coefficients.iter().flat_map(|c| c.to_le_bytes()));
    for part in [languages, buckets, features, rows] {
        file.extend(part);
    }
    file
}

/// The `limit` n-grams that say most about the language: those with the greatest part in the mutual
/// information of n-gram and language.
fn choose(counts: &ScriptCounts, limit: usize) -> Vec<Feature> {
    let languages = counts.languages.len();
    let count = |row: &[f32], language: usize| row.get(language).copied().unwrap_or(0.0);
    let mut totals = vec![0.0; languages];
    for row in counts.grams.values() {
        for (language, total) in totals.iter_mut().enumerate() {
            *total += f64::from(count(row, language));
        }
    }
    let mut found: Vec<Feature> = counts
        .grams
        .iter()
        .filter(|(_, row)| row.iter().sum::<f32>() >= RARE)
        .map(|(&hash, row)| {
            let scaled: Vec<f32> = (0..languages)
                .map(|language| count(row, language) * SCALE / totals[language].max(1.0) as f32)
                .collect();
            let mean = scaled.iter().sum::<f32>() / languages as f32 + SMOOTHING;
            let part = |count: &f32| (count + SMOOTHING) * ((count + SMOOTHING) / mean).ln();
            Feature {
                hash,
                gain: scaled.iter().map(part).sum(),
                weights: scaled
                    .iter()
                    .map(|count| (1.0 + count / SMOOTHING).ln())
                    .collect(),
            }
        })
        .collect();
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.hash.cmp(&b.hash)));
    found.truncate(limit);
    found
}

fn entries(feature: &Feature) -> impl Iterator<Item = (usize, f32)> {
    let weights = feature.weights.iter().copied().enumerate();
    weights.filter(|(_, weight)| *weight >= FAINT)
}

fn is_dense(feature: &Feature) -> bool {
    2 * entries(feature).count() >= feature.weights.len()
}

fn row(feature: &Feature, levels: &[f32; 4]) -> Vec<u8> {
    if is_dense(feature) {
        return feature
            .weights
            .iter()
            .map(|weight| rounded(*weight))
            .collect();
    }
    entries(feature)
        .map(|(language, weight)| (language << 2 | nearest(weight, levels)) as u8)
        .collect()
}

fn rounded(weight: f32) -> u8 {
    (weight * UNIT).round() as u8
}

fn nearest(weight: f32, levels: &[f32; 4]) -> usize {
    let distance = |level: &usize| (levels[*level] - weight).abs();
    (0..4)
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .unwrap()
}

/// The four weights that stand for all of the short rows with the least error (Lloyd's algorithm).
fn levels(chosen: &[Feature]) -> [f32; 4] {
    let short = chosen.iter().filter(|feature| !is_dense(feature));
    let weights: Vec<f32> = short
        .flat_map(|f| entries(f).map(|(_, weight)| weight))
        .collect();
    let mut levels = [2.0, 3.5, 5.0, 6.5];
    for _ in 0..50 {
        let mut sums = [(0.0, 0.0); 4];
        for &weight in &weights {
            let (sum, count) = &mut sums[nearest(weight, &levels)];
            *sum += weight;
            *count += 1.0;
        }
        for (level, (sum, count)) in levels.iter_mut().zip(sums) {
            if count > 0.0 {
                *level = sum / count;
            }
        }
    }
    levels
}
