//! The training rows in the form in which trees are grown.
//!
//! A histogram bin holds how many rows fall into it and the sum of their targets, packed into one
//! `u64` so that a row is added with one addition. Targets are integers above the smallest target:
//! sums are exact and do not depend on their order.

use std::ops::Range;

use super::super::Bins;
use super::params::ForestError;

/// Bits of a count; the bits above hold the sum.
const COUNT_BITS: u32 = 23;
/// Bits of a sum. Together with the count's they leave room in an `i64` for a sum times a count.
const SUM_BITS: u32 = 39;
/// Most training rows.
pub(super) const MOST_ROWS: usize = (1 << COUNT_BITS) - 1;

/// How many rows, and the sum of their integer targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) count: i64,
    pub(super) sum: i64,
}

/// A tally in one number; tallies add and subtract as their packed forms do.
pub(super) type Packed = u64;

/// The tally that `packed` holds.
pub(super) fn unpack(packed: Packed) -> Tally {
    Tally {
        count: (packed & ((1 << COUNT_BITS) - 1)) as i64,
        sum: (packed >> COUNT_BITS) as i64,
    }
}

/// Training rows with their targets.
pub(super) struct TrainingRows<'a> {
    /// The matrix that the rows are of.
    pub(super) bins: &'a Bins,
    /// Where each column's bins start in a histogram, and where the last ends.
    pub(super) starts: Vec<u32>,
    /// For each row and column the place of its bin in a histogram; row after row.
    places: Vec<u32>,
    /// Each row's integer target with a count of 1.
    packed: Vec<Packed>,
    lowest: f64,
    step: f64,
}

impl<'a> TrainingRows<'a> {
    /// Takes `rows` of `bins` with their targets.
    pub(super) fn new(bins: &'a Bins, rows: &[u32], targets: &[f64]) -> Result<Self, ForestError> {
        if rows.is_empty() || rows.len() > MOST_ROWS {
            return Err(ForestError::Rows { rows: rows.len() });
        }
        if let Some(row) = targets.iter().position(|target| !target.is_finite()) {
            let value = targets[row];
            return Err(ForestError::Target { row, value });
        }
        let mut starts = vec![0];
        for binning in bins.binnings() {
            starts.push(starts[starts.len() - 1] + binning.codes() as u32);
        }
        let width = bins.columns().len();
        let mut places = vec![0; rows.len() * width];
        for (column, (codes, start)) in bins.columns().iter().zip(&starts).enumerate() {
            for (at, &row) in rows.iter().enumerate() {
                places[at * width + column] = start + u32::from(codes[row as usize]);
            }
        }
        let lowest = targets.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = targets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let steps = (1_u64 << SUM_BITS) / (rows.len() as u64 + 1);
        let step = if highest > lowest {
            (highest - lowest) / steps as f64
        } else {
            1.0
        };
        let packed = targets
            .iter()
            .map(|target| ((((target - lowest) / step).round() as u64) << COUNT_BITS) + 1)
            .collect();
        Ok(Self {
            bins,
            starts,
            places,
            packed,
            lowest,
            step,
        })
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.packed.len()
    }

    /// Number of bins of all columns.
    pub(super) fn bins_in_all(&self) -> usize {
        self.starts[self.starts.len() - 1] as usize
    }

    /// Whether the first bin of `column` is that of missing values.
    pub(super) fn has_missing(&self, column: usize) -> bool {
        self.bins.binnings()[column].has_missing()
    }

    /// Number of columns.
    pub(super) fn width(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where the bins of `column` are in a histogram.
    pub(super) fn bins_of(&self, column: usize) -> Range<usize> {
        self.starts[column] as usize..self.starts[column + 1] as usize
    }

    /// The places of `row`'s bins in a histogram, column after column.
    pub(super) fn places(&self, row: u32) -> &[u32] {
        let width = self.width();
        &self.places[row as usize * width..(row as usize + 1) * width]
    }

    /// The target of `row`, counted once.
    pub(super) fn packed(&self, row: u32) -> Packed {
        self.packed[row as usize]
    }

    /// The mean target of a tally, in the target's unit. Targets are kept in steps of their range ×
    /// (rows + 1) ÷ 2³⁹: at 1,024 rows nine digits.
    pub(super) fn mean(&self, tally: Tally) -> f64 {
        self.lowest + self.step * (tally.sum as f64 / tally.count as f64)
    }
}
