//! From the full set down.

use crate::predict::{FeatureSet, TrainError};
use crate::table::{ColumnId, Group};

use super::contest::Contest;
use super::{Against, Step};

/// Blocks that are tried one by one; more columns than that are tried in blocks first.
const BLOCKS: usize = 32;

/// Columns that are left out together or not at all.
struct Block {
    name: String,
    columns: Vec<ColumnId>,
}

/// Leaves out what says nothing new, then whole families, then blocks of columns, smaller and
/// smaller, then single ones, as long as the set is not worse than the full one.
pub(super) fn eliminate(
    contest: &mut Contest,
    step: &mut dyn FnMut(&Step),
) -> Result<Vec<Step>, TrainError> {
    let mut path = Path {
        columns: contest.selection.features.columns().to_vec(),
        steps: Vec::new(),
        step,
    };
    path.leave_out_repetitions(contest)?;
    loop {
        let families = families(&path.columns, contest);
        if families.len() < 2 || !path.pass(contest, &families)? {
            break;
        }
    }
    let mut blocks = BLOCKS;
    loop {
        let single = path.columns.len() <= blocks;
        let passed = path.columns.len() > 1 && {
            let blocks = in_blocks(&path.columns, blocks, contest);
            path.pass(contest, &blocks)?
        };
        if !passed && single {
            return Ok(path.steps);
        }
        if !passed {
            blocks *= 2;
        }
    }
}

struct Path<'a> {
    columns: Vec<ColumnId>,
    steps: Vec<Step>,
    step: &'a mut dyn FnMut(&Step),
}

impl Path<'_> {
    /// Leaves out columns that carry no information, or the same as another one.
    fn leave_out_repetitions(&mut self, contest: &mut Contest) -> Result<(), TrainError> {
        let distinct = contest.distinct()?;
        let fewer = self.columns.len() - distinct.len();
        let Some(set) = contest.selection.set(distinct).filter(|_| fewer > 0) else {
            return Ok(());
        };
        let against = contest.try_all(std::slice::from_ref(&set))?.remove(0);
        if contest.selection.accepts(&against) {
            let change = format!("{fewer} columns that say nothing new left out");
            self.take(change, set, against);
        }
        Ok(())
    }

    /// Leaves out as many of `blocks` as may be, those first that seem to be missed least. Returns
    /// whether any was.
    fn pass(&mut self, contest: &mut Contest, blocks: &[Block]) -> Result<bool, TrainError> {
        let selection = contest.selection;
        let without = |left_out: &[&Block]| {
            let gone = |id: &ColumnId| left_out.iter().any(|block| block.columns.contains(id));
            let columns = self.columns.iter().copied();
            selection.set(columns.filter(|id| !gone(id)).collect())
        };
        let alone: Vec<(&Block, FeatureSet)> = blocks
            .iter()
            .filter_map(|block| Some((block, without(&[block])?)))
            .collect();
        let sets: Vec<FeatureSet> = alone.iter().map(|(_, set)| set.clone()).collect();
        let glances = contest.glance(&sets)?;
        let mut order: Vec<usize> = (0..alone.len()).collect();
        // The sort is stable: of those missed alike the first comes first.
        order.sort_by(|&a, &b| glances[a].loss.total_cmp(&glances[b].loss));
        let order: Vec<&Block> = order.into_iter().map(|at| alone[at].0).collect();
        // Three quarters of them at once, a half, … one; and the next two alone, for the glance at
        // few samples may have been wrong.
        let most = order.len().min(blocks.len() - 1);
        let mut tries: Vec<Vec<&Block>> = Vec::new();
        let mut many = (most * 3 / 4).max(1);
        while many > 1 {
            tries.push(order[..many].to_vec());
            many /= 2;
        }
        tries.extend(order.iter().take(3).map(|&block| vec![block]));
        let tries: Vec<(Vec<&Block>, FeatureSet)> = tries
            .into_iter()
            .filter_map(|left_out| {
                let set = without(&left_out)?;
                Some((left_out, set))
            })
            .collect();
        let sets: Vec<FeatureSet> = tries.iter().map(|(_, set)| set.clone()).collect();
        let against = contest.try_all(&sets)?;
        let mut tried = tries.into_iter().zip(against);
        let Some(((left_out, set), against)) =
            tried.find(|(_, against)| selection.accepts(against))
        else {
            return Ok(false);
        };
        let change = match left_out.as_slice() {
            [one] => format!("{} left out", one.name),
            many => {
                let columns = many.iter().map(|block| block.columns.len());
                format!("{} columns left out", columns.sum::<usize>())
            }
        };
        self.take(change, set, against);
        Ok(true)
    }

    fn take(&mut self, change: String, features: FeatureSet, inner: Against) {
        self.columns = features.columns().to_vec();
        let step = Step {
            change,
            features,
            inner,
        };
        (self.step)(&step);
        self.steps.push(step);
    }
}

/// The columns by family.
fn families(columns: &[ColumnId], contest: &Contest) -> Vec<Block> {
    let table = &contest.selection.prediction_task.table;
    let group = |id: ColumnId| table.column(id).spec.group;
    let families = Group::ALL.into_iter().map(|family| Block {
        name: family.name().to_owned(),
        columns: columns
            .iter()
            .copied()
            .filter(|&id| group(id) == family)
            .collect(),
    });
    families.filter(|block| !block.columns.is_empty()).collect()
}

/// The columns in about `most` blocks of neighbours.
fn in_blocks(columns: &[ColumnId], most: usize, contest: &Contest) -> Vec<Block> {
    let table = &contest.selection.prediction_task.table;
    let name = |id: ColumnId| table.column(id).spec.name.as_str();
    let blocks = columns.chunks(columns.len().div_ceil(most).max(1));
    let blocks = blocks.map(|columns| Block {
        name: match columns {
            [only] => name(*only).to_owned(),
            many => format!("{} columns", many.len()),
        },
        columns: columns.to_vec(),
    });
    blocks.collect()
}
