//! The probability that bounds hold of a row: for a choice under constraints, such as the best predicted
//! accuracy with a latency below a limit.
//!
//! How likely a predicted target keeps within its bound follows from its prediction and from how far off
//! the training rows were when they were predicted out of fold, as prediction intervals do; see
//! [`Conformal::below`]. Errors of different targets count as independent. What is known without training
//! holds or does not.

use crate::column::Values;
use crate::filter::Bound;
use crate::job::{Cancelled, JobContext};
use crate::table::{ColumnId, Table};

use super::interval::Conformal;
use super::model::Estimate;
use super::trained_model::TrainedModel;

/// A target that is predicted, and may have a bound.
#[derive(Debug, Clone, Copy)]
pub struct BoundedTarget<'a> {
    /// The column of its true values.
    pub column: ColumnId,
    /// What predicts it.
    pub trained_model: &'a TrainedModel,
    /// Its predictions of all rows; out of fold for training rows.
    pub predicted: &'a Values,
    /// Their uncertainties.
    pub uncertainty: &'a Values,
}

/// The probability, for each row of `table`, that all `bounds` hold; NaN where a value is missing.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn feasible(
    bounds: &[Bound],
    table: &Table,
    targets: &[BoundedTarget],
    job: &JobContext,
) -> Result<Vec<f64>, Cancelled> {
    let mut feasible = vec![1.0; table.rows()];
    for bound in bounds {
        job.check()?;
        let target = targets.iter().find(|of| of.column == bound.column);
        let known = &table.column(bound.column).values;
        let conformal = target.map(|of| (of, Conformal::of(of.trained_model)));
        for (row, feasible) in feasible.iter_mut().enumerate() {
            *feasible *= match &conformal {
                Some((of, conformal)) => {
                    let predicted = Estimate {
                        mean: of.predicted.get(row),
                        uncertainty: of.uncertainty.get(row),
                    };
                    let [low, high] = bound.ends();
                    conformal.below(high, predicted) - conformal.below(low, predicted)
                }
                None if known.get(row).is_nan() => f64::NAN,
                None => f64::from(u8::from(bound.holds(known.get(row)))),
            };
        }
    }
    Ok(feasible)
}
