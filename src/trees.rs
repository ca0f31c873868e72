//! Gradient-boosted regression trees: read and checked once, then scored and explained.
//!
//! A model's output is the sum over its trees of the value of the leaf that a row of numbers falls
//! into (Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of
//! Statistics 2001).

mod explain;
mod format;
mod quick_scorer;

use std::fmt;

use self::explain::Walks;
use self::quick_scorer::{Blocks, Tree};

/// A model that was read and found sound.
#[derive(Clone, Debug)]
pub struct Trees {
    trees: Vec<Tree>,
    walks: Walks,
}

/// Rows of numbers, put in order once for all models that look at them.
#[derive(Clone, Debug)]
pub struct Rows(Blocks);

impl Rows {
    /// Those of `rows`, which stand one after the other with a number for each of `inputs`.
    pub fn of(rows: &[f32], inputs: usize) -> Rows {
        Rows(Blocks::of(rows, inputs))
    }
}

/// Why bytes are no usable model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreesError {
    /// They do not begin as a model does.
    NotAModel,
    /// They end too early or go on after the end.
    Length,
    /// They were changed after they were written.
    Checksum,
    /// The model was trained on other inputs, or in another order.
    Inputs,
    /// A node points nowhere or backwards, or a number is not finite.
    Node,
    /// A tree has more than 32 leaves.
    Leaves,
}

impl fmt::Display for TreesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TreesError::NotAModel => "not a tree model",
            TreesError::Length => "tree model cut short or too long",
            TreesError::Checksum => "tree model damaged: its checksum differs",
            TreesError::Inputs => "tree model trained on other inputs: train it again",
            TreesError::Node => "tree model with an unsound node",
            TreesError::Leaves => "tree model with a tree of more than 32 leaves",
        })
    }
}

impl std::error::Error for TreesError {}

impl Trees {
    /// Reads a model that was trained on the inputs of those names, in that order.
    pub fn parse(bytes: &[u8], names: &[&str]) -> Result<Trees, TreesError> {
        let model = format::read(bytes, names)?;
        let tree = |&root: &u16| Tree::of(&model.nodes, &model.values, root);
        Ok(Trees {
            trees: model.roots.iter().map(tree).collect::<Result<_, _>>()?,
            walks: Walks::of(model, names.len()),
        })
    }

    /// The model's output for each of `rows`, which stand one after the other, with a number an
    /// input.
    pub fn scores(&self, rows: &[f32]) -> Vec<f32> {
        let mut scores = Vec::new();
        self.write_scores(&Rows::of(rows, self.walks.inputs()), &mut scores);
        scores
    }

    /// Writes the model's output for each of `rows` to `scores`, in place of what they are; those of
    /// rows with another number of inputs mean nothing.
    pub fn write_scores(&self, rows: &Rows, scores: &mut Vec<f32>) {
        quick_scorer::write_scores(&self.trees, &rows.0, scores);
    }

    /// What the output for `row` is owed to: one number an input, which add up, with the model's
    /// mean output, to its output.
    pub fn contributions(&self, row: &[f32]) -> Vec<f32> {
        self.walks.contributions(row)
    }

    /// The output that the training rows have on average.
    #[cfg(test)]
    pub fn mean(&self) -> f32 {
        self.walks.mean()
    }
}

#[cfg(test)]
mod tests {
    use super::format::tests::{NAMES, NODES, Record, model};
    use super::{Trees, TreesError};

    #[test]
    fn rows_fall_into_leaves() {
        let trees = Trees::parse(&model(&NAMES, &[0, 5], &NODES), &NAMES).expect("a sound model");
        for (row, score) in [
            ([3.0, 0.5], 1.25),
            ([3.0, 0.6], 2.25),
            ([3.1, 0.5], 4.25),
            ([f32::NAN, f32::NAN], 1.25),
        ] {
            assert_eq!(trees.scores(&row), [score], "{row:?}");
        }
    }

    #[test]
    fn any_number_of_rows_is_scored_each_by_itself() {
        let trees = Trees::parse(&model(&NAMES, &[0, 5], &NODES), &NAMES).expect("a sound model");
        for count in [0, 1, 31, 32, 33, 70] {
            let rows: Vec<f32> = (0..2 * count).map(|at| (at % 7) as f32 * 0.9).collect();
            let one_by_one = rows.chunks_exact(2).flat_map(|row| trees.scores(row));
            assert_eq!(trees.scores(&rows), one_by_one.collect::<Vec<_>>());
            assert_eq!(trees.scores(&rows).len(), count);
        }
    }

    #[test]
    fn a_tree_has_at_most_32_leaves() {
        // A chain: each node has a leaf on its low side and the next node on its high side.
        let chain = |leaves: u16| -> Vec<Record> {
            let links = (0..leaves - 1).flat_map(|at| {
                let node = (0, f32::from(at), 2 * at + 1, 2 * at + 2, 0.0);
                [node, (u16::MAX, 0.0, 0, 0, f32::from(at))]
            });
            let last = (u16::MAX, 0.0, 0, 0, f32::from(leaves - 1));
            links.chain([last]).collect()
        };
        let trees = Trees::parse(&model(&NAMES, &[0], &chain(32)), &NAMES).expect("32 leaves");
        for place in [0.0, 17.0, 30.0, 31.0] {
            assert_eq!(trees.scores(&[place, 0.0]), [place]);
        }
        let more = Trees::parse(&model(&NAMES, &[0], &chain(33)), &NAMES);
        assert_eq!(more.err(), Some(TreesError::Leaves));
    }

    #[test]
    fn contributions_and_mean_add_up_to_the_score() {
        let trees = Trees::parse(&model(&NAMES, &[0, 5], &NODES), &NAMES).expect("a sound model");
        for row in [[1.0, 0.0], [1.0, 1.0], [9.0, 0.0]] {
            let owed: f32 = trees.contributions(&row).iter().sum();
            assert_eq!([trees.mean() + owed], *trees.scores(&row), "{row:?}");
        }
        assert_eq!(trees.contributions(&[1.0, 1.0]), [-1.0, 0.5]);
    }
}
