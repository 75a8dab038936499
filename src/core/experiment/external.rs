//! External predictions that methods are scored beside, on the rows that have all of them.

use std::sync::Arc;

use crate::bench::Dataset;
use crate::predict::TrainError;
use crate::spelling::listed;
use crate::table::{ColumnId, Table};

#[derive(Debug, Clone, Default)]
pub(super) struct ExternalPredictions {
    pub(super) columns: Vec<ColumnId>,
    /// Rows that would be scored without them.
    scored: usize,
}

impl ExternalPredictions {
    /// Those of `dataset`, of which `table` is, beside methods that are scored on `scored`.
    pub(super) fn new(dataset: &Dataset, table: &Table, scored: &[u32]) -> Self {
        let columns = dataset.predictions.iter();
        Self {
            columns: columns.filter_map(|of| table.find(&of.name)).collect(),
            scored: scored.len(),
        }
    }

    /// Those of `rows` that every predictor has a prediction of.
    pub(super) fn covered(&self, table: &Table, rows: &[u32]) -> Arc<Vec<u32>> {
        let known = |id: &ColumnId, row: u32| !table.column(*id).values.get(row as usize).is_nan();
        let all = |row: &u32| self.columns.iter().all(|id| known(id, *row));
        Arc::new(rows.iter().copied().filter(all).collect())
    }

    /// Whether rows are left to be scored.
    pub(super) fn check(&self, table: &Table, covered: usize) -> Result<(), TrainError> {
        if self.columns.is_empty() || covered > 0 {
            return Ok(());
        }
        Err(TrainError::NoRows(format!(
            "none of the {} rows that count in scores has external predictions of {}",
            self.scored,
            self.names(table)
        )))
    }

    /// What a heading says of them: on which rows all are scored, and what is not known.
    pub(super) fn sentence(
        &self,
        table: &Table,
        covered: usize,
        trained_on_is_known: bool,
    ) -> String {
        if self.columns.is_empty() {
            return String::new();
        }
        let (names, all) = (self.names(table), self.scored);
        let rows = if covered < all {
            format!("; scored on the {covered} of {all} rows that have {names}")
        } else {
            String::new()
        };
        let trained_on = if trained_on_is_known {
            String::new()
        } else {
            format!("; rows that {names} was trained on are unknown")
        };
        format!(
            "{rows}; external predictions of {names} are not trained here, their scores vary with the held-out rows alone{trained_on}"
        )
    }

    fn names(&self, table: &Table) -> String {
        listed(self.columns.iter().map(|&id| &table.column(id).spec.name))
    }
}
