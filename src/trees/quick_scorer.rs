//! Trees as lists of tests: which leaves a row can no longer fall into.
//!
//! Lucchese et al., "QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of
//! Regression Trees", SIGIR 2015. Leaves are numbered from the low side to the high one. A row that
//! goes on to the high side of a node loses the leaves of its low side; the lowest that is left,
//! after all tests in whatever order, is its leaf. No test waits for another, so many rows are
//! tested at once by the widest vector instructions that the processor has.

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16, u32x16};

use super::{Node, TreesError};

/// Rows in a vector.
const LANES: usize = 16;

/// Vectors that are tested at once: enough to hide how long a test takes.
const VECTORS: usize = 2;

/// Rows that are tested at once.
const ABREAST: usize = LANES * VECTORS;

/// An input of all rows that are tested at once.
type Column = [[f32; LANES]; VECTORS];

/// Leaves of a tree at most: one bit each.
const MOST_LEAVES: usize = u32::BITS as usize;

/// One tree.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    tests: Vec<Test>,
    /// The leaves' values, and one place more than a mask can tell of, so that no number of a leaf
    /// is out of bounds. Those after the last leaf are never reached. As wide as the sums, so that
    /// none is converted for each row.
    leaves: [f64; MOST_LEAVES + 1],
    count: usize,
}

/// Rows with `input` over `split` keep only those leaves whose bits are set.
#[derive(Clone, Copy, Debug)]
struct Test {
    split: f32,
    input: u16,
    kept: u32,
}

/// Rows beside each other, input by input, as trees test them.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    /// A column for each input of [`ABREAST`] rows, and then those of the rows after them.
    columns: Vec<Column>,
    /// Inputs of a row.
    inputs: usize,
    /// How many rows there are.
    rows: usize,
}

impl Blocks {
    /// Puts `rows` beside each other, which stand one after the other with `inputs` numbers each.
    pub(super) fn of(rows: &[f32], inputs: usize) -> Blocks {
        let inputs = inputs.max(1);
        let count = rows.len() / inputs;
        let mut columns: Vec<Column> = Vec::with_capacity(count.div_ceil(ABREAST) * inputs);
        for block in rows.chunks(inputs * ABREAST) {
            let begin = columns.len();
            columns.resize(begin + inputs, [[0.0; LANES]; VECTORS]);
            let columns = columns.get_mut(begin..).unwrap_or_default();
            for (at, row) in block.chunks_exact(inputs).enumerate() {
                for (column, &input) in columns.iter_mut().zip(row) {
                    column[at / LANES][at % LANES] = input;
                }
            }
        }
        Blocks {
            columns,
            inputs,
            rows: count,
        }
    }
}

impl Tree {
    /// The tree below the node `root`; an error if it has more than 32 leaves.
    pub(super) fn of(nodes: &[Node], values: &[f32], root: u16) -> Result<Tree, TreesError> {
        let mut tree = Tree {
            tests: Vec::new(),
            leaves: [0.0; MOST_LEAVES + 1],
            count: 0,
        };
        tree.visit(nodes, values, root, 0)?;
        Ok(tree)
    }

    /// Adds the nodes and leaves at and below `at`, which is `depth` steps from the root.
    fn visit(
        &mut self,
        nodes: &[Node],
        values: &[f32],
        at: u16,
        depth: usize,
    ) -> Result<(), TreesError> {
        let place = usize::from(at);
        let (Some(node), Some(&value)) = (nodes.get(place), values.get(place)) else {
            return Err(TreesError::Node);
        };
        let room = depth < MOST_LEAVES && self.count < MOST_LEAVES;
        let Some(leaf) = self.leaves.get_mut(self.count).filter(|_| room) else {
            return Err(TreesError::Leaves);
        };
        let [low, high] = node.next;
        if low == at {
            *leaf = f64::from(value);
            self.count += 1;
            return Ok(());
        }
        let first = self.count;
        self.visit(nodes, values, low, depth + 1)?;
        self.tests.push(Test {
            split: node.split,
            input: node.input,
            kept: !bits_below(self.count) | bits_below(first),
        });
        self.visit(nodes, values, high, depth + 1)
    }

    /// Adds the value of each row's leaf to its sum.
    #[inline(always)]
    fn add<S: Simd>(&self, simd: S, columns: &[Column], sums: &mut [f64; ABREAST]) {
        let mut left = [u32x16::splat(simd, u32::MAX); VECTORS];
        for test in &self.tests {
            let Some(column) = columns.get(usize::from(test.input)) else {
                continue;
            };
            let split = f32x16::splat(simd, test.split);
            let keep = u32x16::splat(simd, test.kept);
            for at in 0..VECTORS {
                let over = f32x16::simd_from(simd, column[at]).simd_gt(split);
                left[at] = over.select(left[at] & keep, left[at]);
            }
        }
        for at in 0..VECTORS {
            let left: [u32; LANES] = *left[at];
            for lane in 0..LANES {
                let leaf = left[lane].trailing_zeros() as usize;
                sums[at * LANES + lane] += self.leaves[leaf];
            }
        }
    }
}

/// Adds the values of all `trees`. One copy of this is made for each kind of processor.
#[inline(always)]
fn add_all<S: Simd>(simd: S, trees: &[Tree], columns: &[Column], sums: &mut [f64; ABREAST]) {
    for tree in trees {
        tree.add(simd, columns, sums);
    }
}

/// Writes the sum over all `trees` for each row of `blocks` to `scores`.
pub(super) fn write_scores(trees: &[Tree], blocks: &Blocks, scores: &mut Vec<f32>) {
    scores.clear();
    scores.reserve(blocks.rows.next_multiple_of(ABREAST));
    for columns in blocks.columns.chunks_exact(blocks.inputs) {
        let mut sums = [0.0; ABREAST];
        dispatch!(Level::new(), simd => add_all(simd, trees, columns, &mut sums));
        scores.extend(sums.map(|sum| sum as f32));
    }
    scores.truncate(blocks.rows);
}

/// The bits of the first `count` leaves.
fn bits_below(count: usize) -> u32 {
    u32::MAX
        .checked_shr((MOST_LEAVES - count.min(MOST_LEAVES)) as u32)
        .unwrap_or(0)
}
