//! The features of the rows that slices are found on, binned once.

use std::sync::Arc;

use crate::diagnosis::of_rows;
use crate::predict::Bins;
use crate::table::{ColumnId, Table, Values};

/// Features of some rows, without redundant ones. Kept columns are counted from 0.
pub(super) struct Matrix {
    bins: Bins,
    columns: Vec<(ColumnId, Arc<Values>)>,
}

impl Matrix {
    pub(super) fn new(table: &Table, columns: &[ColumnId], rows: &[u32]) -> Self {
        let values = |&id| Arc::new(of_rows(&table.column(id).values, rows));
        let values: Vec<Arc<Values>> = columns.iter().map(values).collect();
        let bins = Bins::of_columns(&values);
        let column = |&at: &usize| (columns[at], Arc::clone(&values[at]));
        Self {
            columns: bins.kept().iter().map(column).collect(),
            bins,
        }
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn code(&self, column: usize, at: usize) -> u8 {
        self.bins.columns()[column][at]
    }

    pub(super) fn id(&self, column: usize) -> ColumnId {
        self.columns[column].0
    }

    /// Whether code 0 of `column` stands for missing values.
    pub(super) fn has_missing(&self, column: usize) -> bool {
        self.bins.binnings()[column].has_missing()
    }

    /// The largest value with a code up to `code`; -infinity when all of those are missing.
    pub(super) fn limit(&self, column: usize, code: u8) -> f64 {
        let codes = self.bins.columns()[column].iter().enumerate();
        codes
            .filter(|&(_, &other)| other <= code)
            .map(|(at, _)| self.columns[column].1.get(at))
            .fold(f64::NEG_INFINITY, f64::max)
    }
}
