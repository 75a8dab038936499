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

    /// The squared distances of all pairs, row after row; of a row and the points before it there may be none.
    pub(super) fn all_distances(&self) -> Vec<f64> {
        let mut out = vec![0.0; self.len() * self.len()];
        if self.len() > 0 {
            let by_column = self.by_column();
            for (block, out) in out.chunks_mut(BLOCK * self.len()).enumerate() {
                let start = block * BLOCK;
                let end = (start + BLOCK).min(self.len());
                let places: Vec<usize> = (start..end).collect();
                by_column.distances_from(&self.some(&places), start, out);
            }
        }
        out
    }

    pub(super) fn by_column(&self) -> ByColumn<'_> {
        let mut coordinates = vec![0.0; self.coordinates.len()];
        for (at, point) in self.coordinates.chunks(self.width.max(1)).enumerate() {
            for (column, &coordinate) in point.iter().enumerate() {
                coordinates[column * self.len() + at] = coordinate;
            }
        }
        ByColumn {
            points: self,
            coordinates,
        }
    }

    /// The squared distances of each of `others` to all points, other after other.
    pub(super) fn distances_from(&self, others: &Self, out: &mut [f64]) {
        let own = MatRef::from_row_major_slice(&self.coordinates, self.len(), self.width);
        self.distances(others, own.transpose(), 0, out);
    }

    /// `own` has a point a column.
    fn distances(&self, others: &Self, own: MatRef<f64>, first: usize, out: &mut [f64]) {
        let (rows, columns) = (others.len(), self.len());
        if self.width > 0 {
            matmul(
                MatMut::from_row_major_slice_mut(out, rows, columns)
                    .subcols_mut(first, columns - first),
                Accum::Replace,
                MatRef::from_row_major_slice(&others.coordinates, rows, self.width),
                own.subcols(first, columns - first),
                -2.0,
                Par::Seq,
            );
            clear_wide_registers();
        } else {
            out.fill(0.0);
        }
        for (out, other) in out.chunks_mut(columns).zip(&others.squares) {
            for (out, own) in out[first..].iter_mut().zip(&self.squares[first..]) {
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

/// Points coordinate after coordinate: for products with many others, which would turn them round each time.
pub(super) struct ByColumn<'a> {
    points: &'a Points,
    coordinates: Vec<f64>,
}

impl ByColumn<'_> {
    /// The squared distances of each of `others` to the points from `first` on, in the place of those to all
    /// points, other after other.
    pub(super) fn distances_from(&self, others: &Points, first: usize, out: &mut [f64]) {
        let Points { width, .. } = *self.points;
        let own = MatRef::from_row_major_slice(&self.coordinates, width, self.points.len());
        self.points.distances(others, own, first, out);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::column::Values;
    use crate::predict::Design;

    use super::*;

    #[test]
    fn distances_of_all_pairs_are_those_from_each_point() {
        let rows = BLOCK + 9;
        let column = |factor: usize| {
            let values = (0..rows).map(|row| (row * factor % 31) as f64);
            Arc::new(Values::Dense(values.collect()))
        };
        let design = Design::of_columns([3, 5, 7, 11].map(column).to_vec(), true);
        let points = Points::new(design.numbers(), 0..rows, 1.0);
        let all = points.all_distances();
        for at in 0..rows {
            let mut from_one = vec![0.0; rows];
            points.distances_from(&points.some(&[at]), &mut from_one);
            for other in at..rows {
                let difference = all[at * rows + other] - from_one[other];
                assert!(difference.abs() < 1e-9, "{at} {other}: {difference}");
            }
        }
    }
}
