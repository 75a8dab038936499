//! The cells of an architecture with the place lit up that can be changed.

use crate::detail::cells::CellPage;
use crate::detail::page::INDENT;
use crate::detail::view as detail;
use crate::diagram::state::Diagram;
use crate::layout::area::Area;
use crate::theme::{Role, Theme};
use crate::widgets::pen::Pen;
use grafscope_core::space::{Cell, EditSlot, SlotPlace};
use ratatui::Frame;

pub(crate) fn draw_cells(
    page: &CellPage,
    cells: &[Cell],
    edit_slot: Option<&EditSlot>,
    theme: &Theme,
    area: Area,
    frame: &mut Frame,
) {
    let mut pen = Pen::new(frame.buffer_mut(), area, theme);
    detail::draw_page(&page.page, 0, &mut pen);
    let Some(edit_slot) = edit_slot else { return };
    let picture = page.drawn.get(edit_slot.cell).copied().flatten();
    let (Some(picture), Some(cell)) = (picture, cells.get(edit_slot.cell)) else {
        return;
    };
    let style = theme.style(Role::Selected);
    for (line, from, width) in spans(&page.page.pictures[picture], cell, edit_slot.place) {
        if let Some(row) = page.row_of(picture, line) {
            pen.paint(INDENT + from, row as u16, width, style);
        }
    }
}

/// What is lit up: line, first column, columns. Of an edge its label, or where it has none its line;
/// of one that is not there its ends.
fn spans(diagram: &Diagram, cell: &Cell, place: SlotPlace) -> Vec<(u16, u16, u16)> {
    let node = |at: usize| {
        let node = diagram.nodes.get(at)?;
        Some((diagram.baseline, node.x, node.width))
    };
    match place {
        SlotPlace::Cell => (0..diagram.nodes.len()).filter_map(node).collect(),
        SlotPlace::Node(at) => node(at).into_iter().collect(),
        SlotPlace::Edge(from, to) => {
            let ends =
                |at: &crate::diagram::state::DiagramEdge| (at.y, at.from, at.to + 1 - at.from);
            let edges = cell.graph.raw_edges().iter().zip(&diagram.edges);
            let mut edges = edges
                .filter(|(edge, _)| (edge.source().index(), edge.target().index()) == (from, to));
            match edges.next() {
                Some((_, drawn)) => vec![ends(drawn)],
                None => [from, to].into_iter().filter_map(node).collect(),
            }
        }
    }
}
