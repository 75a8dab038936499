//! What is missing from a feature set: the columns outside of it that tell colliding rows apart.

use crate::diagnosis::HeldOutSet;
use crate::diagnosis::mean::squares;
use crate::job::{Cancelled, JobContext};
use crate::table::ColumnId;

/// Columns listed, at most.
const MOST: usize = 3;
/// Shares closer than that are of columns that say the same.
const SAME: f64 = 1e-9;

/// A column outside of the feature set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Missing {
    /// The column.
    pub column: ColumnId,
    /// How much of the squared distances of true values from the means of their groups a straight line
    /// in the column explains, one slope for all groups; 0 to 1.
    pub share: f64,
}

/// The columns that explain most of what differs inside `groups` of places among the held-out rows, the
/// best first. Of columns that explain the same to nine digits only the first is listed.
pub(super) fn missing(
    held_out: &HeldOutSet,
    features: &[ColumnId],
    groups: &[Vec<u32>],
    job: &JobContext,
) -> Result<Vec<Missing>, Cancelled> {
    let truth = |place: &u32| held_out.truth[*place as usize];
    let within = |group: &Vec<u32>| squares(&group.iter().map(truth).collect::<Vec<_>>());
    let total: f64 = groups.iter().map(within).sum();
    let mut found = Vec::new();
    if total <= 0.0 {
        return Ok(found);
    }
    for (at, column) in held_out.table.columns().iter().enumerate() {
        let id = ColumnId(at);
        if !column.spec.group.is_feature() || features.contains(&id) {
            continue;
        }
        job.check()?;
        let value = |place: u32| column.values.get(held_out.rows[place as usize] as usize);
        let (mut squared, mut joint) = (0.0, 0.0);
        for group in groups {
            let present = group.iter().filter(|&&place| value(place).is_finite());
            let (mut count, mut x, mut y) = (0.0, 0.0, 0.0);
            for place in present.clone() {
                count += 1.0;
                x += value(*place);
                y += truth(place);
            }
            let (x, y) = (x / count, y / count);
            for place in present {
                let off = value(*place) - x;
                squared += off * off;
                joint += off * (truth(place) - y);
            }
        }
        let share = joint * joint / (squared * total);
        if share > 0.0 && share.is_finite() {
            found.push(Missing { column: id, share });
        }
    }
    found.sort_by(|a, b| b.share.total_cmp(&a.share));
    found.dedup_by(|next, kept| (kept.share - next.share).abs() < SAME);
    found.truncate(MOST);
    Ok(found)
}
