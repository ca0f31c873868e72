//! The greatest singular values of a sparse matrix of terms by sentences, with their left vectors.
//!
//! Subspace iteration with a Rayleigh-Ritz step (Golub & Van Loan, "Matrix Computations", section
//! 8.2.4): a block of [`BLOCK`] vectors is multiplied by AᵀA and made orthonormal until its
//! lengths settle; AᵀA seen from within the block is then diagonalised. The start is fixed, so that
//! the outcome is too. The block is wider than what is taken from it, so that what is taken has
//! settled; where there are no more sentences than [`BLOCK`], it is the whole space and exact.

use super::jacobi::eigenvectors;
use super::sample::Sample;
use super::vectors::SentenceVectors;
use crate::text::terms::TermId;

/// Topics at most.
pub(super) const TOPICS: usize = 8;

/// Vectors that are iterated together.
pub(super) const BLOCK: usize = 16;

const MOST_ROUNDS: usize = 30;
const TOLERANCE: f64 = 1e-5;

/// Topics below this share of the greatest singular value are left out (Steinberger & Ježek).
const LEAST_SHARE: f64 = 0.5;

/// One number for each vector of the block.
type Row = [f64; BLOCK];

/// The main topics of a sample: orthonormal directions in the space of terms.
pub(super) struct Topics {
    /// The row in `directions` of each term that the sample has.
    rows: Vec<Option<u32>>,
    /// For each of those terms, its part in every topic.
    directions: Vec<[f64; TOPICS]>,
}

impl Topics {
    /// The topics of the sentences in `sample`, of terms numbered below `terms`.
    pub(super) fn of(vectors: &SentenceVectors, sample: &Sample, terms: usize) -> Topics {
        let (matrix, rows) = Matrix::of(vectors, sample, terms);
        let block = matrix.dominant_block();
        let image = matrix.times(&block);
        let (squares, turn) = eigenvectors(gram(&image));
        let greatest = squares.first().copied().unwrap_or_default().max(0.0).sqrt();
        let scale = |topic: usize| {
            let sigma = squares
                .get(topic)
                .copied()
                .unwrap_or_default()
                .max(0.0)
                .sqrt();
            let taken = sigma > 0.0 && sigma >= LEAST_SHARE * greatest;
            if taken { 1.0 / sigma } else { 0.0 }
        };
        let scales: [f64; TOPICS] = std::array::from_fn(scale);
        let direction = |row: &Row| {
            std::array::from_fn(|topic| {
                let turned = row.iter().zip(&turn).map(|(part, turn)| part * turn[topic]);
                turned.sum::<f64>() * scales[topic]
            })
        };
        Topics {
            rows,
            directions: image.iter().map(direction).collect(),
        }
    }

    /// How much of each topic there is in a sentence.
    pub(super) fn parts(&self, vector: &[(TermId, f32)]) -> [f64; TOPICS] {
        let mut parts = [0.0; TOPICS];
        for &(term, weight) in vector {
            let row = self.rows.get(term.0 as usize).copied().flatten();
            let direction = row.and_then(|row| self.directions.get(row as usize));
            for (part, along) in parts.iter_mut().zip(direction.into_iter().flatten()) {
                *part += f64::from(weight) * along;
            }
        }
        parts
    }
}

/// A sparse matrix of terms by sentences.
struct Matrix {
    columns: Vec<Vec<(u32, f64)>>,
    rows: usize,
}

impl Matrix {
    /// The matrix of a sample, and the row of each term that it has.
    fn of(vectors: &SentenceVectors, sample: &Sample, terms: usize) -> (Matrix, Vec<Option<u32>>) {
        let mut rows = vec![None; terms];
        let mut count = 0;
        let mut columns = Vec::with_capacity(sample.sentences().len());
        for &sentence in sample.sentences() {
            let vector = vectors.vector(sentence);
            let mut column = Vec::with_capacity(vector.len());
            for &(term, weight) in vector {
                let Some(row) = rows.get_mut(term.0 as usize) else {
                    continue;
                };
                let row = *row.get_or_insert_with(|| {
                    count += 1;
                    count - 1
                });
                column.push((row, f64::from(weight)));
            }
            columns.push(column);
        }
        let matrix = Matrix {
            columns,
            rows: count as usize,
        };
        (matrix, rows)
    }

    /// An orthonormal basis of the space of the greatest singular vectors, a row a sentence.
    fn dominant_block(&self) -> Vec<Row> {
        let mut block: Vec<Row> = (0..self.columns.len()).map(start).collect();
        let mut lengths = orthonormalise(&mut block);
        for _ in 0..MOST_ROUNDS {
            block = self.transposed_times(&self.times(&block));
            let now = orthonormalise(&mut block);
            let moved = lengths.iter().zip(&now).map(|(old, new)| (old - new).abs());
            let settled = moved.take(TOPICS).fold(0.0, f64::max) <= TOLERANCE * now[0];
            lengths = now;
            if settled || self.columns.len() <= BLOCK {
                break;
            }
        }
        block
    }

    fn times(&self, block: &[Row]) -> Vec<Row> {
        let mut image = vec![[0.0; BLOCK]; self.rows];
        for (column, row) in self.columns.iter().zip(block) {
            for &(term, weight) in column {
                if let Some(sum) = image.get_mut(term as usize) {
                    add(sum, weight, row);
                }
            }
        }
        image
    }

    fn transposed_times(&self, image: &[Row]) -> Vec<Row> {
        let row = |column: &Vec<(u32, f64)>| {
            let mut sum = [0.0; BLOCK];
            for &(term, weight) in column {
                if let Some(row) = image.get(term as usize) {
                    add(&mut sum, weight, row);
                }
            }
            sum
        };
        self.columns.iter().map(row).collect()
    }
}

fn add(sum: &mut Row, factor: f64, row: &Row) {
    for (sum, value) in sum.iter_mut().zip(row) {
        *sum += factor * value;
    }
}

/// A sentence's row at the start: numbers without a pattern, the same each time (splitmix64).
fn start(sentence: usize) -> Row {
    std::array::from_fn(|vector| {
        let mut bits = (sentence * BLOCK + vector + 1) as u64;
        bits = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) as f64 / u64::MAX as f64 - 0.5
    })
}

/// Products of the vectors of a block with each other.
fn gram(block: &[Row]) -> [Row; BLOCK] {
    let mut products = [[0.0; BLOCK]; BLOCK];
    for row in block {
        for (sum, value) in products.iter_mut().zip(row) {
            add(sum, *value, row);
        }
    }
    products
}

/// Makes the vectors of a block orthonormal, in order (modified Gram-Schmidt, twice); one that
/// depends on those before it becomes zero. Gives back their lengths before.
fn orthonormalise(block: &mut [Row]) -> Row {
    let mut lengths = [0.0; BLOCK];
    for vector in 0..BLOCK {
        let before = length(block, vector);
        for _ in 0..2 {
            for other in 0..vector {
                let product: f64 = block.iter().map(|row| row[vector] * row[other]).sum();
                block
                    .iter_mut()
                    .for_each(|row| row[vector] -= product * row[other]);
            }
        }
        lengths[vector] = length(block, vector);
        let independent = lengths[vector] > 1e-10 * before;
        let scale = if independent {
            1.0 / lengths[vector]
        } else {
            0.0
        };
        block.iter_mut().for_each(|row| row[vector] *= scale);
    }
    lengths
}

fn length(block: &[Row], vector: usize) -> f64 {
    block
        .iter()
        .map(|row| row[vector] * row[vector])
        .sum::<f64>()
        .sqrt()
}
