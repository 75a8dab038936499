//! How many edges of the cell have an operation of a set.

use super::profile::{Profile, fill};
use crate::space::OpSet;

/// One set for each operation.
pub(super) fn single_operations(all: OpSet) -> Vec<OpSet> {
    all.ids().map(|id| OpSet::from_iter([id])).collect()
}

/// Edges with an operation in `ops`.
pub(super) fn op_count(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| profile.edges.inside(mask));
}
