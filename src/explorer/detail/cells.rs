//! The cells of an architecture laid out in rows: as pictures, or in words where a picture is too wide.

use crate::detail::page::{DetailPage, DetailRow, GUTTER, INDENT, beside};
use crate::detail::state::DetailLine;
use crate::diagram::listing::{NodeInputs, chain, inputs};
use crate::diagram::stages::stage_list;
use crate::diagram::state::{Diagram, DiagramLabel};
use grafscope_core::space::{Architecture, Cell, OpsOn, SearchSpace};
use unicode_width::UnicodeWidthStr;

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct CellPage {
    /// The rows, and nothing else.
    pub page: DetailPage,
    /// For each cell its picture, where it is drawn as one.
    pub drawn: Vec<Option<usize>>,
}

impl CellPage {
    pub(crate) fn new(space: &dyn SearchSpace, arch: &Architecture, width: u16) -> Self {
        let mut page = DetailPage::default();
        let drawn = draw_cells(space, arch, width.saturating_sub(INDENT), &mut page);
        Self { page, drawn }
    }

    pub(crate) fn row_of(&self, picture: usize, line: u16) -> Option<usize> {
        let wanted = DetailRow::Picture { picture, line };
        self.page.rows.iter().position(|row| *row == wanted)
    }
}

/// Puts the cells of `arch` into rows of `page`, as pictures or as lists; tells which picture each is.
pub(crate) fn draw_cells(
    space: &dyn SearchSpace,
    arch: &Architecture,
    width: u16,
    page: &mut DetailPage,
) -> Vec<Option<usize>> {
    let mut drawn = Vec::new();
    for cell in space.cells(arch) {
        if let Some(name) = &cell.name {
            let heading = DetailLine::heading(name.to_string(), "");
            page.rows.push(DetailRow::Line(heading));
        }
        drawn.push(match Diagram::new(&cell, space, width) {
            Some(diagram) => {
                let picture = page.pictures.len();
                let lines = (0..diagram.height).map(|line| DetailRow::Picture { picture, line });
                page.rows.extend(lines);
                page.pictures.push(diagram);
                Some(picture)
            }
            None => {
                list(&cell, space, width, &mut page.rows);
                None
            }
        });
    }
    drawn
}

fn list(cell: &Cell, space: &dyn SearchSpace, width: u16, rows: &mut Vec<DetailRow>) {
    let operations = space.operations();
    if space.ops_on() == OpsOn::Stages {
        return list_nodes(&stage_list(cell, operations), width, rows);
    }
    match chain(cell, operations) {
        Some(ops) => list_chain(&ops, width, rows),
        None => list_nodes(&inputs(cell, operations), width, rows),
    }
}

fn list_chain(ops: &[DiagramLabel], width: u16, rows: &mut Vec<DetailRow>) {
    let arrow = 3;
    let longest = ops.iter().map(|op| op.text.width()).max().unwrap_or(0) as u16;
    let at_once = usize::from((width / (longest + arrow)).max(1));
    let parts = ops.chunks(at_once);
    let last = parts.len().saturating_sub(1);
    rows.extend(parts.enumerate().map(|(at, ops)| DetailRow::Chain {
        ops: ops.to_vec(),
        goes_on: [at > 0, at < last],
    }));
}

fn list_nodes(nodes: &[NodeInputs], width: u16, rows: &mut Vec<DetailRow>) {
    let names = nodes.iter().map(|node| node.node.width());
    let label = names.max().unwrap_or(0) as u16;
    // The operation, a blank, the node that it comes from.
    let cells = |(op, from): &(DiagramLabel, String)| match op.text.width() {
        0 => from.width() as u16,
        op => (op + 1 + from.width()) as u16,
    };
    let has_op = |node: &NodeInputs| node.inputs.iter().any(|(op, _)| !op.text.is_empty());
    let widest = |with_op: bool| {
        let alike = nodes.iter().filter(|&node| has_op(node) == with_op);
        let widths = alike.flat_map(|node| &node.inputs).map(cells);
        widths.max().unwrap_or(0) + GUTTER
    };
    // Inputs without operations are short, and stand close together.
    let widths = [widest(false), widest(true)];
    for node in nodes {
        let step = widths[usize::from(has_op(node))];
        let most = beside(step, width.saturating_sub(label + GUTTER));
        for (at, inputs) in node.inputs.chunks(most).enumerate() {
            let name = if at == 0 { node.node.as_str() } else { "" };
            rows.push(DetailRow::Inputs {
                node: NodeInputs {
                    node: name.to_owned(),
                    inputs: inputs.to_vec(),
                },
                label,
                width: step,
            });
        }
    }
}
