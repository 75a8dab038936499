//! Binning: a column's numbers as at most 255 ordered codes, all that a tree of splits needs, and
//! a code of their own for missing values, which have no place in that order.

use serde::{Deserialize, Serialize};

/// Most bins of one column: with the code of missing values, one byte is full.
pub(crate) const MAX_BINS: usize = 255;
/// Bins of a column that has more distinct values: finer ones cost time and predict no better.
const QUANTILE_BINS: usize = 64;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Binning {
    /// Ascending boundaries: the code of a value is how many of them lie below it.
    edges: Vec<f64>,
    /// The middle of each bin's values, ascending; one more than `edges`.
    centres: Vec<f64>,
    /// Whether code 0 stands for missing values and the codes of the bins start at 1.
    missing: bool,
}

/// A cut of a column: rows with codes up to `last` lie below it, the others above. Missing values
/// lie where they are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) last: u8,
    /// Whether code 0, of missing values, lies above all the same.
    pub(crate) missing_above: bool,
}

impl Binning {
    /// A bin for each distinct value, or, when there are more than [`MAX_BINS`], 64 bins of
    /// about equally many rows. Boundaries are the midpoints between neighbouring values. Missing values
    /// (NaN) have a code of their own where there are any.
    #[expect(clippy::float_cmp, reason = "a run is of equal values")]
    pub(crate) fn of_values(values: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.collect();
        let all = sorted.len();
        sorted.retain(|value| !value.is_nan());
        let missing = sorted.len() < all;
        sorted.sort_unstable_by(f64::total_cmp);
        let rows = sorted.len();
        // Runs of equal values with the row at which each ends.
        let mut runs: Vec<(f64, usize)> = Vec::new();
        for (at, &value) in sorted.iter().enumerate() {
            match runs.last_mut() {
                Some((last, end)) if *last == value => *end = at + 1,
                _ => runs.push((value, at + 1)),
            }
        }
        if runs.len() <= MAX_BINS {
            return Self::of_ranges(runs.iter().map(|&(value, _)| (value, value)), missing);
        }
        let mut ranges: Vec<(f64, f64)> = Vec::with_capacity(QUANTILE_BINS);
        let mut open = None;
        for &(value, end) in &runs {
            let low = *open.get_or_insert(value);
            // The bin is full once it reaches the quantile that ends it.
            if end * QUANTILE_BINS >= rows * (ranges.len() + 1) {
                ranges.push((low, value));
                open = None;
            }
        }
        Self::of_ranges(ranges.into_iter(), missing)
    }

    /// A bin for each of `levels`, which are ascending and distinct, at most [`MAX_BINS`].
    pub(crate) fn of_levels(levels: impl Iterator<Item = f64>) -> Self {
        Self::of_ranges(levels.map(|level| (level, level)), false)
    }

    /// Bins that hold the values from the first to the second number of each range.
    fn of_ranges(ranges: impl Iterator<Item = (f64, f64)>, missing: bool) -> Self {
        let ranges: Vec<_> = ranges.collect();
        let edges = ranges.windows(2);
        let centres = ranges.iter();
        Self {
            edges: edges.map(|pair| midpoint(pair[0].1, pair[1].0)).collect(),
            centres: centres.map(|&(low, high)| midpoint(low, high)).collect(),
            missing,
        }
    }

    /// Whether it gives every value a code of one byte.
    pub(crate) fn is_sound(&self) -> bool {
        let bins = self.centres.len();
        (1..=MAX_BINS).contains(&bins) && self.edges.len() == bins - 1
    }

    #[inline]
    pub(crate) fn has_missing(&self) -> bool {
        self.missing
    }

    pub(crate) fn codes(&self) -> usize {
        self.centres.len() + usize::from(self.missing)
    }

    /// Number of cuts. With missing values: one after each code but the last, which leave them below,
    /// and all of these but the first once more with missing values above.
    pub(crate) fn cuts(&self) -> usize {
        let once = self.codes().saturating_sub(1);
        if self.missing {
            once + once.saturating_sub(1)
        } else {
            once
        }
    }

    pub(crate) fn number(&self, cut: Cut) -> usize {
        let last = usize::from(cut.last);
        if cut.missing_above {
            self.codes() - 1 + last - 1
        } else {
            last
        }
    }

    pub(crate) fn code(&self, value: f64) -> u8 {
        if value.is_nan() {
            return 0;
        }
        let bin = self.edges.partition_point(|&edge| edge < value);
        (bin + usize::from(self.missing)) as u8
    }

    /// Last code below a cut midway between codes `low` and `high`, `low < high`: codes that no
    /// training row has go to the nearer side. Nothing lies between missing values and the others.
    pub(crate) fn last_below(&self, low: u8, high: u8) -> u8 {
        let first = u8::from(self.missing);
        if low < first {
            return low;
        }
        let (low_bin, high_bin) = (usize::from(low - first), usize::from(high - first));
        let middle = midpoint(self.centres[low_bin], self.centres[high_bin]);
        let between = &self.centres[low_bin + 1..high_bin];
        low + between.partition_point(|&centre| centre <= middle) as u8
    }
}

/// Halfway from `low` to `high`, `low` itself when they are so near that the half rounds up.
fn midpoint(low: f64, high: f64) -> f64 {
    let middle = low + (high - low) / 2.0;
    if middle < high { middle } else { low }
}
