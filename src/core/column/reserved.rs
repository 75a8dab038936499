//! Names that a column of a file cannot have, since they mean something already.

use super::{Builtin, Filled, Group};

/// The column of encodings in files that are written.
pub const ARCH: &str = "arch";

/// What attributions start from, as files that are written have it.
pub const ATTRIBUTION_BASE: &str = "contribution.base";

/// All published GRAF families together, in a feature set.
pub const GRAF: &str = "graf";

/// Groups that a feature set knows by their names.
pub const FAMILIES: [Group; 14] = [
    Group::OpCount,
    Group::MinPathLen,
    Group::MaxOpOnPath,
    Group::NodeDegree,
    Group::CountOps,
    Group::PosState,
    Group::LongestPath,
    Group::OneHot,
    Group::Paths,
    Group::Adjacency,
    Group::Proxy,
    Group::Other,
    Group::Prior,
    Group::Derived,
];

/// Functions of the filter language.
pub const FUNCTIONS: [&str; 8] = [
    "top", "bottom", "pareto", "front", "abs", "min", "max", "missing",
];

/// Whether `name` has a meaning of its own. Costs by formula (`params`, `flops`) may come from a file.
pub fn is_reserved(name: &str) -> bool {
    let builtin = Builtin::named(name).is_some_and(|of| of.spec().filled != Filled::ByFormula);
    builtin
        || [ARCH, ATTRIBUTION_BASE, GRAF].contains(&name)
        || FUNCTIONS.contains(&name)
        || FAMILIES.iter().any(|family| family.name() == name)
}
