//! The trained heads: how surely a candidate is a tag, given its features.
//!
//! Readers of news choose phrases ("illegal aliens"), crowds choose single words ("aliens"), readers of science
//! more and other phrases ("minimax methods"); one model of all is worse than any. So there are heads of
//! gradient-boosted trees for each. The style that a caller asks for is the share of those who choose phrases
//! among those who judge, and the article's [`Register`] tells which of them these are. A candidate
//! has the score of the readers who want it most: on English news that keeps more of either kind
//! than the mean of both (F1@10 of phrases 36.4 for 36.1, P@10 of words 36.2 for 35.1).
//! All three were trained on English. In languages without a tagger of parts of speech a fourth head has a say,
//! which knows from articles in several languages what their summaries mention.
//! `training/train_tags.py` makes the heads; `docs/model-card-tags.md` tells from what, how good
//! they are and where they fail.

use std::fmt;
use std::sync::LazyLock;

use super::features::{COUNT, names};
use super::lexical_prior::LexicalPrior;
use super::register::{Register, Registers};
use crate::document::Document;
use crate::fraction::Fraction;
use crate::scoring::scores::Signal;
use crate::trees::{Rows, Trees, TreesError};

/// The built-in model. Its files are part of the program, and a test reads them.
pub static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(built_in).unwrap_or_else(|error| panic!("the built-in model is broken: {error}"))
});

fn built_in(name: &str) -> Option<&'static [u8]> {
    Some(match name {
        "phrases.trees" => include_bytes!("model/phrases.trees"),
        "phrases.prior" => include_bytes!("model/phrases.prior"),
        "science.trees" => include_bytes!("model/science.trees"),
        "science.prior" => include_bytes!("model/science.prior"),
        "science.register" => include_bytes!("model/science.register"),
        "words.trees" => include_bytes!("model/words.trees"),
        "untagged.trees" => include_bytes!("model/untagged.trees"),
        _ => return None,
    })
}

/// Heads for phrases of news, for phrases of science and for words, and one for articles without parts of speech.
pub struct Model {
    phrases: Head,
    science: Head,
    words: Head,
    untagged: Trees,
    registers: Registers,
}

/// What readers of one kind choose.
struct Head {
    trees: Trees,
    /// What it knows of words besides.
    prior: Option<LexicalPrior>,
}

/// Which readers are asked.
#[derive(Clone, Copy, Debug)]
pub struct Readers {
    /// From those who choose single words (0) to those who choose phrases (1).
    pub style: Fraction,
    /// What those who choose phrases read.
    pub register: Register,
    /// Whether parts of speech are known.
    pub tagged: bool,
}

/// A head that has a say.
struct Voice<'m> {
    head: &'m Head,
    /// The logarithm of its share.
    weight: f32,
}

