//! What features mean, in words.

use super::output::outputs;
use super::{Family, Feature};
use crate::space::{OpsOn, SearchSpace};
use crate::spelling::listed;

/// What the family and the output mean, in which cell, and which operations S has.
pub fn doc(space: &dyn SearchSpace, feature: &Feature) -> String {
    let mut doc = family_doc(feature.family, space.ops_on()).to_owned();
    let kinds = space.cell_kinds().iter();
    let output = kinds
        .filter(|kind| kind.name == feature.cell)
        .flat_map(|kind| outputs(feature.family, space.ops_on(), kind))
        .find(|output| output.name == feature.output && !output.doc.is_empty());
    if let Some(output) = output {
        doc += &format!(" {}", output.doc);
    }
    if let Some(cell) = &feature.cell {
        doc += &format!(" In the {cell} cell.");
    }
    if !feature.ops.is_empty() {
        let ops = feature.ops.ids();
        let names = listed(ops.map(|id| &space.operations()[usize::from(id)].name));
        doc += &format!(" S = {{{names}}}.");
    }
    doc
}

fn family_doc(family: Family, ops_on: OpsOn) -> &'static str {
    match (family, ops_on) {
        (Family::OpCount, OpsOn::Nodes) => "Nodes with the operation.",
        (Family::OpCount, _) => "Edges with the operation.",
        (Family::MinPathLen, OpsOn::Nodes) => {
            "Fewest edges from input to output through nodes with an operation in S; \
             the number of nodes when there is no such path."
        }
        (Family::MinPathLen, _) => {
            "Fewest edges from input to output over operations in S; \
             one more than the cell has nodes when there is no such path."
        }
        (Family::MaxOpOnPath, _) => {
            "Operations in S on the input→output path that has most of them beyond those outside \
             S; of several such paths, on the one with the fewest."
        }
        (Family::NodeDegree, OpsOn::Nodes) => {
            "Degrees that count only nodes with an operation in S."
        }
        (Family::NodeDegree, _) => "Degrees that count only edges with an operation in S.",
        (Family::CountOps, _) => "Stages that do just this.",
        (Family::PosState, _) => {
            "How far the network has widened and shrunk by a position, counted from 0; \
             0 where the network is shorter."
        }
        (Family::LongestPath, OpsOn::Nodes) => {
            "Most edges from input to output through nodes with an operation in S; \
             0 when there is no such path."
        }
        (Family::LongestPath, _) => {
            "Most edges from input to output over operations in S, edges without an operation \
             allowed; 0 when there is no such path."
        }
    }
}
