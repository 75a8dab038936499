//! How many edges or nodes of the cell have an operation of a set.

use super::profile::{Profile, fill};
use crate::space::OpSet;

/// Edges or nodes with an operation in `ops`.
pub(super) fn op_count(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| profile.operations.inside(mask));
}
