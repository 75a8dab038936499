//! GRAF, the neural graph features: numbers computed from the cell graph alone (DESIGN section 3;
//! "Surprisingly Strong Performance Prediction with Neural Graph Features", ICML 2024).

use std::sync::Arc;

use crate::job::{Cancelled, Watch};
use crate::space::{Architecture, OpSet, SearchSpace};
use crate::table::Values;

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
    /// Name with short forms: `degree.avg_in(none)`.
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

/// Computes every feature of every architecture, in parallel over the current rayon pool.
///
/// # Errors
/// [`Cancelled`] when the watcher asked for a stop.
pub fn compute(
    space: &'static dyn SearchSpace,
    archs: &[Architecture],
    watch: &Watch,
) -> Result<FeatureMatrix, Cancelled> {
    let _ = (space, archs, watch);
    Err(Cancelled)
}

/// `text` written as columns are named: spaces dropped, aliases of operations replaced by their
/// names, operations inside the parentheses in the order of their ids. Text that is no feature name
/// comes back trimmed.
pub fn normal_name(space: &dyn SearchSpace, text: &str) -> String {
    let _ = space;
    text.trim().to_owned()
}
