//! GRAF, the neural graph features: numbers computed from the cell graph alone (DESIGN section 3;
//! "Surprisingly Strong Performance Prediction with Neural Graph Features", ICML 2024).
//!
//! [`FAMILIES`] is the table of what is computed; names, documentation and the matrix follow from
//! it. A cell is first reduced to a profile: how often each operation occurs in it, at its ends,
//! and on each input→output path. Every feature is then a fold over that profile.

mod degree;
mod equal;
mod family;
mod matrix;
mod name;
mod op_count;
mod paths;
mod profile;

pub use equal::equal_groups;
pub use family::{FAMILIES, Family, FamilySpec, Output};
pub use matrix::compute;
pub use name::normal_name;

use std::sync::Arc;

use crate::space::{OpSet, SearchSpace};
use crate::table::Values;

/// One feature: a column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Its family.
    pub family: Family,
    /// The operations it is restricted to.
    pub ops: OpSet,
    /// Which of the family's numbers it is, such as `in_degree`.
    pub output: Option<&'static str>,
    /// Which cell it is of, in spaces with several.
    pub cell: Option<&'static str>,
    /// Full name: `node_degree.avg_in(none)`.
    pub name: String,
    /// Name with short forms: `deg.avg_in(none)`.
    pub short: String,
}

/// The features of many architectures, column-major.
#[derive(Debug, Clone)]
pub struct FeatureMatrix {
    /// What each column is, in the order of the reference files.
    pub features: Vec<Feature>,
    /// The columns, in the order of `features`.
    pub columns: Vec<Arc<Values>>,
}

/// Every feature of `space`, in the order of the reference files: by family, then by operation
/// set, then by output.
pub fn features(space: &dyn SearchSpace) -> Vec<Feature> {
    plan(space).map(|(feature, _)| feature).collect()
}

/// Every feature with the output that computes it.
fn plan(space: &dyn SearchSpace) -> impl Iterator<Item = (Feature, &'static Output)> {
    let all = OpSet::all(space.operations().len());
    FAMILIES.iter().flat_map(move |spec| {
        (spec.sets)(all)
            .into_iter()
            .flat_map(move |ops| spec.outputs.iter().map(move |output| (spec, ops, output)))
            .map(move |(spec, ops, output)| {
                let feature = Feature {
                    family: spec.family,
                    ops,
                    output: output.name,
                    cell: None,
                    name: name::full(space, spec, output, ops),
                    short: name::short(space, spec, output, ops),
                };
                (feature, output)
            })
    })
}
