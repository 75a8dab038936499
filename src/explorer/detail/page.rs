//! The detail pane laid out in rows: the picture of the cell, then the lines, features beside each
//! other where they fit.

use crate::detail::cells::draw_cells;
use crate::detail::state::{DetailLine, Feature, detail_lines};
use crate::diagram::listing::NodeInputs;
use crate::diagram::state::{Diagram, DiagramLabel};
use crate::layout::area::Area;
use crate::layout::wrap::wrap;
use crate::model::Model;
use unicode_width::UnicodeWidthStr;

/// Columns left blank at the left of every row.
pub const INDENT: u16 = 1;

/// Rows that must be left below the picture for it to stay while the lines below it scroll.
const PINNED_ABOVE: usize = 8;
/// From this many rows on, there are blank ones between groups.
const ROOMY: usize = 18;
/// Columns between features that stand beside each other.
pub(crate) const GUTTER: u16 = 2;
/// Columns that the value of a feature takes at least, so that columns keep their places from row
/// to row.
const VALUE: u16 = 4;

/// A row of the pane.
#[derive(Debug, Clone, PartialEq)]
pub enum DetailRow {
    /// A line of the picture of a cell.
    Picture {
        /// Which picture: an index into [`DetailPage::pictures`].
        picture: usize,
        /// Which line of it.
        line: u16,
    },
    /// A node of a cell that is too wide to be drawn, with what it takes.
    Inputs {
        /// The node, or what there was no room for in the row above.
        node: NodeInputs,
        /// Columns for names of nodes.
        label: u16,
        /// Columns from one input to the next.
        width: u16,
    },
    /// A part of a chain that is too long to be drawn.
    Chain {
        /// The operations, from the input on.
        ops: Vec<DiagramLabel>,
        /// Whether there are more before them, and behind them.
        goes_on: [bool; 2],
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
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DetailPage {
    /// The cells as pictures.
    pub pictures: Vec<Diagram>,
    /// Every row.
    pub rows: Vec<DetailRow>,
    /// Columns of the names of figures and encodings.
    pub label: u16,
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
    if let (Some(data), Some(row)) = (&model.data, model.selected) {
        let bench = &data.opened.bench;
        draw_cells(bench.space, &bench.archs[row as usize], width, &mut page);
    }
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
    let lines = detail_lines(model);
    page.label = label_width(&lines);
    for line in lines {
        if let DetailLine::Feature(feature) = line {
            features.push(feature);
            continue;
        }
        lay_out(&mut features, width, &mut page.rows);
        let heading = matches!(line, DetailLine::Heading { .. });
        if heading && roomy && page.rows.len() > page.pinned {
            page.rows.push(DetailRow::Blank);
        }
        if let DetailLine::Encoding { form, text, note } = line {
            wrap_encoding(form, &text, note, width, &mut page);
        } else {
            page.rows.push(DetailRow::Line(line));
        }
    }
    lay_out(&mut features, width, &mut page.rows);
    page
}

/// Columns of the longest name of a figure or an encoding.
fn label_width(lines: &[DetailLine]) -> u16 {
    let widths = lines.iter().map(|line| match line {
        DetailLine::Encoding { form, .. } => form.width(),
        DetailLine::Figure { label, .. } => label.width(),
        DetailLine::Heading { .. } | DetailLine::Part(_) | DetailLine::Feature(_) => 0,
    });
    widths.max().unwrap_or(0) as u16
}

/// An encoding in as many rows as it takes: here it can be read in full.
fn wrap_encoding(
    form: &'static str,
    text: &str,
    note: &'static str,
    width: u16,
    page: &mut DetailPage,
) {
    let room = width.saturating_sub(page.label + 2);
    let parts = wrap(text, usize::from(room).max(1));
    let last = parts.len().saturating_sub(1);
    for (at, text) in parts.into_iter().enumerate() {
        page.rows.push(DetailRow::Line(DetailLine::Encoding {
            form: if at == 0 { form } else { "" },
            text,
            note: if at == last { note } else { "" },
        }));
    }
}

fn lay_out(features: &mut Vec<Feature>, width: u16, rows: &mut Vec<DetailRow>) {
    let widest = |text: fn(&Feature) -> &str| {
        let widths = features.iter().map(|feature| text(feature).width());
        widths.max().unwrap_or(0) as u16
    };
    let label = widest(|feature| &feature.label);
    let value = widest(|feature| &feature.value).max(VALUE);
    // The mark of a feature in use, its label, a blank, its value.
    let cells = 1 + label + 1 + value + GUTTER;
    for features in features.chunks(beside(cells, width)) {
        rows.push(DetailRow::Features {
            features: features.to_vec(),
            label,
            value,
        });
    }
    features.clear();
}

/// How many things of `cells` columns, the gutter included, stand beside each other in `width`.
pub(crate) fn beside(cells: u16, width: u16) -> usize {
    usize::from(((width + GUTTER) / cells).max(1))
}
