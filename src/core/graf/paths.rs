//! Features of the input→output paths.

use super::profile::{Profile, fill};
use crate::space::OpSet;

/// Length of the shortest path on which every operation is in `ops`; a number longer than any path
/// when there is none.
pub(super) fn min_path_len(profiles: &[Profile], ops: OpSet, lengths: &mut [u8]) {
    fill(lengths, profiles, |profile| {
        let none = profile.no_path;
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

/// Length of the longest path on which every operation is in `ops`; 0 when there is none.
pub(super) fn longest_path(profiles: &[Profile], ops: OpSet, lengths: &mut [u8]) {
    fill(lengths, profiles, |profile| {
        let lengths = profile.paths.iter().map(|path| {
            if path.ops.without(ops).is_empty() {
                path.length
            } else {
                0
            }
        });
        lengths.fold(0, u8::max)
    });
}

/// Operations in `ops` on the path with the lowest (operations outside − operations inside), the
/// one with the fewest inside among equals; 0 without a path. What a path has besides, such as an
/// edge to the output without operation, counts as an operation outside.
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
