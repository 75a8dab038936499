//! The feature families, and which of them a space has.

use crate::column::Group;
use crate::space::OpsOn;

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
    /// Number of stages of one kind.
    CountOps,
    /// How often a chain has widened and shrunk by a position.
    PosState,
    /// Length of the longest path through a set of operations; not in the paper.
    LongestPath,
}

/// What a family is called.
#[derive(Debug)]
pub struct FamilySpec {
    /// The family.
    pub family: Family,
    /// What its columns belong to.
    pub group: Group,
    /// Name in narrow headers, such as `min_path`; accepted wherever the name is.
    pub short: &'static str,
}

const fn spec(family: Family, group: Group, short: &'static str) -> FamilySpec {
    FamilySpec {
        family,
        group,
        short,
    }
}

/// The families, a family's place being its number.
pub static FAMILIES: [FamilySpec; 7] = [
    spec(Family::OpCount, Group::OpCount, "count"),
    spec(Family::MinPathLen, Group::MinPathLen, "min_path"),
    spec(Family::MaxOpOnPath, Group::MaxOpOnPath, "max_op"),
    spec(Family::NodeDegree, Group::NodeDegree, "deg"),
    spec(Family::CountOps, Group::CountOps, "count"),
    spec(Family::PosState, Group::PosState, "pos"),
    spec(Family::LongestPath, Group::LongestPath, "longest"),
];

impl Family {
    /// Its entry in [`FAMILIES`].
    pub fn spec(self) -> &'static FamilySpec {
        &FAMILIES[self as usize]
    }

    /// What its columns belong to.
    pub fn group(self) -> Group {
        self.spec().group
    }

    /// Published name, such as `min_path_len`.
    pub fn name(self) -> &'static str {
        self.group().name()
    }
}

/// Which families are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Families {
    /// Those of the paper.
    #[default]
    Published,
    /// Those of the paper and `longest_path`, in spaces of cells.
    WithLongestPath,
}

impl Families {
    /// The published ones, and `longest_path` when asked for.
    pub fn new(longest_path: bool) -> Self {
        [Self::Published, Self::WithLongestPath][usize::from(longest_path)]
    }

    /// The families of a space, in the order of the reference files.
    pub(super) fn of(self, ops_on: OpsOn) -> &'static [Family] {
        /// The families of a space of cells; `longest_path` is the last.
        const CELL: [Family; 5] = [
            Family::OpCount,
            Family::MinPathLen,
            Family::MaxOpOnPath,
            Family::NodeDegree,
            Family::LongestPath,
        ];
        match (ops_on, self) {
            (OpsOn::Stages, _) => &[Family::CountOps, Family::PosState],
            (OpsOn::Edges | OpsOn::Nodes, Self::Published) => &CELL[..CELL.len() - 1],
            (OpsOn::Edges | OpsOn::Nodes, Self::WithLongestPath) => &CELL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_stand_at_their_own_place() {
        for spec in &FAMILIES {
            assert_eq!(spec.family.spec().family, spec.family);
        }
    }
}
