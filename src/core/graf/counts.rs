//! Features of cells as folds over their profiles.

use super::profile::Profiles;
use crate::space::OpSet;

/// More than any count of operations on a path.
const RADIX: i16 = 256;

/// What no path has for a rank.
const NO_PATH: i16 = i16::MAX;

/// Edges or nodes with an operation in `ops`.
pub(super) fn op_count(profiles: &Profiles, ops: OpSet, counts: &mut [u8]) {
    profiles.operations.inside(ops, counts);
}

/// Operations in `ops` that follow the input.
pub(super) fn at_input(profiles: &Profiles, ops: OpSet, counts: &mut [u8]) {
    profiles.at_input.inside(ops, counts);
}

/// Operations in `ops` that precede the output.
pub(super) fn at_output(profiles: &Profiles, ops: OpSet, counts: &mut [u8]) {
    profiles.at_output.inside(ops, counts);
}

/// Operations in `ops` that enter a node, summed over the nodes.
pub(super) fn entering_nodes(profiles: &Profiles, ops: OpSet, counts: &mut [u8]) {
    profiles.entering_nodes.inside(ops, counts);
}

/// Operations in `ops` that leave a node, summed over the nodes.
pub(super) fn leaving_nodes(profiles: &Profiles, ops: OpSet, counts: &mut [u8]) {
    profiles.leaving_nodes.inside(ops, counts);
}

/// Length of the shortest path on which every operation is in `ops`; a number longer than any path
/// when there is none.
pub(super) fn min_path_len(profiles: &Profiles, ops: OpSet, lengths: &mut [u8]) {
    lengths.copy_from_slice(&profiles.no_path);
    choose_within(profiles, ops, lengths, u8::min);
}

/// Length of the longest path on which every operation is in `ops`; 0 when there is none.
pub(super) fn longest_path(profiles: &Profiles, ops: OpSet, lengths: &mut [u8]) {
    lengths.fill(0);
    choose_within(profiles, ops, lengths, u8::max);
}

/// Operations in `ops` on the path with the lowest (operations outside − operations inside), the
/// one with the fewest inside among equals; 0 without a path. What a path has besides, such as an
/// edge to the output without operation, counts as an operation outside.
pub(super) fn max_op_on_path(profiles: &Profiles, ops: OpSet, counts: &mut [u8]) {
    let mut least = vec![NO_PATH; counts.len()];
    for path in &profiles.paths {
        path.counts.inside(ops, counts);
        let paths = counts.iter().zip(&path.length);
        for (least, (&inside, &length)) in least.iter_mut().zip(paths) {
            // The two criteria as the two digits of one number, so that one minimum decides.
            let (inside, edges) = (i16::from(inside), i16::from(length));
            let rank = (edges - 2 * inside) * RADIX + inside;
            *least = (*least).min(if length == 0 { NO_PATH } else { rank });
        }
    }
    for (count, &rank) in counts.iter_mut().zip(&least) {
        *count = if rank == NO_PATH { 0 } else { rank as u8 };
    }
}

/// Chooses among `lengths` and those of the paths on which every operation is in `ops`: by comparisons of numbers, not
/// by ways, since which paths qualify is as good as random to a branch predictor.
fn choose_within(
    profiles: &Profiles,
    ops: OpSet,
    lengths: &mut [u8],
    choose: impl Fn(u8, u8) -> u8,
) {
    let mut inside = vec![0; lengths.len()];
    for path in &profiles.paths {
        path.counts.inside(ops, &mut inside);
        let paths = inside.iter().zip(&path.operations).zip(&path.length);
        for (chosen, ((inside, all), &length)) in lengths.iter_mut().zip(paths) {
            let is_within = inside == all && length > 0;
            *chosen = if is_within {
                choose(*chosen, length)
            } else {
                *chosen
            };
        }
    }
}