/// A file of a model is missing, damaged or made for other features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelError {
    file: &'static str,
    /// What is wrong with its trees, if it should have some.
    trees: Option<TreesError>,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.trees {
            Some(error) => write!(f, "{}: {error}", self.file),
            None => write!(f, "{}: missing or damaged", self.file),
        }
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// Reads the files of `training/train_tags.py`, which `file` gives by their names. Errors: one is missing or
    /// damaged, or its features are not the ones that are computed here.
    pub fn read<F: AsRef<[u8]>>(file: impl Fn(&str) -> Option<F>) -> Result<Model, ModelError> {
        let damaged = |file| ModelError { file, trees: None };
        let trees = |name| {
            let file = file(name).ok_or(damaged(name))?;
            Trees::parse(file.as_ref(), &names()).map_err(|error| ModelError {
                file: name,
                trees: Some(error),
            })
        };
        let prior = |name| {
            let prior = file(name).and_then(|file| LexicalPrior::read(file.as_ref()));
            prior.ok_or(damaged(name)).map(Some)
        };
        let head = |trees, prior| Head { trees, prior };
        let register = "science.register";
        let registers = file(register).and_then(|file| Registers::read(file.as_ref()));
        Ok(Model {
            phrases: head(trees("phrases.trees")?, prior("phrases.prior")?),
            science: head(trees("science.trees")?, prior("science.prior")?),
            words: head(trees("words.trees")?, None),
            untagged: trees("untagged.trees")?,
            registers: registers.ok_or(damaged(register))?,
        })
    }

    /// How a text in a language with a tagger of parts of speech is told.
    pub fn register(&self, document: &Document) -> Register {
        self.registers.register(document)
    }

    /// The log-odds that each of `rows`, which hold a number for each feature, is a tag to `readers`; `prior` tells
    /// what a lexical prior says of the words of the row of a number.
    pub fn log_odds(
        &self,
        rows: &[[f32; COUNT]],
        prior: impl Fn(usize, &LexicalPrior) -> f32,
        readers: Readers,
    ) -> Vec<f32> {
        let mut judged = vec![f32::NEG_INFINITY; rows.len()];
        let rows = Rows::of(rows.as_flattened(), COUNT);
        let mut scores = Vec::new();
        for voice in self.voices(readers) {
            voice.head.trees.write_scores(&rows, &mut scores);
            for (row, (best, &score)) in judged.iter_mut().zip(&scores).enumerate() {
                *best = best.max(voice.says(score, |known| prior(row, known)));
            }
        }
        if !readers.tagged {
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
        prior: impl Fn(&LexicalPrior) -> f32,
        readers: Readers,
    ) -> Vec<Signal> {
        let says = |voice: &Voice| {
            let score = voice.head.trees.scores(row).first().copied();
            voice.says(score.unwrap_or_default(), &prior)
        };
        let best = self
            .voices(readers)
            .max_by(|a, b| says(a).total_cmp(&says(b)));
        let mut owed = match &best {
            Some(voice) => voice.head.trees.contributions(row),
            None => Vec::new(),
        };
        if !readers.tagged {
            let besides = self.untagged.contributions(row);
            owed.iter_mut().zip(besides).for_each(|(a, b)| *a += b);
        }
        let parts = names().into_iter().zip(row.iter().copied()).zip(owed);
        let lexical = best.and_then(|voice| voice.head.prior.as_ref());
        let lexical = lexical.map(|known| {
            let told = prior(known);
            (("lexical-prior", told), told)
        });
        parts
            .chain(lexical)
            .map(|((name, value), contribution)| Signal {
                name,
                value,
                contribution,
            })
            .collect()
    }

    /// The heads that have a say among such readers.
    fn voices(&self, readers: Readers) -> impl Iterator<Item = Voice<'_>> {
        let phrases = match readers.register {
            Register::News => &self.phrases,
            Register::Science => &self.science,
        };
        let share = readers.style.get();
        let heads = [(phrases, share), (&self.words, 1.0 - share)];
        let heads = heads.into_iter().filter(|&(_, share)| share > 0.0);
        heads.map(|(head, share)| Voice {
            head,
            weight: share.ln(),
        })
    }
}

impl Voice<'_> {
    /// The log-odds of a candidate that the trees give so many; `prior` tells what the head's prior says of it.
    fn says(&self, score: f32, prior: impl FnOnce(&LexicalPrior) -> f32) -> f32 {
        let prior = self.head.prior.as_ref().map_or(0.0, prior);
        score + prior + self.weight
    }
}

#[cfg(test)]
mod tests {
    use super::{Head, MODEL, Model, built_in};
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
                    let prior = head_of(&given).prior.as_ref().expect("it has a prior");
                    (prior.of(words), &given["prior"])
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
        match given["head"].as_str() {
            Some("untagged") => MODEL.untagged.scores(&row)[0],
            _ => head_of(given).trees.scores(&row)[0],
        }
    }

    fn head_of(given: &serde_json::Value) -> &'static Head {
        match given["head"].as_str() {
            Some("phrases") => &MODEL.phrases,
            Some("science") => &MODEL.science,
            Some("words") => &MODEL.words,
            head => panic!("no head {head:?}: {given}"),
        }
    }

    #[test]
    fn a_missing_or_damaged_file_is_told_by_its_name() {
        for broken in ["science.trees", "phrases.prior", "science.register"] {
            for file in [None, Some(&b"something else"[..])] {
                let given = |name: &str| if name == broken { file } else { built_in(name) };
                let error = Model::read(given).err().expect("it is broken");
                assert!(error.to_string().starts_with(broken), "{error}");
            }
        }
    }
}
