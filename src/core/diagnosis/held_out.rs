//! The held-out rows whose errors are looked at.

use std::sync::Arc;

use crate::column::bit;
use crate::predict::TrainedModel;
use crate::table::{Table, Values};

/// Rows of a filter that count in the scores and were not trained on, with true and predicted values.
#[derive(Debug, Clone)]
pub struct HeldOutSet {
    /// The table that they are rows of.
    pub table: Arc<Table>,
    /// The predictor.
    pub trained_model: Arc<TrainedModel>,
    /// The rows, ascending.
    pub rows: Vec<u32>,
    /// The training rows that pass the filter, ascending.
    pub training: Vec<u32>,
    /// The true value of each.
    pub truth: Vec<f64>,
    /// The predicted value of each.
    pub predicted: Vec<f64>,
}

impl HeldOutSet {
    /// Those of `rows` that count in the scores of `trained_model`; `predicted` is what it predicts for
    /// all rows.
    pub fn new(
        table: Arc<Table>,
        trained_model: Arc<TrainedModel>,
        predicted: &Values,
        rows: &[u32],
    ) -> Self {
        let counts =
            |row: &u32| trained_model.is_scored(*row) && !predicted.get(*row as usize).is_nan();
        let those = |counts: &dyn Fn(&u32) -> bool| -> Vec<u32> {
            let mut those: Vec<u32> = rows.iter().copied().filter(counts).collect();
            those.sort_unstable();
            those
        };
        let training = those(&|row| trained_model.rows().binary_search(row).is_ok());
        let rows = those(&counts);
        let truth = trained_model.truth();
        Self {
            truth: rows.iter().map(|&row| truth[row as usize]).collect(),
            predicted: values_of(predicted, &rows),
            table,
            rows,
            training,
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
                column.map_or_else(
                    || vec![f64::NAN; self.len()],
                    |column| values_of(&column.values, &self.rows),
                )
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

pub(super) fn values_of(values: &Values, rows: &[u32]) -> Vec<f64> {
    rows.iter().map(|&row| values.get(row as usize)).collect()
}

/// The values of `rows`, coded where `values` are.
pub(crate) fn of_rows(values: &Values, rows: &[u32]) -> Values {
    match values {
        Values::Coded { codes, levels } => Values::Coded {
            codes: rows.iter().map(|&row| codes[row as usize]).collect(),
            levels: levels.clone(),
        },
        Values::Bits { words, .. } => {
            Values::flags(rows.iter().map(|&row| bit(words, row as usize) == 1))
        }
        values => Values::Dense(values_of(values, rows)),
    }
}

/// The errors in a few numbers, in the target's unit; NaN without rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Held-out rows.
    pub rows: usize,
    /// Rows of the filter, held out or not.
    pub shown: usize,
    /// Mean absolute error.
    pub mae: f64,
    /// Mean error: above 0 where predictions are too high.
    pub bias: f64,
    /// Root mean squared error.
    pub rmse: f64,
}

impl Summary {
    /// Of `held_out`, which was made of `shown` rows.
    pub fn new(held_out: &HeldOutSet, shown: usize) -> Self {
        let count = held_out.len() as f64;
        let mean = |of: fn(f64) -> f64| held_out.errors().map(of).sum::<f64>() / count;
        Self {
            rows: held_out.len(),
            shown,
            mae: mean(f64::abs),
            bias: mean(|error| error),
            rmse: mean(|error| error * error).sqrt(),
        }
    }
}
