//! From nothing up.

use crate::predict::{FeatureSet, TrainError};
use crate::table::ColumnId;

use super::contest::Contest;
use super::{Against, Step};

/// Columns that seemed best at a glance and are compared on all samples.
const LIKELY: usize = 5;

/// Adds the column that helps most until the set is accepted, or none helps.
pub(super) fn grow(
    contest: &mut Contest,
    step: &mut dyn FnMut(&Step),
) -> Result<Vec<Step>, TrainError> {
    let selection = contest.selection;
    let mut left = contest.distinct()?;
    let mut columns: Vec<ColumnId> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    while !left.is_empty() {
        let with = |&id: &ColumnId| {
            let set = selection.set(columns.iter().copied().chain([id]).collect())?;
            Some((id, set))
        };
        let (ids, sets): (Vec<ColumnId>, Vec<FeatureSet>) = left.iter().filter_map(with).unzip();
        let likely = contest.glance(&sets)?.into_iter().take(LIKELY);
        let (ids, sets): (Vec<ColumnId>, Vec<FeatureSet>) =
            likely.map(|at| (ids[at], sets[at].clone())).unzip();
        let against = contest.try_all(&sets)?;
        let tried = ids.into_iter().zip(sets).zip(against);
        // Scores that are not defined sort last.
        let loss = |against: &Against| against.test.loss(selection.metric);
        let best = tried.min_by(|(_, a), (_, b)| loss(a).total_cmp(&loss(b)));
        let Some(((id, features), inner)) = best else {
            break;
        };
        let last = steps.last();
        if loss(&inner).is_nan() || last.is_some_and(|last| loss(&inner) >= loss(&last.inner)) {
            break;
        }
        left.retain(|&other| other != id);
        columns.push(id);
        let taken = Step {
            change: format!("{} added", selection.name(id)),
            features,
            inner,
        };
        step(&taken);
        steps.push(taken);
        if selection.accepts(&inner) {
            break;
        }
    }
    Ok(steps)
}
