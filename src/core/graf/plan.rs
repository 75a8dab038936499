//! Which features a space has, and what computes each.

use super::output::{Measure, Output, outputs};
use super::sets::sets;
use super::{Families, Family, Feature, name};
use crate::space::{OpSet, SearchSpace};

#[derive(Debug)]
pub(super) struct Column {
    pub(super) feature: Feature,
    pub(super) measure: Measure,
    /// What of: the place of the input of the cell among the inputs of all cells.
    pub(super) view: usize,
}

/// Every column, in the order of the reference files: by family, then by operation set, then by
/// cell, then by output; single operations by cell first.
pub(super) fn plan(space: &dyn SearchSpace, families: Families) -> Vec<Column> {
    let mut columns = Vec::new();
    for &family in families.of(space.ops_on()) {
        let from = columns.len();
        for ops in sets(family, space) {
            for (cell, kind) in space.cell_kinds().iter().enumerate() {
                let outputs = outputs(family, space.ops_on(), kind).into_iter();
                columns.extend(outputs.map(|output| column(space, family, ops, cell, output)));
            }
        }
        if family == Family::OpCount {
            columns[from..].sort_by_key(|column| column.view);
        }
    }
    columns
}

fn column(
    space: &dyn SearchSpace,
    family: Family,
    ops: OpSet,
    cell: usize,
    output: Output,
) -> Column {
    let kinds = space.cell_kinds();
    let before = kinds[..cell].iter();
    let first: usize = before.map(|kind| kind.inputs.len().max(1)).sum();
    let input = match output.measure {
        Measure::Cell { input, .. } => input,
        Measure::Stages | Measure::Running { .. } => 0,
    };
    let (name, short) = name::full_and_short(space, family, cell, &output, ops);
    Column {
        measure: output.measure,
        view: first + input,
        feature: Feature {
            family,
            ops,
            name,
            short,
            output: output.name,
            cell: kinds[cell].name.clone(),
        },
    }
}
