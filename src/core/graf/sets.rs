//! The operation sets that the families are computed for.

use super::Family;
use crate::space::{OpSet, SearchSpace};

/// Most operations of which every set is taken: 2⁹ − 1 sets. Of more operations only the sets that
/// hold or leave out at most [`FEW`] of them are taken, at most 273, so that a space of 16
/// operations has hundreds of features a family and not tens of thousands.
const EVERY_SET: usize = 9;
const FEW: usize = 2;

/// The sets of `family`, in the order of the reference files. An empty set stands for a family
/// that is not restricted to operations.
pub(super) fn sets(family: Family, space: &dyn SearchSpace) -> Vec<OpSet> {
    let all = space.feature_operations();
    let mut each: Vec<_> = OpSet::all(space.operations().len()).ids().collect();
    // The reference counts the stages that do most first.
    if family == Family::CountOps {
        each.sort_by_key(|id| [id & 0b01 == 0, id & 0b10 == 0]);
    }
    match family {
        Family::OpCount | Family::CountOps => {
            each.into_iter().map(|id| OpSet::from_iter([id])).collect()
        }
        Family::MinPathLen => by_banned_operations(all),
        Family::MaxOpOnPath | Family::NodeDegree | Family::LongestPath => non_empty_sets(all),
        Family::PosState => vec![OpSet::default()],
    }
}

/// Every non-empty set, by size.
fn non_empty_sets(all: OpSet) -> Vec<OpSet> {
    let mut sets = all.subsets();
    sets.retain(|set| {
        let (held, left_out) = (set.len(), all.len() - set.len());
        held > 0 && (all.len() <= EVERY_SET || held <= FEW || left_out <= FEW)
    });
    sets
}

/// The same sets in the order of what they leave out: the published order of `min_path_len`.
fn by_banned_operations(all: OpSet) -> Vec<OpSet> {
    let banned = non_empty_sets(all).into_iter().filter(|set| *set != all);
    let sets = banned.map(|banned| all.without(banned));
    std::iter::once(all).chain(sets).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_operations_have_few_sets() {
        assert_eq!(non_empty_sets(OpSet::all(9)).len(), 511);
        let sixteen = non_empty_sets(OpSet::all(16));
        assert_eq!(sixteen.len(), 16 + 120 + 120 + 16 + 1);
        let mut banned = by_banned_operations(OpSet::all(16));
        assert_eq!(banned[0], OpSet::all(16));
        banned.sort_unstable();
        let mut sets = sixteen;
        sets.sort_unstable();
        assert_eq!(banned, sets);
    }

    #[test]
    fn one_operation_has_one_set() {
        let one = OpSet::from_iter([3]);
        assert_eq!(non_empty_sets(one), [one]);
        assert_eq!(by_banned_operations(one), [one]);
    }
}
