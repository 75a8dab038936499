//! The training rows in the form in which trees are grown: each row's places in a histogram over the
//! bins of all columns.

use std::ops::Range;

use super::super::Bins;
use super::super::binning::Binning;
use super::super::packed::PackedTargets;
use super::super::row_codes::RowCodes;
use super::ForestError;
use super::how::How;

pub(super) struct TrainingRows<'a> {
    pub(super) bins: &'a Bins,
    /// Where each column's bins start in a histogram, and where the last ends.
    pub(super) starts: Vec<u32>,
    /// For each row and column the place of its bin in a histogram; row after row.
    places: Vec<u32>,
    /// Codes with missing values before all others and, where there are any, behind them; none where trees
    /// are grown by histograms alone.
    pub(super) orders: Vec<RowCodes>,
    pub(super) targets: PackedTargets,
}

impl<'a> TrainingRows<'a> {
    pub(super) fn new(
        bins: &'a Bins,
        rows: &[u32],
        targets: &[f64],
        how: &How,
    ) -> Result<Self, ForestError> {
        let targets = PackedTargets::new(targets)?;
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
        let mut orders = Vec::new();
        if how.may_part_few() {
            orders.push(RowCodes::new(bins, rows));
            if bins.binnings().iter().any(Binning::has_missing) {
                orders.push(RowCodes::with_missing_last(bins, rows));
            }
        }
        Ok(Self {
            bins,
            starts,
            places,
            orders,
            targets,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.targets.len()
    }

    pub(super) fn bins_in_all(&self) -> usize {
        self.starts[self.starts.len() - 1] as usize
    }

    pub(super) fn has_missing(&self, column: usize) -> bool {
        self.bins.binnings()[column].has_missing()
    }

    pub(super) fn width(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn bins_of(&self, column: usize) -> Range<usize> {
        self.starts[column] as usize..self.starts[column + 1] as usize
    }

    /// The places of `row`'s bins in a histogram, column after column.
    pub(super) fn places(&self, row: u32) -> &[u32] {
        let width = self.width();
        &self.places[row as usize * width..(row as usize + 1) * width]
    }
}
