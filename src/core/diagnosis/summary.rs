//! All judged rows in a few numbers.

use super::held_out::HeldOutSet;

/// How far the predictions of the judged rows are off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Held-out rows.
    pub rows: usize,
    /// Rows of the filter, judged or not.
    pub shown: usize,
    /// Mean absolute error, in the target's unit; NaN without rows, as are the next ones.
    pub mae: f64,
    /// Mean error: above 0 where too much is promised.
    pub bias: f64,
    /// Root mean squared error.
    pub rmse: f64,
}

impl Summary {
    /// That of `judged`, which was made of `shown` rows.
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
