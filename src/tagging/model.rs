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
use crate::fraction::Fraction;
use crate::scoring::scores::Signal;
use crate::trees::{Rows, Trees, TreesError};

/// The built-in model. Its heads are part of the program, and a test reads them.
pub static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let phrases = include_bytes!("model/phrases.trees");
    let words = include_bytes!("model/words.trees");
    let untagged = include_bytes!("model/untagged.trees");
    Model::parse(phrases, words, untagged)
        .unwrap_or_else(|error| panic!("a built-in model is broken: {error}"))
});

/// Two heads, whose shares are the style, and one for articles without parts of speech.
pub struct Model {
    phrases: Trees,
    words: Trees,
    untagged: Trees,
}

impl Model {
    /// Reads the heads for phrases, for words and for articles without parts of speech, files of
    /// `training/train_tags.py`. Errors: a file is damaged, or its features are not the ones that are
    /// computed here.
    pub fn parse(phrases: &[u8], words: &[u8], untagged: &[u8]) -> Result<Model, TreesError> {
        Ok(Model {
            phrases: Trees::parse(phrases, &names())?,
            words: Trees::parse(words, &names())?,
            untagged: Trees::parse(untagged, &names())?,
        })
    }

    /// The log-odds that each of `rows`, which hold a number for each feature, is a tag, in a style from
    /// words (0) to phrases (1); `tagged` says whether parts of speech are known.
    pub fn log_odds(&self, rows: &[[f32; COUNT]], style: Fraction, tagged: bool) -> Vec<f32> {
        let mut judged = vec![f32::NEG_INFINITY; rows.len()];
        let rows = Rows::of(rows.as_flattened(), COUNT);
        let mut scores = Vec::new();
        for (head, share) in self.heads(style) {
            let weight = share.ln();
            head.write_scores(&rows, &mut scores);
            let weighed = scores.iter().map(|score| score + weight);
            let parts = judged.iter_mut().zip(weighed);
            parts.for_each(|(best, score)| *best = best.max(score));
        }
        if !tagged {
            self.untagged.write_scores(&rows, &mut scores);
            let parts = judged.iter_mut().zip(&scores);
            parts.for_each(|(judged, score)| *judged += score);
        }
        judged
    }

    /// What the log-odds of a row are owed to, by the head that they come from; parts are in log-odds.
    pub fn signals(&self, row: &[f32; COUNT], style: Fraction, tagged: bool) -> Vec<Signal> {
        let judged = |(head, share): &(&Trees, f32)| {
            let score = head.scores(row).first().copied();
            score.unwrap_or_default() + share.ln()
        };
        let best = self
            .heads(style)
            .max_by(|a, b| judged(a).total_cmp(&judged(b)));
        let mut owed = best.map_or_else(Vec::new, |(head, _)| head.contributions(row));
        if !tagged {
            let besides = self.untagged.contributions(row);
            owed.iter_mut().zip(besides).for_each(|(a, b)| *a += b);
        }
        let parts = names().into_iter().zip(row).zip(owed);
        parts
            .map(|((name, &value), contribution)| Signal {
                name,
                value,
                contribution,
            })
            .collect()
    }

    /// The heads that have a say in a style, each with its share.
    fn heads(&self, style: Fraction) -> impl Iterator<Item = (&Trees, f32)> {
        let heads = [
            (&self.phrases, style.get()),
            (&self.words, 1.0 - style.get()),
        ];
        heads.into_iter().filter(|(_, share)| *share > 0.0)
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
        let mut checked = 0;
        for line in ROWS.lines() {
            let given: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let numbers = given["row"].as_array().expect("a row").iter();
            let row: Vec<f32> = numbers.filter_map(|x| Some(x.as_f64()? as f32)).collect();
            assert_eq!(
                row.len(),
                COUNT,
                "line {checked} has a row of another length"
            );
            let head = match given["head"].as_str() {
                Some("phrases") => &MODEL.phrases,
                Some("words") => &MODEL.words,
                _ => &MODEL.untagged,
            };
            let expected = given["score"].as_f64().expect("a score");
            let scored = f64::from(head.scores(&row)[0]);
            assert!(
                (scored - expected).abs() < 1e-5,
                "line {checked}: {scored}, trained {expected}"
            );
            checked += 1;
        }
        assert!(checked >= 20, "only {checked} rows were checked");
    }
}
