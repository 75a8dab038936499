//! The features of the rows that slices are found on, binned once.

use std::sync::Arc;

use crate::predict::Bins;
use crate::table::{ColumnId, Table, Values};

/// Features of some rows, those left out that tell nothing new.
pub(super) struct Matrix {
    bins: Bins,
    /// The column of each kept one, and its values.
    columns: Vec<(ColumnId, Arc<Values>)>,
}

impl Matrix {
    /// The features `columns` of `rows` of `table`.
    pub(super) fn new(table: &Table, columns: &[ColumnId], rows: &[u32]) -> Self {
        let values: Vec<Arc<Values>> = columns
            .iter()
            .map(|&id| Arc::new(of_rows(&table.column(id).values, rows)))
            .collect();
        let bins = Bins::of_columns(&values);
        let kept = bins.kept().iter();
        Self {
            columns: kept
                .map(|&at| (columns[at], Arc::clone(&values[at])))
                .collect(),
            bins,
        }
    }

    /// Number of kept columns.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The code of kept column `column` of the row at place `at`.
    pub(super) fn code(&self, column: usize, at: usize) -> u8 {
        self.bins.columns()[column][at]
    }

    /// Which column of the table kept column `column` is.
    pub(super) fn id(&self, column: usize) -> ColumnId {
        self.columns[column].0
    }

    /// Whether code 0 of kept column `column` stands for missing values.
    pub(super) fn has_missing(&self, column: usize) -> bool {
        self.bins.binnings()[column].has_missing()
    }

    /// The largest value with a code up to `code` in kept column `column`; -infinity when all of those
    /// are missing.
    pub(super) fn limit(&self, column: usize, code: u8) -> f64 {
        let codes = self.bins.columns()[column].iter().enumerate();
        codes
            .filter(|&(_, &other)| other <= code)
            .map(|(at, _)| self.columns[column].1.get(at))
            .fold(f64::NEG_INFINITY, f64::max)
    }
}

/// The values of `rows`, in the form that they are kept in.
fn of_rows(values: &Values, rows: &[u32]) -> Values {
    let rows = rows.iter().map(|&row| row as usize);
    match values {
        Values::Coded { codes, levels } => Values::Coded {
            codes: rows.map(|row| codes[row]).collect(),
            levels: levels.clone(),
        },
        _ => Values::Dense(rows.map(|row| values.get(row)).collect()),
    }
}
