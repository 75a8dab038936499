//! What no predictor could beat on some rows: the benchmark's own noise, and rows that the features
//! cannot tell apart.

mod collisions;
mod noise;
mod order;

pub use collisions::{Collisions, Drawn};
pub use noise::{Against, Noise, NoiseFloor, SeedTau};

use crate::job::{Cancelled, JobContext};
use crate::predict::{Scores, score};
use crate::table::ColumnId;

use super::HeldOutSet;

/// What is asked of the ceilings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpperBoundsQuery {
    /// Name of the target: its single runs are the columns `<target>.seed1`, `<target>.seed2`, ...
    pub target: String,
    /// The features of the predictor, ascending.
    pub features: Vec<ColumnId>,
}

/// The ceilings, beside what the predictor reaches on the same rows.
#[derive(Debug, Clone, PartialEq)]
pub struct UpperBounds {
    /// Scores of the predictor.
    pub scores: Scores,
    /// The benchmark's own noise; `None` where there are no single runs.
    pub noise: Option<Noise>,
    /// Rows that the features cannot tell apart.
    pub collisions: Collisions,
}

impl UpperBounds {
    /// The ceilings over the judged rows.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn find(
        held_out: &HeldOutSet,
        query: &UpperBoundsQuery,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        job.check()?;
        let better = held_out.trained_model.better();
        Ok(Self {
            scores: score(&held_out.truth, &held_out.predicted, better),
            noise: Noise::find(held_out, &query.target, job)?,
            collisions: Collisions::find(held_out, &query.features, job)?,
        })
    }
}
