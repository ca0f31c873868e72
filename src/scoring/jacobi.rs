//! Eigenvalues and eigenvectors of a small symmetric matrix.
//!
//! The cyclic Jacobi method (Golub & Van Loan, "Matrix Computations", section 8.5): each pair of
//! rows is turned until their product is zero, again and again, which leaves the eigenvalues on the
//! diagonal.

use super::topics::BLOCK;

type Matrix = [[f64; BLOCK]; BLOCK];

/// Every matrix of this size is diagonal to rounding after fewer sweeps.
const SWEEPS: usize = 16;

/// The eigenvalues of `matrix`, the greatest first, and a matrix with their vectors as columns.
pub(super) fn eigenvectors(mut matrix: Matrix) -> ([f64; BLOCK], Matrix) {
    let mut turned = identity();
    for _ in 0..SWEEPS {
        for p in 0..BLOCK {
            for q in p + 1..BLOCK {
                rotate(&mut matrix, &mut turned, p, q);
            }
        }
    }
    let mut order: [usize; BLOCK] = std::array::from_fn(|at| at);
    order.sort_by(|&a, &b| matrix[b][b].total_cmp(&matrix[a][a]));
    let values = order.map(|at| matrix[at][at]);
    let vectors = turned.map(|row| order.map(|at| row[at]));
    (values, vectors)
}

fn identity() -> Matrix {
    std::array::from_fn(|row| std::array::from_fn(|column| f64::from(u8::from(row == column))))
}

/// Turns rows and columns `p` and `q` so that their common entry becomes zero.
fn rotate(matrix: &mut Matrix, turned: &mut Matrix, p: usize, q: usize) {
    if matrix[p][q].abs() <= f64::EPSILON * (matrix[p][p] * matrix[q][q]).abs().sqrt() {
        return;
    }
    let slope = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
    let tangent = slope.signum() / (slope.abs() + slope.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    for row in matrix.iter_mut().chain(turned) {
        let (left, right) = (row[p], row[q]);
        row[p] = cosine * left - sine * right;
        row[q] = sine * left + cosine * right;
    }
    let (above, below) = matrix.split_at_mut(q);
    for (upper, lower) in above[p].iter_mut().zip(&mut below[0]) {
        let (left, right) = (*upper, *lower);
        *upper = cosine * left - sine * right;
        *lower = sine * left + cosine * right;
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, eigenvectors, identity};

    /// The adjacency matrix of a path of 16 nodes has the eigenvalues 2 cos(k π / 17), k = 1..16.
    #[test]
    fn the_spectrum_of_a_path_comes_out() {
        let edge = |a: usize, b: usize| f64::from(u8::from(a.abs_diff(b) == 1));
        let matrix = std::array::from_fn(|a| std::array::from_fn(|b| edge(a, b)));
        let (values, vectors) = eigenvectors(matrix);
        for (k, value) in (1..).zip(values) {
            let expected = 2.0 * (std::f64::consts::PI * f64::from(k) / 17.0).cos();
            assert!(
                (value - expected).abs() < 1e-9,
                "eigenvalue {k}: {value}, not {expected}"
            );
        }
        for (a, unit) in identity().iter().enumerate() {
            for (b, expected) in unit.iter().enumerate() {
                let product: f64 = (0..BLOCK)
                    .map(|row| vectors[row][a] * vectors[row][b])
                    .sum();
                assert!((product - expected).abs() < 1e-9, "vectors {a} and {b}");
            }
        }
    }
}
