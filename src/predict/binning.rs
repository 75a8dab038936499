//! Binning: a column's numbers as at most 255 ordered codes, all that a tree of splits needs.

/// Most bins of one column: codes are one byte, and a cut needs a code above the last bin's.
pub(crate) const MAX_BINS: usize = 255;

/// How the numbers of one column become codes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Binning {
    /// Ascending boundaries: the code of a value is how many of them lie below it.
    edges: Vec<f64>,
    /// The middle of each bin's values, ascending; one more than `edges`.
    centres: Vec<f64>,
}

impl Binning {
    /// A bin for each distinct value, or, when there are more than [`MAX_BINS`], bins of about
    /// equally many rows. Boundaries are the midpoints between neighbouring values. Missing values
    /// (NaN) make no bin of their own.
    #[expect(clippy::float_cmp, reason = "a run is of equal values")]
    pub(crate) fn of_values(values: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
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
            return Self::of_ranges(runs.iter().map(|&(value, _)| (value, value)));
        }
        let mut ranges: Vec<(f64, f64)> = Vec::with_capacity(MAX_BINS);
        let mut open = None;
        for &(value, end) in &runs {
            let low = *open.get_or_insert(value);
            // The bin is full once it reaches the quantile that ends it.
            if end * MAX_BINS >= rows * (ranges.len() + 1) {
                ranges.push((low, value));
                open = None;
            }
        }
        Self::of_ranges(ranges.into_iter())
    }

    /// A bin for each of `levels`, which are ascending and distinct, at most [`MAX_BINS`].
    pub(crate) fn of_levels(levels: impl Iterator<Item = f64>) -> Self {
        Self::of_ranges(levels.map(|level| (level, level)))
    }

    /// Bins that hold the values from the first to the second number of each range.
    fn of_ranges(ranges: impl Iterator<Item = (f64, f64)>) -> Self {
        let ranges: Vec<_> = ranges.collect();
        Self {
            edges: ranges
                .windows(2)
                .map(|pair| midpoint(pair[0].1, pair[1].0))
                .collect(),
            centres: ranges
                .iter()
                .map(|&(low, high)| midpoint(low, high))
                .collect(),
        }
    }

    /// Number of bins.
    pub(crate) fn len(&self) -> usize {
        self.centres.len()
    }

    /// The code of `value`; a missing value counts as lowest.
    pub(crate) fn code(&self, value: f64) -> u8 {
        self.edges.partition_point(|&edge| edge < value) as u8
    }

    /// Last code on the left of a split midway between codes `low` and `high`, `low < high`: codes
    /// that no training row has go to the nearer side.
    pub(crate) fn cut(&self, low: u8, high: u8) -> u8 {
        let (low, high) = (usize::from(low), usize::from(high));
        let middle = midpoint(self.centres[low], self.centres[high]);
        let between = &self.centres[low + 1..high];
        (low + between.partition_point(|&centre| centre <= middle)) as u8
    }
}

/// Halfway from `low` to `high`, `low` itself when they are so near that the half rounds up.
fn midpoint(low: f64, high: f64) -> f64 {
    let middle = low + (high - low) / 2.0;
    if middle < high { middle } else { low }
}
