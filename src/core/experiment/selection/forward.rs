//! From nothing up.

use crate::predict::{FeatureSet, TrainError};
use crate::table::ColumnId;

use super::Step;
use super::contest::Contest;

/// Columns that seemed best at a glance and are compared on all samples.
const LIKELY: usize = 5;

/// Adds the column that helps most, again and again, until the set is not worse than the full one or
/// no column helps any more.
pub(super) fn grow(
    contest: &mut Contest,
    step: &mut dyn FnMut(&Step),
) -> Result<Vec<Step>, TrainError> {
    let selection = contest.selection;
    let table = &selection.prediction_task.table;
    let mut left = contest.distinct()?;
    let mut columns: Vec<ColumnId> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    while !left.is_empty() {
        let with = |id: ColumnId| {
            let set = selection.set(columns.iter().copied().chain([id]).collect());
            set.map(|set| (id, set))
        };
        let mut tries: Vec<(ColumnId, FeatureSet)> =
            left.iter().copied().filter_map(with).collect();
        let sets: Vec<FeatureSet> = tries.iter().map(|(_, set)| set.clone()).collect();
        let glances = contest.glance(&sets)?;
        let mut order: Vec<usize> = (0..tries.len()).collect();
        order.sort_by(|&a, &b| glances[a].loss.total_cmp(&glances[b].loss));
        order.truncate(LIKELY);
        tries = order.into_iter().map(|at| tries[at].clone()).collect();
        let sets: Vec<FeatureSet> = tries.iter().map(|(_, set)| set.clone()).collect();
        let against = contest.try_all(&sets)?;
        let tried = tries.into_iter().zip(against);
        // Scores that are not defined sort last.
        let best = tried.min_by(|(_, a), (_, b)| a.loss.total_cmp(&b.loss));
        let Some(((id, features), inner)) = best else {
            break;
        };
        if steps
            .last()
            .is_some_and(|last| inner.loss >= last.inner.loss)
            || inner.loss.is_nan()
        {
            break;
        }
        left.retain(|&other| other != id);
        columns.push(id);
        let taken = Step {
            change: format!("{} added", table.column(id).spec.name),
            features,
            inner,
        };
        step(&taken);
        let enough = selection.accepts(&taken.inner);
        steps.push(taken);
        if enough {
            break;
        }
    }
    Ok(steps)
}
