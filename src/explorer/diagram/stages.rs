//! What a chain of stages has made of channels and resolution behind each of them.

use crate::diagram::listing::NodeInputs;
use crate::diagram::state::{DiagramLabel, DiagramNode, DiagramNote, node_labels};
use grafscope_core::space::{Cell, Operation};

/// Behind each stage, how many times the channels are and by how much the resolution is divided.
fn running(cell: &Cell) -> impl Iterator<Item = [String; 2]> {
    let (mut channels, mut division) = (1_u32, 1_u32);
    cell.graph.node_weights().map(move |stage| {
        let op = stage.op.unwrap_or_default();
        channels <<= op & 1;
        division <<= op >> 1 & 1;
        [format!("ch x{channels}"), format!("res /{division}")]
    })
}

pub(crate) fn notes(cell: &Cell, nodes: &[DiagramNode], first_line: u16) -> Vec<DiagramNote> {
    let notes = running(cell).zip(nodes).flat_map(|(texts, node)| {
        let lines = texts.into_iter().zip(first_line..);
        lines.map(|(text, y)| DiagramNote { x: node.x, y, text })
    });
    notes.collect()
}

pub(crate) fn stage_list(cell: &Cell, operations: &[Operation]) -> Vec<NodeInputs> {
    let labels = node_labels(cell, operations).into_iter();
    let stages = labels.zip(running(cell)).zip(1..);
    stages
        .map(|((label, texts), number)| NodeInputs {
            node: format!("{number} {}", label.text),
            inputs: texts.map(|text| (DiagramLabel::default(), text)).to_vec(),
        })
        .collect()
}
