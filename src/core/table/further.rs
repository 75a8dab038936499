//! Further targets, which are predicted beside the main one of a table: their columns, and what a predictor
//! of them may not see.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::leak::Truth;
use super::{ColumnId, Leak, Table};
use crate::bench::{Benchmark, Better, DatasetId, Target};
use crate::column::{Builtin, Column, Group, Values};

/// A target that is predicted beside the main one.
#[derive(Debug, Clone)]
pub struct FurtherTarget {
    /// Its place among the targets of the data set.
    pub target: usize,
    /// Its true values.
    pub column: ColumnId,
    /// Which end is good.
    pub better: Better,
    /// The columns that tell it.
    leaks: HashMap<ColumnId, Leak>,
}

impl FurtherTarget {
    /// The target at `target` among those of `dataset`; `None` where `table` is another one's.
    pub fn new(
        bench: &Benchmark,
        dataset: DatasetId,
        target: usize,
        table: &Table,
    ) -> Option<Self> {
        let of = bench.dataset(dataset);
        let own = &of.targets[target];
        let truth = Truth::new(bench, &of.name, own);
        let columns = table.columns().par_iter().enumerate();
        let leaks = columns.filter_map(|(at, column)| {
            let leak = match column.spec.group {
                Group::Measured | Group::Other => truth.leak_of(&column.values),
                Group::Prior => {
                    let prior = bench.priors.iter().find(|of| of.name == column.spec.name)?;
                    truth.was_seen_by(prior).then_some(Leak::SawTarget)
                }
                _ => None,
            };
            Some((ColumnId(at), leak?))
        });
        Some(Self {
            target,
            column: table.find(&own.name)?,
            better: own.better,
            leaks: leaks.collect(),
        })
    }

    /// The first of `columns` that tells the target, or follows from one that does.
    pub(crate) fn told_by(&self, columns: &[ColumnId], table: &Table) -> Option<(ColumnId, Leak)> {
        columns.iter().find_map(|&id| {
            let mut inputs = table.inputs_of(id).into_iter();
            Some((
                id,
                inputs.find_map(|input| self.leaks.get(&input).copied())?,
            ))
        })
    }
}

/// The rows that have a value in all of `targets`, ascending; `None` where all have the same rows.
pub fn measured_in_all(targets: &[&Values]) -> Option<Vec<u32>> {
    let (first, others) = targets.split_first()?;
    if others.is_empty() {
        return None;
    }
    let is_measured = |values: &Values, row: u32| !values.get(row as usize).is_nan();
    let mut differ = false;
    let mut rows = Vec::new();
    for row in 0..first.len() as u32 {
        let has = is_measured(first, row);
        let in_all = has && others.iter().all(|of| is_measured(of, row));
        differ |= !in_all && (has || others.iter().any(|of| is_measured(of, row)));
        if in_all {
            rows.push(row);
        }
    }
    differ.then_some(rows)
}

/// The columns of a further target, without values.
pub(super) fn columns(target: &Target) -> [Column; Builtin::FURTHER.len()] {
    let rows = target.mean.len();
    let missing = Values::missing(rows);
    let no = Arc::new(Values::flags(vec![false; rows]));
    Builtin::FURTHER.map(|of| {
        let values = if of == Builtin::Scored { &no } else { &missing };
        let mut column = of.column((target.unit, target.format), Arc::clone(values));
        let spec = Arc::make_mut(&mut column.spec);
        spec.name = of.of_target(&target.name);
        spec.short.clone_from(&spec.name);
        spec.doc = format!("For {}: {}", target.name, spec.doc);
        column
    })
}

/// What the columns of the main target are called as well where others are predicted beside it.
pub(super) fn aliases(target: &Target) -> impl Iterator<Item = (String, String)> {
    let own = Builtin::FURTHER.into_iter();
    own.map(|of| (of.of_target(&target.name), of.name().to_owned()))
}
