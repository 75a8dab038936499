//! One-hot: which operation is at each position.

use rayon::prelude::*;

use super::column;
use crate::column::{Column, Group, Values};
use crate::space::{Architecture, SearchSpace};

/// `onehot.1_2(nor_conv_3x3)` for every position and operation; none where a space has no
/// positions.
pub(super) fn columns(space: &dyn SearchSpace, archs: &[Architecture]) -> Vec<Column> {
    let slots = space.slots().into_par_iter();
    slots
        .flat_map_iter(|slot| {
            let chosen: Vec<_> = archs
                .iter()
                .map(|arch| space.operation_at(arch, &slot))
                .collect();
            let operations = space.operations().iter().zip(0_u8..);
            operations.map(move |(op, id)| {
                column(
                    Group::OneHot,
                    format!("onehot.{}({})", slot.name, op.name),
                    format!("{}({})", slot.name, op.alias),
                    format!("Whether the operation at {} is {}.", slot.name, op.name),
                    Values::flags(chosen.iter().map(|&chosen| chosen == Some(id))),
                )
            })
        })
        .collect()
}
