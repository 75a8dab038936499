//! Solving a Gaussian process for its training points.

use faer::linalg::solvers::{Llt, Solve};
use faer::linalg::triangular_inverse::invert_lower_triangular;
use faer::{Mat, MatRef, Par, Side};
use serde::{Deserialize, Serialize};

use super::super::ModelError;
use super::clear_wide_registers;
use super::kernel::matern;

#[derive(Debug)]
pub(super) struct Solved {
    /// Weights of the kernel similarities to the training points.
    pub(super) weights: Vec<f64>,
    /// Mean and variance of each training point given the others.
    pub(super) left_out: Vec<(f64, f64)>,
    cholesky: Llt<f64>,
}

/// Solves for `targets` given the kernel similarities of all pairs of training points, row after row, those of a
/// row with the points from its own on, and the variance of the noise. `None` where rounding leaves the matrix not
/// positive definite.
fn solve(mut similarity: Vec<f64>, targets: &[f64], noise: f64) -> Option<Solved> {
    let rows = targets.len();
    for at in 0..rows {
        similarity[at * rows + at] += noise;
    }
    // It is symmetric: the columns of its lower half are the rows of the upper one.
    let covariance = MatRef::from_column_major_slice(&similarity, rows, rows);
    let cholesky = Llt::new(covariance, Side::Lower).ok()?;
    let mut weights = Mat::from_fn(rows, 1, |row, _| targets[row]);
    cholesky.solve_in_place(&mut weights);
    let mut inverse: Mat<f64> = Mat::zeros(rows, rows);
    invert_lower_triangular(inverse.as_mut(), cholesky.L(), Par::Seq);
    clear_wide_registers();
    // The diagonal of the covariance's inverse, which closes the leave-one-out formula (Rasmussen and
    // Williams, 2006, section 5.4.2).
    let left_out = (0..rows).map(|at| {
        let column = inverse.col(at);
        let precision: f64 = (at..rows).map(|row| column[row] * column[row]).sum();
        (targets[at] - weights[(at, 0)] / precision, 1.0 / precision)
    });
    Some(Solved {
        left_out: left_out.collect(),
        weights: (0..rows).map(|at| weights[(at, 0)]).collect(),
        cholesky,
    })
}

impl Solved {
    pub(super) fn into_factor(self) -> Factor {
        Factor(self.cholesky.L().to_owned())
    }

    /// Mean negative log density of each target given the others, up to a constant.
    pub(super) fn surprise(&self, targets: &[f64]) -> f64 {
        let pairs = self.left_out.iter().zip(targets);
        let each = pairs.map(|((mean, variance), target)| {
            variance.ln() + (target - mean) * (target - mean) / variance
        });
        each.sum::<f64>() / targets.len() as f64
    }
}

/// The lower triangle whose product with itself is the covariance of the training points.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Triangle", into = "Triangle")]
pub(super) struct Factor(Mat<f64>);

/// A [`Factor`] as it is written: row after row, each up to the diagonal.
#[derive(Serialize, Deserialize)]
struct Triangle {
    rows: usize,
    entries: Vec<f64>,
}

impl From<Factor> for Triangle {
    fn from(Factor(matrix): Factor) -> Self {
        let rows = matrix.nrows();
        let places = (0..rows).flat_map(|row| (0..=row).map(move |column| (row, column)));
        Self {
            rows,
            entries: places.map(|place| matrix[place]).collect(),
        }
    }
}

impl From<Triangle> for Factor {
    fn from(Triangle { rows, entries }: Triangle) -> Self {
        // A wrong number of entries makes a factor of another size, which is then found unsound.
        let rows = if entries.len() == rows.saturating_mul(rows.saturating_add(1)) / 2 {
            rows
        } else {
            0
        };
        Self(Mat::from_fn(rows, rows, |row, column| {
            if column <= row {
                entries[row * (row + 1) / 2 + column]
            } else {
                0.0
            }
        }))
    }
}

impl Factor {
    pub(super) fn rows(&self) -> usize {
        self.0.nrows()
    }

    /// The variances, without noise, of rows with these kernel similarities to the training points, row
    /// after row.
    pub(super) fn variances(&self, similarity: &[f64]) -> Vec<f64> {
        let columns = self.rows();
        let rows = similarity.len() / columns;
        let mut solved = MatRef::from_row_major_slice(similarity, rows, columns)
            .transpose()
            .to_owned();
        faer::linalg::triangular_solve::solve_lower_triangular_in_place(
            self.0.as_ref(),
            solved.as_mut(),
            Par::Seq,
        );
        clear_wide_registers();
        let explained = |row: usize| -> f64 { solved.col(row).iter().map(|x| x * x).sum() };
        (0..rows)
            .map(|row| (1.0 - explained(row)).max(0.0))
            .collect()
    }
}

pub(super) fn solve_distances(
    mut squared: Vec<f64>,
    length_scale: f64,
    targets: &[f64],
    noise: f64,
) -> Result<Solved, ModelError> {
    let rows = targets.len();
    for (at, row) in squared.chunks_mut(rows.max(1)).enumerate() {
        matern(&mut row[at..], length_scale);
    }
    solve(squared, targets, noise).ok_or_else(|| {
        let reason = "the Gaussian process has no solution: give it more noise";
        ModelError::TrainingData(reason.to_owned())
    })
}
