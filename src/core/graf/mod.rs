//! GRAF, the neural graph features: numbers computed from the cell graph alone ("Surprisingly Strong
//! Performance Prediction with Neural Graph Features", ICML 2024).
//!
//! Each family has a feature for every non-empty set S of operations, `op_count` one for each operation:
//!
//! | family | operations on edges | operations on nodes |
//! |---|---|---|
//! | `op_count(o)` | edges with operation o | nodes with operation o, the ends included |
//! | `min_path_len(S)` | fewest edges from input to output over edges in S; 5 without a path | the same through nodes in S; the number of nodes without a path |
//! | `max_op_on_path(S)` | of the paths with the lowest (operations outside S − operations in S) the fewest operations in S; 0 without a path | the same; a path has the operations of the nodes it enters, so the output counts as one outside S |
//! | `node_degree(S)` | `in_degree`: edges in S that leave the input; `out_degree`: edges in S that enter the output; `avg_in`, `avg_out`: edges in S ÷ nodes, equal but both published | `in_degree`: predecessors of the output in S; `out_degree`: successors of the input in S; `avg_in`, `avg_out`: mean predecessors and successors in S over the nodes |
//!
//! DARTS has each family but `min_path_len` for each cell, with `max_op_on_path` and the degrees from each
//! input. TransNAS-Bench-101 macro has `count_ops` and `pos_state` of its stages. `longest_path(S)`, the
//! longest path from input to output that uses only S, is not in the publication and off by default.
//!
//! Where a space has its operations decides which families it has; `output` and `sets` say what
//! each family computes, and names, documentation and the matrix follow from them. The paths of a
//! cell are listed once for each way in which cells are wired. A cell is then reduced to a profile:
//! how often each operation occurs in it, at its ends, and on each input→output path. Every feature
//! of a cell is a fold over that profile.

mod counts;
mod doc;
mod family;
mod matrix;
mod name;
mod output;
mod plan;
mod profile;
mod routes;
mod sets;
mod stages;

pub use doc::doc;
pub use family::{FAMILIES, Families, Family, FamilySpec};
pub use matrix::{compute, compute_named};
pub(crate) use name::{dotted, in_cell, names, operation, same, short_cell};
pub use name::{normal_name, operations_in};
pub(crate) use routes::RouteMap;

use std::sync::Arc;

use crate::column::Values;
use crate::space::{OpSet, SearchSpace};

/// One feature: a column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Its family.
    pub family: Family,
    /// The operations it is restricted to; none in families that are about no operation.
    pub ops: OpSet,
    /// Which of the family's numbers it is, such as `in_degree`, in families that give several.
    pub output: Option<String>,
    /// Which cell it is of, in spaces with several.
    pub cell: Option<String>,
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

/// Every feature of `space`, in the order of the reference files.
pub fn features(space: &dyn SearchSpace, families: Families) -> Vec<Feature> {
    let plan = plan::plan(space, families).into_iter();
    plan.map(|column| column.feature).collect()
}
