//! Model A vs model B, on rows that neither was trained on.

mod dots;
mod slices;

pub use dots::Dots;
pub use slices::ComparisonSlice;

use std::sync::Arc;

use crate::column::{PairColumns, Values};
use crate::job::{Cancelled, JobContext};
use crate::predict::{signed_rank, tau};
use crate::table::{Arrangement, ColumnId, Table};

use super::HeldOutSet;
use super::held_out::values_of;

/// The predictions of one predictor. Two are equal when they are the same allocation, whatever they say.
#[derive(Debug, Clone)]
pub struct Predictions {
    /// Of each row of the table.
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

/// What is compared.
#[derive(Debug, Clone)]
pub struct ModelComparisonQuery {
    /// Predictions of A.
    pub a: Predictions,
    /// Predictions of B.
    pub b: Predictions,
    /// The rows of the filter.
    pub rows: Arc<Arrangement>,
    /// The column whose values the rows are sliced by.
    pub by: Option<ColumnId>,
    /// Dots of the scatter across and up, both at least 1.
    pub dots: (u16, u16),
}

impl PartialEq for ModelComparisonQuery {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rows, &other.rows)
            && (&self.a, &self.b) == (&other.a, &other.b)
            && (self.by, self.dots) == (other.by, other.dots)
    }
}

/// Model A vs model B.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelComparison {
    /// Predictions of A.
    pub a: Predictions,
    /// Predictions of B.
    pub b: Predictions,
    /// Rows of the filter that count in the scores and that neither was trained on.
    pub rows: usize,
    /// Who is nearer to the true value of how many of them.
    pub nearer: Nearer,
    /// Mean absolute error of A and B, in the target's unit.
    pub mae: (f64, f64),
    /// Kendall's tau-b of A and B.
    pub tau: (f64, f64),
    /// Two-sided p value of the paired signed-rank test that neither has the larger absolute errors.
    pub p: f64,
    /// The absolute errors as points: those of A across, those of B up.
    pub dots: Dots,
    /// The column that the rows are sliced by.
    pub by: Option<ColumnId>,
    /// The same by the values of that column, ascending.
    pub slices: Vec<ComparisonSlice>,
    /// The columns of the comparison with their widths; rows that A or B was trained on have no values.
    pub columns: PairColumns<(Arc<Values>, u16)>,
}

/// Who is nearer to the true value, in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Nearer {
    /// Rows where A is.
    pub a: usize,
    /// Rows where B is.
    pub b: usize,
    /// Rows where both are as near.
    pub neither: usize,
}

impl Nearer {
    fn count(&mut self, a: f64, b: f64) {
        if a < b {
            self.a += 1;
        } else if b < a {
            self.b += 1;
        } else {
            self.neither += 1;
        }
    }
}

impl ModelComparison {
    /// Compares A and B. Of `held_out` the table, the true values and which rows count are used.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn find(
        held_out: &HeldOutSet,
        query: &ModelComparisonQuery,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let table = &held_out.table;
        let trained_model = &held_out.trained_model;
        job.check()?;
        let fair = fair(table.rows(), [&query.a, &query.b]);
        let mut rows = query.rows.rows.clone();
        rows.retain(|row| fair[*row as usize] && trained_model.scored().binary_search(row).is_ok());
        rows.sort_unstable();
        job.check()?;
        let truth = trained_model.truth();
        let sides = [&query.a, &query.b];
        let [a, b] = sides.map(|side| values_of(&side.predicted, &rows));
        let truth_of_rows: Vec<f64> = rows.iter().map(|&row| truth[row as usize]).collect();
        let distances = |predicted: &[f64]| -> Vec<f64> {
            let pairs = predicted.iter().zip(&truth_of_rows);
            pairs
                .map(|(predicted, truth)| (predicted - truth).abs())
                .collect()
        };
        let (far_a, far_b) = (distances(&a), distances(&b));
        let mut nearer = Nearer::default();
        let pairs = far_a.iter().copied().zip(far_b.iter().copied());
        pairs.clone().for_each(|(a, b)| nearer.count(a, b));
        let differences: Vec<f64> = pairs.map(|(a, b)| a - b).collect();
        job.check()?;
        let slices = query.by.map_or_else(Vec::new, |by| {
            let values = values_of(&table.column(by).values, &rows);
            slices::slices(&values, &far_a, &far_b)
        });
        Ok(Self {
            rows: rows.len(),
            nearer,
            mae: (mean(&far_a), mean(&far_b)),
            tau: (tau(&truth_of_rows, &a), tau(&truth_of_rows, &b)),
            p: signed_rank(&differences).p,
            dots: Dots::new(&far_a, &far_b, query.dots),
            by: query.by,
            slices,
            columns: columns(table, truth, &fair, sides, job)?,
            a: query.a.clone(),
            b: query.b.clone(),
        })
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Which rows both have a prediction of and neither was trained on.
fn fair(rows: usize, sides: [&Predictions; 2]) -> Vec<bool> {
    let mut fair = vec![true; rows];
    for side in sides {
        for (fair, predicted) in fair.iter_mut().zip(side.predicted.iter()) {
            *fair &= !predicted.is_nan();
        }
        for &row in &*side.trained_on {
            fair[row as usize] = false;
        }
    }
    fair
}

fn columns(
    table: &Table,
    truth: &[f64],
    fair: &[bool],
    sides: [&Predictions; 2],
    job: &JobContext,
) -> Result<PairColumns<(Arc<Values>, u16)>, Cancelled> {
    let predicted = |side: &Predictions| -> Vec<f64> {
        let values = side.predicted.iter().zip(fair);
        let known = values.map(|(value, &fair)| if fair { value } else { f64::NAN });
        known.collect()
    };
    let errors = |predicted: &[f64]| -> Vec<f64> {
        let pairs = predicted.iter().zip(truth);
        pairs.map(|(value, truth)| value - truth).collect()
    };
    let [predicted_a, predicted_b] = sides.map(predicted);
    let columns = PairColumns {
        error_a: errors(&predicted_a),
        error_b: errors(&predicted_b),
        predicted_a,
        predicted_b,
    };
    job.check()?;
    Ok(columns.map(|column, values| {
        let values = Arc::new(Values::Dense(values));
        let width = table.width_of(column, &values);
        (values, width)
    }))
}
