//! Gradient-boosted regression trees: a compact file format, checked once, and their evaluation.
//!
//! A model's output is the sum over its trees of the value of the leaf that a row of numbers falls
//! into (Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of
//! Statistics 2001). `training/trees.py` writes the format; all numbers are little-endian:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 8 | `NGTREES1` |
//! | 2, then 1 + length each | the number of inputs and their names |
//! | 2, then 2 each | the number of trees and the number of each one's root node |
//! | 4, then 14 each | the number of nodes and the nodes |
//! | 8 | FNV-1a of all bytes before |
//!
//! A node is `input: u16, split: f32, low: u16, high: u16, value: f32`. Rows whose input is at most
//! `split` go on to node `low`, others to `high`; both come after the node itself, so that no walk
//! can go round in circles. A tree has at most 32 leaves. `input` is 0xffff for a leaf. `value` is a
//! leaf's output, or the mean output of the training rows that passed the node.

mod quick_scorer;

use std::fmt;

use self::quick_scorer::{Blocks, Tree};

/// The first bytes of every model.
const MAGIC: &[u8; 8] = b"NGTREES1";

/// Stands in a node's `input` for "none": the node is a leaf.
const LEAF: u16 = u16::MAX;

/// A model that was read and found sound.
#[derive(Clone, Debug)]
pub struct Trees {
    inputs: usize,
    roots: Vec<Root>,
    nodes: Vec<Node>,
    values: Vec<f32>,
    trees: Vec<Tree>,
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

/// Where a walk begins, and how many steps it has at most.
#[derive(Clone, Copy, Debug)]
struct Root {
    node: u16,
    depth: u16,
}

/// A step of a walk from root to leaf. Invariant: `input` is below the number of inputs; `next` are
/// numbers of nodes, both higher than the node's own, or both its own if it is a leaf.
#[derive(Clone, Copy, Debug)]
struct Node {
    split: f32,
    input: u16,
    next: [u16; 2],
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
        if !bytes.starts_with(MAGIC) {
            return Err(TreesError::NotAModel);
        }
        let (content, sum) = bytes.split_last_chunk().ok_or(TreesError::Length)?;
        if fnv1a(content) != u64::from_le_bytes(*sum) {
            return Err(TreesError::Checksum);
        }
        let mut reader = Reader(content.get(MAGIC.len()..).unwrap_or_default());
        reader.check_names(names)?;
        let count = reader.u16()?;
        let roots = (0..count)
            .map(|_| reader.u16())
            .collect::<Result<Vec<_>, _>>()?;
        let count = reader.u32()? as usize;
        if count > usize::from(u16::MAX) {
            return Err(TreesError::Length);
        }
        let (mut nodes, mut values) = (Vec::new(), Vec::new());
        for at in 0..count {
            let (mut node, value) = reader.node()?;
            let leaf = node.input == LEAF;
            if leaf {
                node = Node {
                    split: 0.0,
                    input: 0,
                    next: [at as u16; 2],
                };
            }
            let onward = |&next: &u16| (at + 1..count).contains(&usize::from(next));
            let sound =
                leaf || usize::from(node.input) < names.len() && node.next.iter().all(onward);
            if !sound || !node.split.is_finite() || !value.is_finite() {
                return Err(TreesError::Node);
            }
            nodes.push(node);
            values.push(value);
        }
        if !reader.0.is_empty() {
            return Err(TreesError::Length);
        }
        if roots.iter().any(|&root| usize::from(root) >= count) {
            return Err(TreesError::Node);
        }
        let trees = roots.iter().map(|&root| Tree::of(&nodes, &values, root));
        Ok(Trees {
            inputs: names.len(),
            trees: trees.collect::<Result<_, _>>()?,
            roots: with_depths(&roots, &nodes),
            nodes,
            values,
        })
    }

    /// The model's output for each of `rows`, which stand one after the other, with a number an
    /// input.
    pub fn scores(&self, rows: &[f32]) -> Vec<f32> {
        let mut scores = Vec::new();
        self.write_scores(&Rows::of(rows, self.inputs), &mut scores);
        scores
    }

    /// Writes the model's output for each of `rows` to `scores`, in place of what they are; those of
    /// rows with another number of inputs mean nothing.
    pub fn write_scores(&self, rows: &Rows, scores: &mut Vec<f32>) {
        quick_scorer::write_scores(&self.trees, &rows.0, scores);
    }

    /// What the output for `row` is owed to: one number an input, which add up, with the model's
    /// mean output, to its output.
    ///
    /// Each step of a walk changes the mean output expected of the row; the change is credited to
    /// the input that the step looked at (Saabas, "Interpreting random forests", 2014).
    pub fn contributions(&self, row: &[f32]) -> Vec<f32> {
        let mut owed = vec![0.0; self.inputs];
        for &Root { node, depth } in &self.roots {
            let mut at = node;
            for _ in 0..depth {
                let next = self.step(at, row);
                let change = self.values[usize::from(next)] - self.values[usize::from(at)];
                owed[usize::from(self.nodes[usize::from(at)].input)] += change;
                at = next;
            }
        }
        owed
    }

