//! Degrees: at the two ends of a cell, and over all its nodes.

use super::profile::{Profile, fill};
use crate::space::OpSet;

/// Operations in `ops` that follow the input.
pub(super) fn at_input(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| profile.at_input.inside(mask));
}

/// Operations in `ops` that precede the output.
pub(super) fn at_output(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| profile.at_output.inside(mask));
}

/// Operations in `ops` that enter a node, summed over the nodes.
pub(super) fn entering_nodes(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| {
        profile.entering_nodes.inside(mask)
    });
}

/// Operations in `ops` that leave a node, summed over the nodes.
pub(super) fn leaving_nodes(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| {
        profile.leaving_nodes.inside(mask)
    });
}
