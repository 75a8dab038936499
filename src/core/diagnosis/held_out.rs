//! The rows whose errors are looked at.

use std::sync::Arc;

use crate::predict::TrainedModel;
use crate::table::{Table, Values};

/// Rows of a filter that count in the scores and were not trained on, with what is true and what is
/// predicted of them.
#[derive(Debug, Clone)]
pub struct HeldOutSet {
    /// The table that they are rows of.
    pub table: Arc<Table>,
    /// The predictor.
    pub trained_model: Arc<TrainedModel>,
    /// The rows, ascending.
    pub rows: Vec<u32>,
    /// The true value of each.
    pub truth: Vec<f64>,
    /// The predicted value of each.
    pub predicted: Vec<f64>,
}

impl HeldOutSet {
    /// Those of `rows` that `learned` has not seen and that count in its scores; `predicted` is what it
    /// says of all rows.
    pub fn new(
        table: Arc<Table>,
        trained_model: Arc<TrainedModel>,
        predicted: &Values,
        rows: &[u32],
    ) -> Self {
        let counts =
            |row: &u32| trained_model.is_scored(*row) && !predicted.get(*row as usize).is_nan();
        let mut rows: Vec<u32> = rows.iter().copied().filter(counts).collect();
        rows.sort_unstable();
        let truth = trained_model.truth();
        Self {
            truth: rows.iter().map(|&row| truth[row as usize]).collect(),
            predicted: rows
                .iter()
                .map(|&row| predicted.get(row as usize))
                .collect(),
            table,
            rows,
            trained_model,
        }
    }

    /// The value that each has in the column called `name`; missing where there is no such column.
    pub fn values(&self, name: &str) -> Vec<f64> {
        match name {
            "true" => self.truth.clone(),
            "predicted" => self.predicted.clone(),
            "error" => self.errors().collect(),
            _ => {
                let column = self.table.find(name).map(|id| self.table.column(id));
                let value =
                    |&row: &u32| column.map_or(f64::NAN, |column| column.values.get(row as usize));
                self.rows.iter().map(value).collect()
            }
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Predicted − true of each row.
    pub fn errors(&self) -> impl Iterator<Item = f64> + Clone + '_ {
        let pairs = self.predicted.iter().zip(&self.truth);
        pairs.map(|(predicted, truth)| predicted - truth)
    }
}
