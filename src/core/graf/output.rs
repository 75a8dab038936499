//! The numbers that a family gives for one operation set and one cell: what they are called, what
//! they mean, and how they are computed.

use super::profile::Profile;
use super::stages::{self, Change};
use super::{Family, degree, op_count, paths};
use crate::space::{CellKind, OpSet, OpsOn};

#[derive(Debug)]
pub(super) struct Output {
    /// Name, such as `in_degree`; `None` in families that give one number.
    pub(super) name: Option<String>,
    /// Name in narrow headers, such as `in`; accepted wherever the name is.
    pub(super) short: Option<String>,
    pub(super) doc: String,
    pub(super) measure: Measure,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Measure {
    Cell {
        input: usize,
        count: Count,
        /// Whether the number is what `count` gives, divided by the nodes of the cell.
        per_node: bool,
    },
    Stages,
    Running {
        change: Change,
        /// Place of the last stage that is counted, from 0.
        position: usize,
    },
}

/// Writes a whole number for each profile into the slice, of equal length.
pub(super) type Count = fn(&[Profile], OpSet, &mut [u8]);

impl Output {
    fn only(measure: Measure) -> Vec<Self> {
        vec![Self {
            name: None,
            short: None,
            doc: String::new(),
            measure,
        }]
    }

    fn named(name: &str, short: &str, doc: &str, measure: Measure) -> Self {
        Self {
            name: Some(name.to_owned()),
            short: Some(short.to_owned()),
            doc: doc.to_owned(),
            measure,
        }
    }
}

/// The numbers of `family` for a cell of kind `cell`, in the order of the reference files. None
/// where the family has no meaning: a cell with several inputs has no `min_path_len`, as published.
pub(super) fn outputs(family: Family, ops_on: OpsOn, cell: &CellKind) -> Vec<Output> {
    match family {
        Family::OpCount => Output::only(whole(0, op_count::op_count)),
        Family::MinPathLen if cell.inputs.is_empty() => Output::only(whole(0, paths::min_path_len)),
        Family::MinPathLen => Vec::new(),
        Family::MaxOpOnPath => from_each_input(cell, paths::max_op_on_path),
        Family::LongestPath => from_each_input(cell, paths::longest_path),
        Family::NodeDegree => degrees(ops_on, cell),
        Family::CountOps => Output::only(Measure::Stages),
        Family::PosState => stages::states(),
    }
}

fn whole(input: usize, count: Count) -> Measure {
    Measure::Cell {
        input,
        count,
        per_node: false,
    }
}

/// A number for the paths from each input, called after the input where there are several.
fn from_each_input(cell: &CellKind, count: Count) -> Vec<Output> {
    if cell.inputs.is_empty() {
        return Output::only(whole(0, count));
    }
    let inputs = cell.inputs.iter().enumerate();
    inputs
        .map(|(input, name)| {
            let doc = format!("Over the paths from {name}.");
            Output::named(name, name, &doc, whole(input, count))
        })
        .collect()
}

fn degrees(ops_on: OpsOn, cell: &CellKind) -> Vec<Output> {
    let on_nodes = ops_on == OpsOn::Nodes;
    let mut outputs = if !cell.inputs.is_empty() {
        let inputs = cell.inputs.iter().enumerate();
        inputs
            .map(|(input, name)| {
                let doc = if on_nodes {
                    format!("Successors of {name}.")
                } else {
                    format!("Edges that leave {name}.")
                };
                let measure = whole(input, degree::at_input);
                Output::named(&format!("{name}_degree"), name, &doc, measure)
            })
            .collect()
    } else if on_nodes {
        vec![
            Output::named(
                "in_degree",
                "in",
                "Predecessors of the output.",
                whole(0, degree::at_output),
            ),
            Output::named(
                "out_degree",
                "out",
                "Successors of the input.",
                whole(0, degree::at_input),
            ),
        ]
    } else {
        vec![
            Output::named(
                "in_degree",
                "in",
                "Edges that leave the input.",
                whole(0, degree::at_input),
            ),
            Output::named(
                "out_degree",
                "out",
                "Edges that enter the output.",
                whole(0, degree::at_output),
            ),
        ]
    };
    let (entering, leaving) = if on_nodes {
        (
            "Mean number of predecessors of a node.",
            "Mean number of successors of a node.",
        )
    } else {
        (
            "Mean number of edges that enter a node.",
            "Mean number of edges that leave a node.",
        )
    };
    let mean = |count| Measure::Cell {
        input: 0,
        count,
        per_node: true,
    };
    outputs.extend([
        Output::named("avg_in", "avg_in", entering, mean(degree::entering_nodes)),
        Output::named("avg_out", "avg_out", leaving, mean(degree::leaving_nodes)),
    ]);
    outputs
}
