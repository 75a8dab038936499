//! One-hot: which operation is at each position.

use rayon::prelude::*;

use super::column;
use crate::column::{Column, Group, Values};
use crate::space::{Architecture, SearchSpace, Slot};

/// `onehot.1_2(nor_conv_3x3)` for every position and operation; none where a space has no
/// positions.
pub(super) fn columns(space: &dyn SearchSpace, archs: &[Architecture]) -> Vec<Column> {
    let slots = space.slots().into_par_iter();
    slots
        .flat_map_iter(|slot| {
            let chosen = chosen(space, archs, &slot).into_iter();
            let operations = space.operations().iter().zip(chosen);
            operations.map(move |(op, values)| {
                column(
                    Group::OneHot,
                    format!("onehot.{}({})", slot.name, op.name),
                    format!("{}({})", slot.name, op.alias),
                    format!("Whether the operation at {} is {}.", slot.name, op.name),
                    values,
                )
            })
        })
        .collect()
}

/// For each operation the rows that have it at `slot`.
fn chosen(space: &dyn SearchSpace, archs: &[Architecture], slot: &Slot) -> Vec<Values> {
    let rows = archs.len();
    let mut columns = vec![vec![0_u64; rows.div_ceil(64)]; space.operations().len()];
    for (row, arch) in archs.iter().enumerate() {
        if let Some(operation) = space.operation_at(arch, slot) {
            columns[usize::from(operation)][row / 64] |= 1 << (row % 64);
        }
    }
    let columns = columns.into_iter();
    columns.map(|words| Values::Bits { words, rows }).collect()
}
