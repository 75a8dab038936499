//! Features of a cell as folds over its profile.

use super::profile::{OpCounts, Profile};
use crate::space::OpSet;

/// More than any count of operations on a path.
const RADIX: i32 = 256;

/// Edges or nodes with an operation in `ops`.
pub(super) fn op_count(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    occurrences(profiles, ops, counts, |profile| profile.operations);
}

/// Operations in `ops` that follow the input.
pub(super) fn at_input(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    occurrences(profiles, ops, counts, |profile| profile.at_input);
}

/// Operations in `ops` that precede the output.
pub(super) fn at_output(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    occurrences(profiles, ops, counts, |profile| profile.at_output);
}

/// Operations in `ops` that enter a node, summed over the nodes.
pub(super) fn entering_nodes(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    occurrences(profiles, ops, counts, |profile| profile.entering_nodes);
}

/// Operations in `ops` that leave a node, summed over the nodes.
pub(super) fn leaving_nodes(profiles: &[Profile], ops: OpSet, counts: &mut [u8]) {
    occurrences(profiles, ops, counts, |profile| profile.leaving_nodes);
}

/// Length of the shortest path on which every operation is in `ops`; a number longer than any path
/// when there is none.
pub(super) fn min_path_len(profiles: &[Profile], ops: OpSet, lengths: &mut [u8]) {
    fill(lengths, profiles, |profile| {
        let none = profile.no_path;
        lengths_within(profile, ops, none).fold(none, u8::min)
    });
}

/// Length of the longest path on which every operation is in `ops`; 0 when there is none.
pub(super) fn longest_path(profiles: &[Profile], ops: OpSet, lengths: &mut [u8]) {
    fill(lengths, profiles, |profile| {
        lengths_within(profile, ops, 0).fold(0, u8::max)
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

/// The length of each path on which every operation is in `ops`, and `otherwise` for the others: a
/// choice of numbers, not of ways, since which paths qualify is as good as random to a branch
/// predictor.
fn lengths_within(profile: &Profile, ops: OpSet, otherwise: u8) -> impl Iterator<Item = u8> {
    profile.paths.iter().map(move |path| {
        if path.ops.without(ops).is_empty() {
            path.length
        } else {
            otherwise
        }
    })
}

fn occurrences(
    profiles: &[Profile],
    ops: OpSet,
    counts: &mut [u8],
    of: impl Fn(&Profile) -> OpCounts,
) {
    let mask = ops.into();
    fill(counts, profiles, |profile| of(profile).inside(mask));
}

fn fill(column: &mut [u8], profiles: &[Profile], number: impl Fn(&Profile) -> u8) {
    for (value, profile) in column.iter_mut().zip(profiles) {
        *value = number(profile);
    }
}
