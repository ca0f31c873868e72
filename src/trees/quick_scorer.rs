//! Trees as lists of tests: which leaves a row can no longer fall into.
//!
//! Lucchese et al., "QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of
//! Regression Trees", SIGIR 2015. Leaves are numbered from the low side to the high one. A row that
//! goes on to the high side of a node loses the leaves of its low side; the lowest that is left,
//! after all tests in whatever order, is its leaf. No test waits for another, so many rows are
//! tested at once by the widest vector instructions that the processor has.
//!
//! Reading a test costs as much as a vector or two of making it, so up to 96 rows are tested at once.
//! What leaves are left is noted for a few trees, and then each row's leaves are summed without the sum
//! leaving its register.

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16, u32x16};

use super::TreesError;
use super::format::Node;

/// Rows in a vector.
const LANES: usize = 16;

/// What rows beside each other have for an input.
type Lanes = [f32; LANES];

/// Vectors that are tested at once, at least: enough to hide how long a test takes.
const NARROW: usize = 2;

/// See [`NARROW`] and [`WIDE`].
const MIDDLE: usize = 2 * NARROW;

/// Vectors that are tested at once, at most: as many as there are registers for.
const WIDE: usize = 3 * NARROW;

/// Trees whose leaves are noted before they are summed.
const NOTED: usize = 8;

/// Rows whose leaves are summed at once.
const SUMMED: usize = 8;

/// Rows that are put beside each other at once.
const FILLED: usize = 4;

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
    /// The vectors of the first input of as many rows as are tested at once, those of the next input, and
    /// so on; and then those of the rows after them. [`widths`] tells how many rows that is.
    vectors: Vec<Lanes>,
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
        let mut vectors = Vec::with_capacity(widths(count).sum::<usize>() * inputs);
        let mut rest = rows;
        for width in widths(count) {
            let begin = vectors.len();
            vectors.resize(begin + width * inputs, [0.0; LANES]);
            let columns = vectors.get_mut(begin..).unwrap_or_default();
            let (block, after) = rest.split_at(rest.len().min(width * LANES * inputs));
            match width {
                NARROW => fill(columns.as_chunks_mut::<NARROW>().0, block, inputs),
                WIDE => fill(columns.as_chunks_mut::<WIDE>().0, block, inputs),
                _ => fill(columns.as_chunks_mut::<MIDDLE>().0, block, inputs),
            }
            rest = after;
        }
        Blocks {
            vectors,
            inputs,
            rows: count,
        }
    }
}

/// Puts the rows of one block beside each other, a few at a time; where there are none left, the place of
/// a row holds another one.
fn fill<const VECTORS: usize>(columns: &mut [[Lanes; VECTORS]], rows: &[f32], inputs: usize) {
    for (at, rows) in rows.chunks(FILLED * inputs).enumerate() {
        let (first, mut others) = rows.split_at(inputs.min(rows.len()));
        let [b, c, d] = [(); FILLED - 1].map(|()| {
            let (row, rest) = others.split_at_checked(inputs).unwrap_or((first, &[]));
            others = rest;
            row
        });
        let inputs = first.iter().zip(b).zip(c).zip(d);
        for (column, (((a, b), c), d)) in columns.iter_mut().zip(inputs) {
            let places = column.as_flattened_mut().as_chunks_mut::<FILLED>().0;
            if let Some(places) = places.get_mut(at) {
                *places = [*a, *b, *c, *d];
            }
        }
    }
}

/// How many vectors are tested at once, until there are none left of so many rows.
fn widths(rows: usize) -> impl Iterator<Item = usize> {
    let mut left = rows.div_ceil(LANES);
    std::iter::from_fn(move || {
        let width = left.next_multiple_of(NARROW).min(WIDE);
        left = left.saturating_sub(width);
        (width > 0).then_some(width)
    })
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

    /// Notes the leaves that are left to each row of `columns`, whose inputs have so many vectors each.
    #[inline(always)]
    fn note<S: Simd, const VECTORS: usize>(
        &self,
        simd: S,
        columns: &[[Lanes; VECTORS]],
        noted: &mut [[u32; LANES]; VECTORS],
    ) {
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
            noted[at] = *left[at];
        }
    }
}

/// Writes the sums over all `trees` for the rows of `columns` to `sums`. One copy of this is made for
/// each kind of processor.
#[inline(always)]
fn add_all<S: Simd, const VECTORS: usize>(
    simd: S,
    trees: &[Tree],
    columns: &[[Lanes; VECTORS]],
    scores: &mut Vec<f32>,
) {
    let mut sums = [[0.0; LANES]; VECTORS];
    let mut noted = [[[0; LANES]; VECTORS]; NOTED];
    for trees in trees.chunks(NOTED) {
        for (tree, noted) in trees.iter().zip(&mut noted) {
            tree.note(simd, columns, noted);
        }
        let sums = sums.as_flattened_mut().as_chunks_mut::<SUMMED>().0;
        for (rows, sums) in sums.iter_mut().enumerate() {
            let mut sum = *sums;
            for (tree, noted) in trees.iter().zip(&noted) {
                let left = noted.as_flattened().as_chunks::<SUMMED>().0;
                for (sum, left) in sum.iter_mut().zip(left[rows]) {
                    *sum += tree.leaves[left.trailing_zeros() as usize];
                }
            }
            *sums = sum;
        }
    }
    scores.extend(sums.as_flattened().iter().map(|&sum| sum as f32));
}

/// Writes the sum over all `trees` for each row of `blocks` to `scores`.
pub(super) fn write_scores(trees: &[Tree], blocks: &Blocks, scores: &mut Vec<f32>) {
    scores.clear();
    scores.reserve(widths(blocks.rows).sum::<usize>() * LANES);
    let mut rest = blocks.vectors.as_slice();
    for width in widths(blocks.rows) {
        let (vectors, after) = rest.split_at(rest.len().min(width * blocks.inputs));
        match width {
            NARROW => add_block::<NARROW>(trees, vectors, scores),
            WIDE => add_block::<WIDE>(trees, vectors, scores),
            _ => add_block::<MIDDLE>(trees, vectors, scores),
        }
        rest = after;
    }
    scores.truncate(blocks.rows);
}

/// Adds the scores of the rows of one block.
fn add_block<const VECTORS: usize>(trees: &[Tree], vectors: &[Lanes], scores: &mut Vec<f32>) {
    let columns = vectors.as_chunks::<VECTORS>().0;
    dispatch!(Level::new(), simd => add_all::<_, VECTORS>(simd, trees, columns, scores));
}

/// The bits of the first `count` leaves.
fn bits_below(count: usize) -> u32 {
    u32::MAX
        .checked_shr((MOST_LEAVES - count.min(MOST_LEAVES)) as u32)
        .unwrap_or(0)
}
