//! Features of the input→output paths.

use super::profile::{Profile, fill};
use crate::space::OpSet;

/// Every non-empty set in the order of what it leaves out: the published order of `min_path_len`.
pub(super) fn by_banned_operations(all: OpSet) -> Vec<OpSet> {
    let mut sets: Vec<_> = all
        .subsets()
        .into_iter()
        .map(|banned| all.without(banned))
        .collect();
    sets.retain(|set| !set.is_empty());
    sets
}

/// Length of the shortest path on which every operation is in `ops`; one more than the number of
/// nodes, longer than any path, when there is none.
pub(super) fn min_path_len(profiles: &[Profile], ops: OpSet, lengths: &mut [u8]) {
    fill(lengths, profiles, |profile| {
        profile
            .paths
            .iter()
            .filter(|path| path.ops.without(ops).is_empty())
            .map(|path| path.length)
            .min()
            .unwrap_or(profile.nodes + 1)
    });
}

/// Operations in `ops` on the path with the lowest (operations outside − operations inside), the
/// one with the fewest inside among equals; 0 without a path.
pub(super) fn max_op_on_path(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| {
        profile
            .paths
            .iter()
            .map(|path| {
                let inside = path.counts.inside(mask);
                let outside = path.length - inside;
                (i16::from(outside) - i16::from(inside), inside)
            })
            .min()
            .map_or(0, |(_, inside)| inside)
    });
}
