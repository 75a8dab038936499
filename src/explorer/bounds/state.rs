//! The bounds in force, and how likely all of them hold.

use std::sync::Arc;

use grafscope_core::column::{Builtin, Values};
use grafscope_core::filter::Bound;
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::predict::{BoundedTarget, TrainedModel, feasible};
use grafscope_core::table::{ColumnId, Table};

/// From which probability on a row counts as one that keeps within the bounds.
pub(crate) const LIKELY: f64 = 0.9;

/// The bounds that the user has set.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// Comparisons joined by `and`; empty for none.
    pub text: String,
    /// What the column was last asked for with: the bounds, and the values that they are about.
    pub(crate) asked: Option<(String, Vec<Arc<Values>>)>,
    /// Whether the user waits to be told how many rows keep within them.
    pub(crate) is_new: bool,
}

impl Bounds {
    /// Those of the command line, or of a session.
    pub(crate) fn of(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// Bounds, and the predictions that they are about.
#[derive(Debug, Clone)]
pub struct FeasibleRequest {
    /// The columns.
    pub table: Arc<Table>,
    /// The bounds.
    pub bounds: Vec<Bound>,
    /// The predicted targets among the columns that have one.
    pub targets: Vec<PredictedTarget>,
}

/// A target with what predicts it.
#[derive(Debug, Clone)]
pub struct PredictedTarget {
    /// The column of its true values.
    pub column: ColumnId,
    /// What predicts it.
    pub trained_model: Arc<TrainedModel>,
    /// The predictions of all rows.
    pub predicted: Arc<Values>,
    /// Their uncertainties.
    pub uncertainty: Arc<Values>,
}

/// The probability that all bounds hold, for each row.
#[derive(Debug)]
pub struct Feasible {
    pub(crate) values: Arc<Values>,
    /// Cells that the widest one takes.
    pub(crate) width: u16,
    /// Rows that are likely to keep within the bounds.
    pub(crate) likely: usize,
}

impl Feasible {
    pub(crate) fn new(request: &FeasibleRequest, job: &JobContext) -> Result<Self, Cancelled> {
        let targets = request.targets.iter().map(|of| BoundedTarget {
            column: of.column,
            trained_model: &of.trained_model,
            predicted: &of.predicted,
            uncertainty: &of.uncertainty,
        });
        let targets: Vec<BoundedTarget> = targets.collect();
        let values = feasible(&request.bounds, &request.table, &targets, job)?;
        let likely = values.iter().filter(|&&value| value >= LIKELY).count();
        let values = Values::dense(values);
        Ok(Self {
            width: request.table.width_of(Builtin::Feasible, &values),
            values,
            likely,
        })
    }
}
