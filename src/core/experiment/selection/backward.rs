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

/// Leaves out redundant columns, then whole families, then blocks of columns, smaller and
/// smaller, then single ones, as long as the set is accepted.
pub(super) fn eliminate(
    contest: &mut Contest,
    step: &mut dyn FnMut(&Step),
) -> Result<Vec<Step>, TrainError> {
    let mut path = Path {
        columns: contest.selection.features.columns().to_vec(),
        steps: Vec::new(),
        step,
    };
    path.leave_out_redundant(contest)?;
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
    fn leave_out_redundant(&mut self, contest: &mut Contest) -> Result<(), TrainError> {
        let distinct = contest.distinct()?;
        let fewer = self.columns.len() - distinct.len();
        let Some(set) = contest.selection.set(distinct).filter(|_| fewer > 0) else {
            return Ok(());
        };
        let against = contest.try_one(&set)?;
        if contest.selection.accepts(&against) {
            let change = format!("{fewer} redundant columns left out");
            self.take(change, set, against);
        }
        Ok(())
    }

    /// Leaves out as many of `blocks` as possible, those missed least first. Returns whether any was.
    fn pass(&mut self, contest: &mut Contest, blocks: &[Block]) -> Result<bool, TrainError> {
        let selection = contest.selection;
        let without = |left_out: &[&Block]| {
            let gone = |id: &ColumnId| left_out.iter().any(|block| block.columns.contains(id));
            let columns = self.columns.iter().copied();
            selection.set(columns.filter(|id| !gone(id)).collect())
        };
        let (alone, sets): (Vec<&Block>, Vec<FeatureSet>) = blocks
            .iter()
            .filter_map(|block| Some((block, without(&[block])?)))
            .unzip();
        let order = contest.glance(&sets)?.into_iter().map(|at| alone[at]);
        let order: Vec<&Block> = order.collect();
        // Three quarters of them at once, a half of that, … two; and the first three alone, for the
        // glance at few samples may have been wrong.
        let most = order.len().min(blocks.len() - 1);
        let many = std::iter::successors(Some(most * 3 / 4), |many| Some(many / 2));
        let together = many.take_while(|&many| many > 1);
        let together = together.map(|many| order[..many].to_vec());
        let (tries, sets): (Vec<Vec<&Block>>, Vec<FeatureSet>) = together
            .chain(order.iter().take(3).map(|&block| vec![block]))
            .filter_map(|left_out| {
                let set = without(&left_out)?;
                Some((left_out, set))
            })
            .unzip();
        let against = contest.try_all(&sets)?;
        let mut tried = tries.into_iter().zip(sets).zip(against);
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

fn families(columns: &[ColumnId], contest: &Contest) -> Vec<Block> {
    let table = &contest.selection.prediction_task.table;
    let families = Group::ALL.into_iter().map(|family| {
        let mut columns = columns.to_vec();
        columns.retain(|&id| table.column(id).spec.group == family);
        Block {
            name: family.name().to_owned(),
            columns,
        }
    });
    families.filter(|block| !block.columns.is_empty()).collect()
}

fn in_blocks(columns: &[ColumnId], most: usize, contest: &Contest) -> Vec<Block> {
    let blocks = columns.chunks(columns.len().div_ceil(most).max(1));
    let blocks = blocks.map(|columns| Block {
        name: match columns {
            [only] => contest.selection.name(*only).to_owned(),
            many => format!("{} columns", many.len()),
        },
        columns: columns.to_vec(),
    });
    blocks.collect()
}
