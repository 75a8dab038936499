//! Rows as points of which every coordinate is to be small.

use super::Objective;

/// Points, one after the other, and the rows that they are.
pub(super) struct Points {
    pub(super) width: usize,
    pub(super) rows: Vec<u32>,
    coordinates: Vec<f64>,
}

impl Points {
    /// Those of `rows` that have all values and that `keep` wants.
    pub(super) fn of(
        objectives: &[Objective<'_>],
        rows: impl Iterator<Item = usize>,
        keep: impl Fn(&[f64]) -> bool,
    ) -> Self {
        let mut points = Self {
            width: objectives.len(),
            rows: Vec::new(),
            coordinates: Vec::new(),
        };
        let mut point = vec![0.0; objectives.len()];
        for row in rows {
            for (coordinate, objective) in point.iter_mut().zip(objectives) {
                *coordinate = objective.cost(row);
            }
            if point.iter().all(|x| x.is_finite()) && keep(&point) {
                points.rows.push(row as u32);
                points.coordinates.extend_from_slice(&point);
            }
        }
        points
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn point(&self, at: usize) -> &[f64] {
        &self.coordinates[at * self.width..][..self.width]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.coordinates.chunks_exact(self.width.max(1))
    }
}

/// Whether `a` is nowhere worse than `b`.
pub(super) fn as_good(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a <= b)
}
