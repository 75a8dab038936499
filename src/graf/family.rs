//! The table of feature families.

use super::profile::Profile;
use super::{degree, op_count, paths};
use crate::space::OpSet;

/// A family of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Number of operations of one kind.
    OpCount,
    /// Length of the shortest path through a set of operations.
    MinPathLen,
    /// Operations of a set on the path that is richest in them.
    MaxOpOnPath,
    /// Degrees restricted to a set of operations.
    NodeDegree,
}

/// What a family is called, what it means and how it is computed.
#[derive(Debug)]
pub struct FamilySpec {
    /// The family.
    pub family: Family,
    /// Published name, such as `min_path_len`.
    pub name: &'static str,
    /// Name in narrow headers, such as `min_path`; accepted wherever the name is.
    pub short: &'static str,
    /// One sentence on what it means, with S for the operation set.
    pub doc: &'static str,
    /// The numbers it gives for one operation set.
    pub outputs: &'static [Output],
    /// The operation sets it is computed for, in order, out of all operations.
    pub(super) sets: fn(OpSet) -> Vec<OpSet>,
}

/// One number of a family.
#[derive(Debug)]
pub struct Output {
    /// Published name, such as `in_degree`; `None` in families that give one number.
    pub name: Option<&'static str>,
    /// Name in narrow headers, such as `in`; accepted wherever the name is.
    pub short: Option<&'static str>,
    /// What it means, in families that give several.
    pub doc: &'static str,
    /// Whether it is a mean over the nodes of the cell: what `count` gives, divided by them.
    pub(super) per_node: bool,
    /// Computes the number for each profile.
    pub(super) count: Count,
}

/// Writes a whole number for each profile into the slice, of equal length.
pub(super) type Count = fn(&[Profile], OpSet, &mut [u8]);

impl Output {
    const fn only(count: Count) -> Self {
        Self {
            name: None,
            short: None,
            doc: "",
            per_node: false,
            count,
        }
    }
}

/// The families, in the order of the reference files.
pub static FAMILIES: [FamilySpec; 4] = [
    FamilySpec {
        family: Family::OpCount,
        name: "op_count",
        short: "count",
        doc: "Edges with the operation.",
        outputs: &[Output::only(op_count::op_count)],
        sets: op_count::single_operations,
    },
    FamilySpec {
        family: Family::MinPathLen,
        name: "min_path_len",
        short: "min_path",
        doc: "Fewest edges from input to output over operations in S; \
              one more than the cell has nodes when there is no such path.",
        outputs: &[Output::only(paths::min_path_len)],
        sets: paths::by_banned_operations,
    },
    FamilySpec {
        family: Family::MaxOpOnPath,
        name: "max_op_on_path",
        short: "max_op",
        doc: "Operations in S on the input→output path that has most of them beyond those outside \
              S; of several such paths, on the one with the fewest.",
        outputs: &[Output::only(paths::max_op_on_path)],
        sets: non_empty_sets,
    },
    FamilySpec {
        family: Family::NodeDegree,
        name: "node_degree",
        short: "deg",
        doc: "Degrees that count only edges with an operation in S.",
        outputs: &[
            Output {
                name: Some("in_degree"),
                short: Some("in"),
                doc: "Edges that leave the input.",
                per_node: false,
                count: degree::leaving_input,
            },
            Output {
                name: Some("out_degree"),
                short: Some("out"),
                doc: "Edges that enter the output.",
                per_node: false,
                count: degree::entering_output,
            },
            Output {
                name: Some("avg_in"),
                short: Some("avg_in"),
                doc: "Mean number of edges that enter a node.",
                per_node: true,
                count: op_count::op_count,
            },
            Output {
                name: Some("avg_out"),
                short: Some("avg_out"),
                doc: "Mean number of edges that leave a node.",
                per_node: true,
                count: op_count::op_count,
            },
        ],
        sets: non_empty_sets,
    },
];

/// Every non-empty set, by size.
fn non_empty_sets(all: OpSet) -> Vec<OpSet> {
    let mut sets = all.subsets();
    sets.retain(|set| !set.is_empty());
    sets
}

impl Family {
    /// Its entry in [`FAMILIES`].
    pub fn spec(self) -> &'static FamilySpec {
        &FAMILIES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_stand_at_their_own_place() {
        for spec in &FAMILIES {
            assert_eq!(spec.family.spec().name, spec.name);
        }
    }
}
