//! The trained heads: how surely a candidate is a tag, given its features.
//!
//! Readers of news choose phrases ("illegal aliens"), crowds choose single words ("aliens"); one
//! model of both is worse than either. So there are two heads of gradient-boosted trees, and the
//! style that a caller asks for is the share of readers of news among those who judge. A candidate
//! has the score of the readers who want it most: on English news that keeps more of either kind
//! than the mean of both (F1@10 of phrases 36.4 for 36.1, P@10 of words 36.2 for 35.1).
//! Both were trained on English. In languages without a tagger of parts of speech a third head has a say,
//! which knows from articles in several languages what their summaries mention.
//! `training/train_tags.py` makes the heads; `docs/model-card-tags.md` tells from what, how good
//! they are and where they fail.

use std::sync::LazyLock;

use super::features::{COUNT, names};
use super::lexical_prior::LexicalPrior;
use crate::fraction::Fraction;
use crate::scoring::scores::Signal;
use crate::trees::{Rows, Trees, TreesError};

/// The built-in model. Its heads are part of the program, and a test reads them.
pub static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let phrases = include_bytes!("model/phrases.trees");
    let words = include_bytes!("model/words.trees");
    let untagged = include_bytes!("model/untagged.trees");
    let prior = LexicalPrior::read(include_bytes!("model/phrases.prior"));
    let prior = prior.unwrap_or_else(|| panic!("the built-in lexical prior is broken"));
    Model::parse(phrases, words, untagged, prior)
        .unwrap_or_else(|error| panic!("a built-in model is broken: {error}"))
});

/// Two heads, whose shares are the style, and one for articles without parts of speech.
pub struct Model {
    phrases: Trees,
    words: Trees,
    untagged: Trees,
    /// What the head for phrases knows of words besides.
    prior: LexicalPrior,
}

/// A head that has a say in a style.
struct Voice<'m> {
    trees: &'m Trees,
    /// The logarithm of its share.
    weight: f32,
    /// Whether the lexical prior is a part of it.
    has_prior: bool,
}

impl Model {
    /// Reads the heads for phrases, for words and for articles without parts of speech, files of
    /// `training/train_tags.py`; `prior` belongs to the head for phrases. Errors: a file is damaged, or its
    /// features are not the ones that are computed here.
    pub fn parse(
        phrases: &[u8],
        words: &[u8],
        untagged: &[u8],
        prior: LexicalPrior,
    ) -> Result<Model, TreesError> {
        Ok(Model {
            phrases: Trees::parse(phrases, &names())?,
            words: Trees::parse(words, &names())?,
            untagged: Trees::parse(untagged, &names())?,
            prior,
        })
    }

    /// What its words tell of a candidate.
    pub fn prior(&self) -> &LexicalPrior {
        &self.prior
    }

    /// The log-odds that each of `rows`, which hold a number for each feature, is a tag, in a style from
    /// words (0) to phrases (1); `prior` tells what the words of each row say, by its number, and `tagged` whether
    /// parts of speech are known.
    pub fn log_odds(
        &self,
        rows: &[[f32; COUNT]],
        prior: impl Fn(usize) -> f32,
        style: Fraction,
        tagged: bool,
    ) -> Vec<f32> {
        let mut judged = vec![f32::NEG_INFINITY; rows.len()];
        let rows = Rows::of(rows.as_flattened(), COUNT);
        let mut scores = Vec::new();
        for voice in self.voices(style) {
            voice.trees.write_scores(&rows, &mut scores);
            for (row, (best, &score)) in judged.iter_mut().zip(&scores).enumerate() {
                *best = best.max(voice.says(score, || prior(row)));
            }
        }
        if !tagged {
            self.untagged.write_scores(&rows, &mut scores);
            let parts = judged.iter_mut().zip(&scores);
            parts.for_each(|(judged, score)| *judged += score);
        }
        judged
    }

    /// What the log-odds of a row are owed to, by the head that they come from; parts are in log-odds. The prior
    /// is the last of them.
    pub fn signals(
        &self,
        row: &[f32; COUNT],
        prior: f32,
        style: Fraction,
        tagged: bool,
    ) -> Vec<Signal> {
        let says = |voice: &Voice| {
            let score = voice.trees.scores(row).first().copied();
            voice.says(score.unwrap_or_default(), || prior)
        };
        let best = self
            .voices(style)
            .max_by(|a, b| says(a).total_cmp(&says(b)));
        let mut owed = match &best {
            Some(voice) => voice.trees.contributions(row),
            None => Vec::new(),
        };
        if !tagged {
            let besides = self.untagged.contributions(row);
            owed.iter_mut().zip(besides).for_each(|(a, b)| *a += b);
        }
        let has_prior = best.is_some_and(|voice| voice.has_prior);
        let parts = names().into_iter().zip(row.iter().copied()).zip(owed);
        let lexical = has_prior.then_some((("lexical-prior", prior), prior));
        parts
            .chain(lexical)
            .map(|((name, value), contribution)| Signal {
                name,
                value,
                contribution,
            })
            .collect()
    }

    /// The heads that have a say in a style.
    fn voices(&self, style: Fraction) -> impl Iterator<Item = Voice<'_>> {
        let heads = [
            (&self.phrases, style.get(), true),
            (&self.words, 1.0 - style.get(), false),
        ];
        let heads = heads.into_iter().filter(|&(_, share, _)| share > 0.0);
        heads.map(|(trees, share, has_prior)| Voice {
            trees,
            weight: share.ln(),
            has_prior,
        })
    }
}

impl Voice<'_> {
    /// The log-odds of a candidate that the trees give so many.
    fn says(&self, score: f32, prior: impl FnOnce() -> f32) -> f32 {
        let prior = if self.has_prior { prior() } else { 0.0 };
        score + prior + self.weight
    }
}

#[cfg(test)]
mod tests {
    use super::MODEL;
    use crate::tagging::features::COUNT;

    /// Rows that the trainer scored, one JSON object a line.
    static ROWS: &str = include_str!("../../tests/tags/rows.jsonl");

    #[test]
    fn the_engine_scores_rows_as_the_trainer_did() {
        let (mut rows, mut priors) = (0, 0);
        for line in ROWS.lines() {
            let given: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let (scored, expected) = match given["words"].as_array() {
                Some(words) => {
                    priors += 1;
                    let words = words.iter().filter_map(|word| word.as_str());
                    (MODEL.prior.of(words), &given["prior"])
                }
                None => {
                    rows += 1;
                    (score_of_row(&given), &given["score"])
                }
            };
            let expected = expected.as_f64().expect("a number");
            assert!(
                (f64::from(scored) - expected).abs() < 1e-5,
                "{scored}, trained {expected}: {line}"
            );
        }
        assert!(
            rows >= 20 && priors >= 20,
            "only {rows} rows and {priors} priors were checked"
        );
    }

    fn score_of_row(given: &serde_json::Value) -> f32 {
        let numbers = given["row"].as_array().expect("a row").iter();
        let row: Vec<f32> = numbers.filter_map(|x| Some(x.as_f64()? as f32)).collect();
        assert_eq!(row.len(), COUNT, "a row of another length: {given}");
        let head = match given["head"].as_str() {
            Some("phrases") => &MODEL.phrases,
            Some("words") => &MODEL.words,
            _ => &MODEL.untagged,
        };
        head.scores(&row)[0]
    }
}
