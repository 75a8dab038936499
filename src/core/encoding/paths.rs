//! Path encoding (White, Neiswanger & Savani, "BANANAS", AAAI 2021; White et al., "A Study on Neural
//! Network Encodings", NeurIPS 2020): for each sequence of operations whether some path from an
//! input to the output of a cell passes exactly these, in this order.
//!
//! A path with a zero operation on it does not count. Only sequences that occur in some row have a
//! column. A chain of operations has a single path, the architecture itself, and so no path encoding.

use super::{bits, column, name};
use crate::column::{Column, Group};
use crate::graf::RouteMap;
use crate::job::JobContext;
use crate::space::{Architecture, OpsOn, SearchSpace};
use crate::spelling::listed;

const OP_BITS: u32 = 4;

/// Most operations of a sequence that has a key.
const LONGEST: u32 = (u64::BITS - 1) / OP_BITS;

/// Most columns of one input of one cell; beyond them the longest sequences have none.
const MOST: usize = 1 << 13;

/// `path(nor_conv_3x3,skip_connect)` for every sequence that occurs, from each input of each cell;
/// short sequences first, then by the operations' ids.
pub(super) fn columns(space: &'static dyn SearchSpace, archs: &[Architecture]) -> Vec<Column> {
    if space.ops_on() == OpsOn::Stages {
        return Vec::new();
    }
    let Ok(routes) = RouteMap::new(space, archs, &JobContext::default()) else {
        return Vec::new();
    };
    if !routes.branches() {
        return Vec::new();
    }
    let operations = space.operations();
    let mut columns = Vec::new();
    for (cell, kind) in space.cell_kinds().iter().enumerate() {
        for input in 0..kind.inputs.len().max(1) {
            let found = bits::columns(archs, |arch, each| {
                routes.each_path(arch, cell, input, |path| {
                    if let Some(key) = key(path, |op| operations[usize::from(op)].zero) {
                        each(key);
                    }
                });
            });
            for (key, values) in found.into_iter().take(MOST) {
                let ops = ops(key);
                columns.push(column(
                    Group::Paths,
                    name::path(space, cell, input, &ops),
                    name::short_path(space, cell, input, &ops),
                    doc(space, cell, input, &ops),
                    values,
                ));
            }
        }
    }
    columns
}

/// A number for a sequence of operations: longer sequences have larger ones, and those of equal
/// length are ordered by their first operations. `None` where the path is broken or too long.
fn key(path: &mut dyn Iterator<Item = u8>, is_zero: impl Fn(u8) -> bool) -> Option<u64> {
    let mut key = 1;
    for (op, length) in path.zip(1..) {
        if is_zero(op) || length > LONGEST {
            return None;
        }
        key = key << OP_BITS | u64::from(op);
    }
    Some(key)
}

fn ops(key: u64) -> Vec<u8> {
    let length = (u64::BITS - 1 - key.leading_zeros()) / OP_BITS;
    let places = (0..length).rev();
    places
        .map(|place| (key >> (place * OP_BITS) & 0xf) as u8)
        .collect()
}

fn doc(space: &dyn SearchSpace, cell: usize, input: usize, ops: &[u8]) -> String {
    let kind = &space.cell_kinds()[cell];
    let names = listed(
        ops.iter()
            .map(|&op| &space.operations()[usize::from(op)].name),
    );
    let from = kind.inputs.get(input).map_or("input", String::as_str);
    let name = kind.name.as_ref();
    let of = name.map_or_else(String::new, |name| format!(" of the {name} cell"));
    let what = match ops.len() {
        0 => "an edge leads from it to the output".to_owned(),
        1 => format!("a path leads over {names} alone to the output"),
        _ => format!("a path leads over {names}, in this order, to the output"),
    };
    format!("Whether from the {from}{of} {what}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_the_operations_in_order() {
        let key_of = |ops: &[u8]| key(&mut ops.iter().copied(), |op| op == 9);
        for sequence in [&[][..], &[0], &[0, 0], &[15, 0, 3], &[1; 15]] {
            assert_eq!(ops(key_of(sequence).unwrap()), sequence);
        }
        assert!(key_of(&[15]) < key_of(&[0, 0]) && key_of(&[0, 8]) < key_of(&[1, 0]));
        assert_eq!(key_of(&[1, 9]), None);
        assert_eq!(key_of(&[1; 16]), None);
    }
}
