//! Rows as points, and the distances between them.

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use serde::{Deserialize, Serialize};

use crate::predict::design::Numbers;

use super::clear_wide_registers;

/// Rows whose distances are taken at a time.
const BLOCK: usize = 64;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Points {
    width: usize,
    /// Point after point.
    coordinates: Vec<f64>,
    squares: Vec<f64>,
}

impl Points {
    /// The rows `rows` of `numbers`, a column of scores counting `score_weight` times in a distance.
    pub(super) fn new(
        numbers: &Numbers,
        rows: impl Iterator<Item = usize>,
        score_weight: f64,
    ) -> Self {
        let factors: Vec<f64> = numbers
            .columns()
            .iter()
            .map(|column| {
                let weight = if column.is_score { score_weight } else { 1.0 };
                weight * (column.count as f64).sqrt().sqrt()
            })
            .collect();
        let width = factors.len();
        let rows: Vec<usize> = rows.collect();
        let coordinates = numbers.scaled_rows(&rows, &factors);
        let of_row = |at| &coordinates[at * width..(at + 1) * width];
        let square = |at| of_row(at).iter().map(|x| x * x).sum();
        Self {
            width,
            squares: (0..rows.len()).map(square).collect(),
            coordinates,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.squares.len()
    }

    /// Whether there are some, each of `width` coordinates.
    pub(super) fn are_sound(&self, width: usize) -> bool {
        self.width == width
            && self.len() > 0
            && Some(self.coordinates.len()) == self.len().checked_mul(width)
    }

    pub(super) fn some(&self, places: &[usize]) -> Self {
        let point = |&at: &usize| &self.coordinates[at * self.width..(at + 1) * self.width];
        Self {
            width: self.width,
            coordinates: places.iter().flat_map(point).copied().collect(),
            squares: places.iter().map(|&at| self.squares[at]).collect(),
        }
    }

    /// The squared distances of all pairs, row after row.
    pub(super) fn all_distances(&self) -> Vec<f64> {
        let mut out = vec![0.0; self.len() * self.len()];
        if self.len() > 0 {
            for (block, out) in out.chunks_mut(BLOCK * self.len()).enumerate() {
                let start = block * BLOCK;
                let end = (start + BLOCK).min(self.len());
                let places: Vec<usize> = (start..end).collect();
                self.distances_from(&self.some(&places), out);
            }
        }
        out
    }

    /// The squared distances of each of `others` to all points, other after other.
    pub(super) fn distances_from(&self, others: &Self, out: &mut [f64]) {
        let (rows, columns, width) = (others.len(), self.len(), self.width);
        if width > 0 {
            matmul(
                MatMut::from_row_major_slice_mut(out, rows, columns),
                Accum::Replace,
                MatRef::from_row_major_slice(&others.coordinates, rows, width),
                MatRef::from_row_major_slice(&self.coordinates, columns, width).transpose(),
                -2.0,
                Par::Seq,
            );
            clear_wide_registers();
        } else {
            out.fill(0.0);
        }
        for (out, other) in out.chunks_mut(columns).zip(&others.squares) {
            for (out, own) in out.iter_mut().zip(&self.squares) {
                *out += other + own;
            }
        }
    }

    /// Changes the squared distances of a row to all points by what they differ by when it has `column` of
    /// the one point in `to` instead of that in `from`.
    pub(super) fn shift(&self, column: usize, from: &Self, to: &Self, squared: &mut [f64]) {
        let (from, to) = (from.coordinates[column], to.coordinates[column]);
        let (change, sum) = (to - from, to + from);
        let points = self.coordinates.chunks(self.width);
        for (squared, point) in squared.iter_mut().zip(points) {
            *squared += change * (sum - 2.0 * point[column]);
        }
    }
}
