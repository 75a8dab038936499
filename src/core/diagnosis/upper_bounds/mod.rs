//! Upper bounds: what no predictor could beat, due to seed noise and feature collisions.

mod collisions;
mod noise;
mod order;

pub use collisions::{Collisions, Drawn};
pub use noise::{Against, Noise, NoiseFloor, SeedTau};

use crate::job::{Cancelled, JobContext};
use crate::predict::{Scores, score};
use crate::table::ColumnId;

use super::HeldOutSet;

/// What the bounds are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpperBoundsQuery {
    /// Name of the target: its single runs are the columns `<target>.seed1`, `<target>.seed2`, ...
    pub target: String,
    /// The features of the predictor, ascending.
    pub features: Vec<ColumnId>,
}

/// The upper bounds, beside what the predictor reaches on the same rows.
#[derive(Debug, Clone, PartialEq)]
pub struct UpperBounds {
    /// Scores of the predictor.
    pub scores: Scores,
    /// Seed noise; `None` where there are no single runs.
    pub noise: Option<Noise>,
    /// Feature collisions.
    pub collisions: Collisions,
}

impl UpperBounds {
    /// The upper bounds over the held-out rows.
    ///
    /// # Errors
    /// [`Cancelled`].
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
