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
        let none = profile.nodes + 1;
        // A choice of numbers, not of ways: which paths qualify is as good as random to a branch
        // predictor.
        let lengths = profile.paths.iter().map(|path| {
            if path.ops.without(ops).is_empty() {
                path.length
            } else {
                none
            }
        });
        lengths.fold(none, u8::min)
    });
}

/// Operations in `ops` on the path with the lowest (operations outside − operations inside), the
/// one with the fewest inside among equals; 0 without a path.
pub(super) fn max_op_on_path(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    let mask = ops.into();
    fill(counts, profiles, |profile| {
        // The two criteria as the two digits of one number, so that one minimum decides.
        let ranks = profile.paths.iter().map(|path| {
            let inside = i32::from(path.counts.inside(mask));
            let outside = i32::from(path.length) - inside;
            (outside - inside) * RADIX + inside
        });
        ranks.min().map_or(0, |rank| rank.rem_euclid(RADIX) as u8)
    });
}

/// More than any count of operations on a path.
const RADIX: i32 = 256;
