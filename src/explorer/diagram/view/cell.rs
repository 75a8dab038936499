//! The picture of a cell: nodes in parentheses, edges with their operations.

use crate::diagram::state::{Diagram, DiagramEdge, DiagramLabel, OpKind};
use crate::theme::lines::Lines;
use crate::theme::{Role, Theme};
use crate::widgets::pen::Pen;

pub(crate) struct Picture<'a> {
    diagram: &'a Diagram,
    theme: &'a Theme,
    cells: Vec<(char, Role)>,
}

pub(crate) fn role(kind: OpKind) -> Role {
    match kind {
        OpKind::Trainable => Role::Operation,
        OpKind::Plain => Role::Text,
        OpKind::Zero => Role::Dim,
    }
}

impl<'a> Picture<'a> {
    /// Draws `diagram`: first the edges that carry nothing, so that the others lie over them.
    pub(crate) fn new(diagram: &'a Diagram, theme: &'a Theme) -> Self {
        let size = usize::from(diagram.width) * usize::from(diagram.height);
        let mut picture = Self {
            diagram,
            theme,
            cells: vec![(' ', Role::Text); size],
        };
        let (zero, solid): (Vec<_>, Vec<_>) = diagram
            .edges
            .iter()
            .partition(|edge| edge.label.kind == OpKind::Zero);
        for edge in zero.into_iter().chain(solid) {
            picture.draw_edge(edge);
        }
        for node in &diagram.nodes {
            let role = match node.label.kind {
                OpKind::Plain => Role::Header,
                kind => role(kind),
            };
            let text = format!("({:^1$})", node.label.text, usize::from(node.width) - 2);
            picture.write(node.x, diagram.baseline, &text, role);
        }
        for note in &diagram.notes {
            picture.write(note.x, note.y, &note.text, Role::Dim);
        }
        picture
    }

    pub(crate) fn draw_line(&self, line: u16, x: u16, y: u16, pen: &mut Pen) {
        let width = usize::from(self.diagram.width);
        let cells = self.cells.chunks(width).nth(usize::from(line));
        let mut bytes = [0; 4];
        for (x, &(symbol, role)) in (x..).zip(cells.unwrap_or_default()) {
            let style = pen.style(role);
            pen.stamp(x, y, symbol.encode_utf8(&mut bytes), style);
        }
    }

    fn draw_edge(&mut self, edge: &DiagramEdge) {
        let zero = edge.label.kind == OpKind::Zero;
        let (lines, role) = if zero {
            (self.theme.glyphs.dotted, Role::Dim)
        } else {
            (self.theme.glyphs.lines, Role::Text)
        };
        let baseline = self.diagram.baseline;
        if edge.y == baseline {
            for x in edge.from..=edge.to {
                self.line(x, edge.y, lines.across, role);
            }
            if !zero {
                self.write(edge.to, edge.y, self.theme.glyphs.arrow, role);
            }
            let end = if zero { edge.to + 1 } else { edge.to };
            self.label(&edge.label, edge.from, end, edge.y);
        } else {
            self.draw_arc(edge, lines, role);
        }
    }

    /// An edge that leaves its first node upwards or downwards and comes back to its last.
    fn draw_arc(&mut self, edge: &DiagramEdge, lines: Lines, role: Role) {
        let glyphs = self.theme.glyphs;
        let baseline = self.diagram.baseline;
        let (beside, head, corners) = if edge.y < baseline {
            (
                edge.y + 1..baseline,
                (baseline - 1, glyphs.arrow_down),
                (lines.right_down, lines.left_down),
            )
        } else {
            (
                baseline + 1..edge.y,
                (baseline + 1, glyphs.arrow_up),
                (lines.right_up, lines.left_up),
            )
        };
        for y in beside {
            self.line(edge.from, y, lines.down, role);
            self.line(edge.to, y, lines.down, role);
        }
        for x in edge.from + 1..edge.to {
            self.line(x, edge.y, lines.across, role);
        }
        self.write(edge.from, edge.y, corners.0, role);
        self.write(edge.to, edge.y, corners.1, role);
        if edge.label.kind != OpKind::Zero {
            self.write(edge.to, head.0, head.1, role);
        }
        self.label(&edge.label, edge.from + 1, edge.to, edge.y);
    }

    /// A piece of a line; where it meets one of the other direction, they cross.
    fn line(&mut self, x: u16, y: u16, piece: &str, role: Role) {
        let lines = self.theme.glyphs.lines;
        let there = self.cells[self.at(x, y)].0;
        let is = |piece: &str| piece.starts_with(there);
        let crosses =
            (piece == lines.across && is(lines.down)) || (piece == lines.down && is(lines.across));
        let piece = if crosses { lines.crossing } else { piece };
        self.write(x, y, piece, role);
    }

    fn label(&mut self, label: &DiagramLabel, from: u16, to: u16, y: u16) {
        if label.text.is_empty() {
            return;
        }
        let text = format!(" {} ", label.text);
        let room = to.saturating_sub(from);
        let before = room.saturating_sub(text.chars().count() as u16).div_ceil(2);
        self.write(from + before, y, &text, role(label.kind));
    }

    fn write(&mut self, x: u16, y: u16, text: &str, role: Role) {
        for (x, symbol) in (x..self.diagram.width).zip(text.chars()) {
            let at = self.at(x, y);
            self.cells[at] = (symbol, role);
        }
    }

    fn at(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.diagram.width) + usize::from(x)
    }
}
