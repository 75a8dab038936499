//! Feature collisions: rows with the same features and different true values.

mod filter;
mod missing;

pub use missing::Missing;

use crate::job::{Cancelled, JobContext};
use crate::table::ColumnId;

use super::groups::groups;
use super::{HeldOutSet, Spread};
use filter::Isolation;

/// Groups listed, at most.
const MOST: usize = 100;

/// Groups of rows that share all their features, the worst first.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureCollisions {
    /// The worst groups, at most 100.
    pub groups: Vec<CollisionGroup>,
    /// How many groups there are.
    pub total: usize,
    /// At most 3 columns outside of the feature set that explain most of the differences inside groups.
    pub missing: Vec<Missing>,
}

/// Rows that share all their features.
#[derive(Debug, Clone, PartialEq)]
pub struct CollisionGroup {
    /// The rows, the largest true value first.
    pub collisions: Vec<CollidingRow>,
    /// Mean of the true values.
    pub mean: f64,
    /// Their standard deviation (n − 1).
    pub sd: f64,
    /// All rows of the table that share these features, training and non-canonical rows included.
    pub sharing: usize,
    /// A filter that exactly those pass; `None` where a value cannot be written in one.
    pub filter: Option<String>,
}

/// A row of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CollidingRow {
    /// The row of the table.
    pub row: u32,
    /// Its true value.
    pub truth: f64,
    /// Its predicted value.
    pub predicted: f64,
}

impl CollisionGroup {
    /// Largest less smallest true value.
    pub fn range(&self) -> f64 {
        match &*self.collisions {
            [first, .., last] => first.truth - last.truth,
            _ => 0.0,
        }
    }

    /// What groups are sorted by: the standard deviation times the number of rows.
    pub fn weight(&self) -> f64 {
        self.sd * self.collisions.len() as f64
    }
}

impl FeatureCollisions {
    /// The collisions among the held-out rows, for a predictor on `features`.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn find(
        held_out: &HeldOutSet,
        features: &[ColumnId],
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let mut places = groups(&held_out.table, features, &held_out.rows, job)?;
        places.retain(|group| group.len() > 1);
        let missing = missing::missing(held_out, features, &places, job)?;
        let groups = places.iter().map(|places| group(held_out, places));
        let mut groups: Vec<CollisionGroup> = groups.filter(|group| group.range() > 0.0).collect();
        let total = groups.len();
        // A stable sort: groups of the same weight stay in the order of their rows.
        groups.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
        groups.truncate(MOST);
        let isolation = Isolation::new(&held_out.table, features, job)?;
        for (at, group) in groups.iter_mut().enumerate() {
            job.check()?;
            job.report("groups", at, total.min(MOST));
            (group.sharing, group.filter) = isolation.of(group.collisions[0].row);
        }
        Ok(Self {
            groups,
            total,
            missing,
        })
    }
}

fn group(held_out: &HeldOutSet, places: &[u32]) -> CollisionGroup {
    let row = |&place: &u32| CollidingRow {
        row: held_out.rows[place as usize],
        truth: held_out.truth[place as usize],
        predicted: held_out.predicted[place as usize],
    };
    let mut collisions: Vec<CollidingRow> = places.iter().map(row).collect();
    collisions.sort_by(|a, b| b.truth.total_cmp(&a.truth));
    let Spread { mean, std } = Spread::of(collisions.iter().map(|row| row.truth));
    CollisionGroup {
        collisions,
        mean,
        sd: std,
        sharing: 0,
        filter: None,
    }
}
