//! The detail pane laid out in rows: the picture of the cell, then the lines, features beside each
//! other where they fit.

use unicode_width::UnicodeWidthStr;

use crate::app::area::Area;
use crate::app::diagram::{Diagram, ListedEdge, edge_list};
use crate::app::model::Model;
use crate::space::{Cell, Operation};

use super::{DetailLine, Feature, detail_lines};

/// Columns left blank at the left of every row.
pub const INDENT: u16 = 1;

/// Rows that must be left below the picture for it to stay while the lines below it scroll.
const PINNED_ABOVE: usize = 8;
/// From this many rows on, there are blank ones between groups.
const ROOMY: usize = 18;
/// Columns between features that stand beside each other.
const GUTTER: u16 = 2;
/// Columns that the value of a feature takes at least, so that columns keep their places from row
/// to row.
const VALUE: u16 = 4;

/// A row of the pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetailRow {
    /// A line of the picture of a cell.
    Picture {
        /// Which picture: an index into [`DetailPage::pictures`].
        picture: usize,
        /// Which line of it.
        line: u16,
    },
    /// Edges of a cell that is too wide to be drawn.
    Edges {
        /// The edges, from left to right.
        edges: Vec<ListedEdge>,
        /// Columns from one to the next.
        width: u16,
    },
    /// Nothing.
    Blank,
    /// A line of its own.
    Line(DetailLine),
    /// Features beside each other.
    Features {
        /// The features, from left to right.
        features: Vec<Feature>,
        /// Columns of a label.
        label: u16,
        /// Columns of a value.
        value: u16,
    },
}

/// The pane laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DetailPage {
    /// The cells as pictures.
    pub pictures: Vec<Diagram>,
    /// Every row.
    pub rows: Vec<DetailRow>,
    /// How many of the first rows stay while the others scroll.
    pub pinned: usize,
    /// How many rows fit below those that stay.
    pub room: usize,
}

impl DetailPage {
    /// The rows that scroll.
    pub fn scrolling(&self) -> &[DetailRow] {
        &self.rows[self.pinned..]
    }

    /// The most that the pane can be scrolled by, in rows.
    pub fn last_scroll(&self) -> usize {
        self.scrolling().len().saturating_sub(self.room)
    }
}

/// The pane for the selected architecture, its title line not included, when it takes `area`, its
/// title line included.
pub fn detail_page(model: &Model, area: Area) -> DetailPage {
    let width = area.width.saturating_sub(INDENT);
    let height = usize::from(area.height.saturating_sub(1));
    let mut page = DetailPage::default();
    let roomy = height >= ROOMY;
    draw_cells(model, width, &mut page);
    if roomy && !page.rows.is_empty() {
        page.rows.push(DetailRow::Blank);
    }
    if page.rows.len() + PINNED_ABOVE <= height {
        page.pinned = page.rows.len();
    } else if !model.detail_query.is_empty() {
        page.rows.clear();
    }
    page.room = height - page.pinned;
    let mut features = Vec::new();
    for line in detail_lines(model) {
        if let DetailLine::Feature(feature) = line {
            features.push(feature);
            continue;
        }
        lay_out(&mut features, width, &mut page.rows);
        let heading = matches!(line, DetailLine::Heading { .. });
        if heading && roomy && page.rows.len() > page.pinned {
            page.rows.push(DetailRow::Blank);
        }
        page.rows.push(DetailRow::Line(line));
    }
    lay_out(&mut features, width, &mut page.rows);
    page
}

/// The cells of the selected architecture, as pictures or as lists.
fn draw_cells(model: &Model, width: u16, page: &mut DetailPage) {
    let (Some(data), Some(row)) = (&model.data, model.selected) else {
        return;
    };
    let bench = &data.opened.bench;
    let operations = bench.space.operations();
    for cell in bench.space.cells(&bench.archs[row as usize]) {
        if let Some(name) = cell.name {
            page.rows.push(DetailRow::Line(DetailLine::Heading {
                text: name.to_owned(),
                note: String::new(),
            }));
        }
        match Diagram::new(&cell, operations, width) {
            Some(diagram) => {
                let picture = page.pictures.len();
                let lines = 0..diagram.height;
                page.rows
                    .extend(lines.map(|line| DetailRow::Picture { picture, line }));
                page.pictures.push(diagram);
            }
            None => list(&cell, operations, width, &mut page.rows),
        }
    }
}

fn list(cell: &Cell, operations: &[Operation], width: u16, rows: &mut Vec<DetailRow>) {
    let edges = edge_list(cell, operations);
    // Both nodes, the arrow between them, a blank, the label.
    let cells = |edge: &ListedEdge| {
        (edge.from.width() + edge.to.width() + edge.label.text.width() + 2) as u16 + GUTTER
    };
    let widest = edges.iter().map(cells).max().unwrap_or(1);
    rows.extend(
        edges
            .chunks(beside(widest, width))
            .map(|edges| DetailRow::Edges {
                edges: edges.to_vec(),
                width: widest,
            }),
    );
}

/// Puts the features collected so far into rows.
fn lay_out(features: &mut Vec<Feature>, width: u16, rows: &mut Vec<DetailRow>) {
    let widest = |text: fn(&Feature) -> &str| {
        let widths = features.iter().map(|feature| text(feature).width());
        widths.max().unwrap_or(0) as u16
    };
    let label = widest(|feature| &feature.label);
    let value = widest(|feature| &feature.value).max(VALUE);
    // The mark of a feature in use, its label, a blank, its value.
    let cells = 1 + label + 1 + value + GUTTER;
    rows.extend(
        features
            .chunks(beside(cells, width))
            .map(|features| DetailRow::Features {
                features: features.to_vec(),
                label,
                value,
            }),
    );
    features.clear();
}

/// How many things of `cells` columns, the gutter included, stand beside each other in `width`.
fn beside(cells: u16, width: u16) -> usize {
    usize::from(((width + GUTTER) / cells).max(1))
}
