//! The numbers that a family gives for one operation set and one cell.

use super::profile::Profiles;
use super::stages::{self, Change};
use super::{Family, counts};
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

/// Writes a whole number for each cell into the slice, of equal length.
pub(super) type Count = fn(&Profiles, OpSet, &mut [u8]);

impl Output {
    fn only(measure: Measure) -> Vec<Self> {
        vec![Self {
            name: None,
            short: None,
            doc: String::new(),
            measure,
        }]
    }

    fn named(name: &str, short: &str, doc: String, measure: Measure) -> Self {
        Self {
            name: Some(name.to_owned()),
            short: Some(short.to_owned()),
            doc,
            measure,
        }
    }
}

/// The numbers of `family` for a cell of kind `cell`, in the order of the reference files. None
/// where the family has no meaning: a cell with several inputs has no `min_path_len`, as published.
pub(super) fn outputs(family: Family, ops_on: OpsOn, cell: &CellKind) -> Vec<Output> {
    match family {
        Family::OpCount => Output::only(whole(0, counts::op_count)),
        Family::MinPathLen if cell.inputs.is_empty() => {
            Output::only(whole(0, counts::min_path_len))
        }
        Family::MinPathLen => Vec::new(),
        Family::MaxOpOnPath => from_each_input(cell, counts::max_op_on_path),
        Family::LongestPath => from_each_input(cell, counts::longest_path),
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
    let output = |(input, name): (usize, &String)| {
        let doc = format!("Over the paths from {name}.");
        Output::named(name, name, doc, whole(input, count))
    };
    cell.inputs.iter().enumerate().map(output).collect()
}

fn degrees(ops_on: OpsOn, cell: &CellKind) -> Vec<Output> {
    let [followers, entering, leaving] = match ops_on {
        OpsOn::Nodes => ["Successors of", "predecessors of", "successors of"],
        _ => ["Edges that leave", "edges that enter", "edges that leave"],
    };
    let input = |(input, name): (usize, &String)| {
        let measure = whole(input, counts::at_input);
        let doc = format!("{followers} {name}.");
        Output::named(&format!("{name}_degree"), name, doc, measure)
    };
    let mut outputs: Vec<_> = cell.inputs.iter().enumerate().map(input).collect();
    if cell.inputs.is_empty() {
        let after_input = (format!("{followers} the input."), counts::at_input as Count);
        let (ins, outs) = match ops_on {
            OpsOn::Nodes => {
                let doc = "Predecessors of the output.".to_owned();
                ((doc, counts::at_output as Count), after_input)
            }
            _ => {
                let doc = "Edges that enter the output.".to_owned();
                (after_input, (doc, counts::at_output as Count))
            }
        };
        outputs.push(Output::named("in_degree", "in", ins.0, whole(0, ins.1)));
        outputs.push(Output::named("out_degree", "out", outs.0, whole(0, outs.1)));
    }
    let mean = |name, of: &str, count| {
        let doc = format!("Mean number of {of} a node.");
        let measure = Measure::Cell {
            input: 0,
            count,
            per_node: true,
        };
        Output::named(name, name, doc, measure)
    };
    outputs.push(mean("avg_in", entering, counts::entering_nodes as Count));
    outputs.push(mean("avg_out", leaving, counts::leaving_nodes));
    outputs
}
