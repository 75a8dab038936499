//! Degrees at the two ends of the cell.

use super::profile::{Profile, fill};
use crate::space::OpSet;

/// Edges that leave the input with an operation in `ops`.
pub(super) fn leaving_input(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| {
        profile.leaving_input.inside(mask)
    });
}

/// Edges that enter the output with an operation in `ops`.
pub(super) fn entering_output(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| {
        profile.entering_output.inside(mask)
    });
}
