//! What a predictor said of all rows, kept for later.

use std::sync::Arc;

use crate::table::Values;

/// The predictions of one predictor. Two are equal when they are the same, not when they merely say
/// the same.
#[derive(Debug, Clone)]
pub struct Predictions {
    /// What it says of each row of the table, as the column `predicted`.
    pub predicted: Arc<Values>,
    /// The rows that it was trained on, ascending.
    pub trained_on: Arc<Vec<u32>>,
}

impl Predictions {
    /// None, of no rows.
    pub fn none() -> Self {
        Self {
            predicted: Arc::new(Values::Dense(Vec::new())),
            trained_on: Arc::default(),
        }
    }

    /// Whether they are of a table with `rows` rows.
    pub fn are_of(&self, rows: usize) -> bool {
        self.predicted.len() == rows
    }
}

impl PartialEq for Predictions {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.predicted, &other.predicted)
    }
}
