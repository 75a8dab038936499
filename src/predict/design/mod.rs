//! The features of all rows in the forms that models work on.

mod normal;
mod numbers;

pub(crate) use normal::NormalScores;
pub(crate) use numbers::Numbers;

use std::sync::Arc;

use crate::table::{ColumnId, Table, Values};

use super::Bins;

/// Feature columns over all rows of a table.
#[derive(Debug)]
pub struct Design {
    columns: Vec<Arc<Values>>,
    bins: Bins,
    numbers: Option<Numbers>,
}

impl Design {
    /// The features `columns` of `table`; with `numbers` for models that need more than bins.
    pub fn new(table: &Table, columns: &[ColumnId], numbers: bool) -> Self {
        let columns = columns.iter();
        let columns: Vec<Arc<Values>> = columns
            .map(|&id| Arc::clone(&table.column(id).values))
            .collect();
        Self {
            bins: Bins::of_columns(&columns),
            numbers: numbers.then(|| Numbers::new(&columns)),
            columns,
        }
    }

    /// Whether these are the features `columns` of `table`.
    pub fn is_of(&self, table: &Table, columns: &[ColumnId]) -> bool {
        let mut pairs = self.columns.iter().zip(columns);
        self.columns.len() == columns.len()
            && pairs.all(|(own, &id)| Arc::ptr_eq(own, &table.column(id).values))
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.bins.rows()
    }

    /// Number of features.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The features binned, for models of splits.
    pub fn bins(&self) -> &Bins {
        &self.bins
    }

    /// The largest value with a code up to `code` in kept column `column` of the bins.
    pub(crate) fn limit(&self, column: usize, code: u8) -> f64 {
        let values = &self.columns[self.bins.kept()[column]];
        let codes = self.bins.columns()[column].iter().enumerate();
        let below = codes.filter(|&(_, &other)| other <= code);
        below
            .map(|(row, _)| values.get(row))
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// Whether it has what [`super::model::About::needs_numbers`] asks for.
    pub fn has_numbers(&self) -> bool {
        self.numbers.is_some()
    }

    /// The features as comparable numbers.
    ///
    /// # Panics
    /// When the design was made without: models say whether they need them.
    pub(crate) fn numbers(&self) -> &Numbers {
        self.numbers
            .as_ref()
            .expect("a model that works on numbers says that it needs them")
    }
}