    /// The output that the training rows have on average.
    pub fn mean(&self) -> f32 {
        let roots = self.roots.iter();
        roots.map(|root| self.values[usize::from(root.node)]).sum()
    }

    /// The node that a row goes on to; the same one if that is a leaf.
    fn step(&self, at: u16, row: &[f32]) -> u16 {
        let node = self.nodes[usize::from(at)];
        let input = row.get(usize::from(node.input)).copied().unwrap_or(0.0);
        node.next[usize::from(input > node.split)]
    }
}

/// Each root with the depth of its tree: the number of steps from it to its farthest leaf. Nodes
/// come after their parents, so depths are known from the last node to the first.
fn with_depths(roots: &[u16], nodes: &[Node]) -> Vec<Root> {
    let mut depths = vec![0_u16; nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        let below = node.next.map(usize::from);
        if below.iter().all(|&next| next != at) {
            depths[at] = 1 + below
                .map(|next| depths[next])
                .into_iter()
                .max()
                .unwrap_or(0);
        }
    }
    let root = |&node: &u16| Root {
        node,
        depth: depths[usize::from(node)],
    };
    roots.iter().map(root).collect()
}

/// What is left to read of a model.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], TreesError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(TreesError::Length)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn u16(&mut self) -> Result<u16, TreesError> {
        self.take().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, TreesError> {
        self.take().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Result<f32, TreesError> {
        self.take().map(f32::from_le_bytes)
    }

    fn check_names(&mut self, names: &[&str]) -> Result<(), TreesError> {
        if usize::from(self.u16()?) != names.len() {
            return Err(TreesError::Inputs);
        }
        for name in names {
            let [length] = self.take()?;
            let (read, rest) = self
                .0
                .split_at_checked(usize::from(length))
                .ok_or(TreesError::Length)?;
            if read != name.as_bytes() {
                return Err(TreesError::Inputs);
            }
            self.0 = rest;
        }
        Ok(())
    }

    fn node(&mut self) -> Result<(Node, f32), TreesError> {
        let (input, split) = (self.u16()?, self.f32()?);
        let next = [self.u16()?, self.u16()?];
        Ok((Node { split, input, next }, self.f32()?))
    }
}

/// The 64-bit FNV-1a hash.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{LEAF, MAGIC, Trees, TreesError, fnv1a};

    const NAMES: [&str; 2] = ["length", "place"];

    type Record = (u16, f32, u16, u16, f32);

    /// length <= 3 ? (place <= 0.5 ? 1 : 2) : 4, and a tree that is one leaf.
    const NODES: [Record; 6] = [
        (0, 3.0, 1, 2, 2.5),
        (1, 0.5, 3, 4, 1.5),
        (LEAF, 0.0, 0, 0, 4.0),
        (LEAF, 0.0, 0, 0, 1.0),
        (LEAF, 0.0, 0, 0, 2.0),
        (LEAF, 0.0, 0, 0, 0.25),
    ];

    fn model(names: &[&str], roots: &[u16], nodes: &[Record]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((names.len() as u16).to_le_bytes());
        for name in names {
            bytes.push(name.len() as u8);
            bytes.extend(name.as_bytes());
        }
        bytes.extend((roots.len() as u16).to_le_bytes());
        roots
            .iter()
            .for_each(|root| bytes.extend(root.to_le_bytes()));
        bytes.extend((nodes.len() as u32).to_le_bytes());
        for (input, split, low, high, value) in nodes {
            bytes.extend(input.to_le_bytes());
            bytes.extend(split.to_le_bytes());
            bytes.extend(low.to_le_bytes());
            bytes.extend(high.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        let sum = fnv1a(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

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
                [node, (LEAF, 0.0, 0, 0, f32::from(at))]
            });
            let last = (LEAF, 0.0, 0, 0, f32::from(leaves - 1));
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

    #[test]
    fn unsound_models_are_refused() {
        let sound = model(&NAMES, &[0, 5], &NODES);
        let with = |at: usize, record: Record| {
            let mut nodes = NODES;
            nodes[at] = record;
            model(&NAMES, &[0, 5], &nodes)
        };
        let mut damaged = sound.clone();
        damaged[40] ^= 1;
        let cases: [(&str, Vec<u8>, TreesError); 9] = [
            ("empty", Vec::new(), TreesError::NotAModel),
            ("magic alone", MAGIC.to_vec(), TreesError::Checksum),
            ("a bit flipped", damaged, TreesError::Checksum),
            ("cut short", sound[..60].to_vec(), TreesError::Checksum),
            (
                "names swapped",
                model(&["place", "length"], &[0], &NODES),
                TreesError::Inputs,
            ),
            (
                "a name missing",
                model(&["length"], &[0], &NODES),
                TreesError::Inputs,
            ),
            (
                "a root outside",
                model(&NAMES, &[6], &NODES),
                TreesError::Node,
            ),
            ("a circle", with(1, (1, 0.5, 1, 4, 0.0)), TreesError::Node),
            (
                "no number",
                with(2, (LEAF, 0.0, 0, 0, f32::NAN)),
                TreesError::Node,
            ),
        ];
        for (name, bytes, error) in cases {
            assert_eq!(Trees::parse(&bytes, &NAMES).err(), Some(error), "{name}");
        }
    }
}
