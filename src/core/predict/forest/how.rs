//! How trees are grown.

use super::ForestParams;

pub(super) struct How {
    /// 1 ÷ i at i up to the number of rows, and NaN below the fewest rows in a leaf: what a cut
    /// gains that leaves a side fewer is not a number.
    pub(super) inverse: Vec<f64>,
    pub(super) feature_fraction: f64,
    pub(super) min_leaf: usize,
}

impl How {
    pub(super) fn new(params: &ForestParams, rows: usize) -> Self {
        let inverse = |count| {
            if count < params.min_leaf {
                f64::NAN
            } else {
                1.0 / count as f64
            }
        };
        Self {
            inverse: (0..=rows).map(inverse).collect(),
            feature_fraction: params.feature_fraction,
            min_leaf: params.min_leaf,
        }
    }

    pub(super) fn looks_at_all(&self) -> bool {
        self.feature_fraction >= 1.0
    }

    /// Whether the best of all ways to part few rows is a cut that may be taken.
    pub(super) fn may_part_few(&self) -> bool {
        self.looks_at_all() && self.min_leaf == 1
    }
}
