//! What no predictor could beat on some rows: the benchmark's own noise, and rows that the features
//! cannot tell apart.

mod collisions;
mod noise;
mod order;

pub use collisions::{Collisions, Drawn};
pub use noise::{Against, Noise, NoiseFloor, SeedTau};

use crate::job::{Cancelled, Watch};
use crate::predict::{Scores, score};
use crate::table::ColumnId;

use super::Judged;

/// What is asked of the ceilings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CeilingsQuery {
    /// Name of the target: its single runs are the columns `<target>.seed1`, `<target>.seed2`, ...
    pub target: String,
    /// The features of the predictor, ascending.
    pub features: Vec<ColumnId>,
}

/// The ceilings, beside what the predictor reaches on the same rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Ceilings {
    /// Scores of the predictor.
    pub scores: Scores,
    /// The benchmark's own noise; `None` where there are no single runs.
    pub noise: Option<Noise>,
    /// Rows that the features cannot tell apart.
    pub collisions: Collisions,
}

impl Ceilings {
    /// The ceilings over the judged rows.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn find(judged: &Judged, query: &CeilingsQuery, watch: &Watch) -> Result<Self, Cancelled> {
        watch.check()?;
        let better = judged.learned.better();
        Ok(Self {
            scores: score(&judged.truth, &judged.predicted, better),
            noise: Noise::find(judged, &query.target, watch)?,
            collisions: Collisions::find(judged, &query.features, watch)?,
        })
    }
}
