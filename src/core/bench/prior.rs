//! What saved predictors say of the rows: columns that carry over from another data set.

use std::fmt::Debug;
use std::sync::Arc;

use crate::column::{Format, Unit, Values};
use crate::job::{Cancelled, JobContext};
use crate::space::Architecture;

/// Name of the column where there is one.
pub const PRIOR: &str = "prior";

/// The output of a saved predictor, one value a row.
#[derive(Debug, Clone)]
pub struct Prior {
    /// Name of the column: `prior`, or `prior.NAME` where there are several.
    pub name: String,
    /// Name of its file without the ending.
    pub stem: String,
    /// One sentence: what is predicted, by which predictor.
    pub doc: String,
    /// Unit of the values.
    pub unit: Unit,
    /// How the values are written.
    pub format: Format,
    /// The predictions.
    pub values: Arc<Values>,
    /// The targets that it knows true values of.
    pub seen: Vec<Seen>,
    /// The predictor; `None` where it needs more than an architecture.
    pub predictor: Option<Arc<dyn PriorPredictor>>,
}

/// A target that a predictor was trained on, or predicts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Name of the benchmark.
    pub benchmark: String,
    /// Name of the data set.
    pub dataset: String,
    /// Name of the target.
    pub target: String,
}

/// A predictor that needs nothing but architectures.
pub trait PriorPredictor: Debug + Send + Sync {
    /// Predicts `archs`.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    fn predict(&self, archs: &[Architecture], job: &JobContext) -> Result<Arc<Values>, Cancelled>;

    /// The bytes of its file.
    fn file(&self) -> &[u8];
}
