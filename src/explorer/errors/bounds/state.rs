//! Upper bounds as lines.

use crate::layout::wrap::wrap;
use grafscope_core::diagnosis::UpperBounds;
use grafscope_core::findings;
use grafscope_core::findings::{Block, Cell, Table, Values};
use grafscope_core::table::Format;

/// The view of upper bounds.
#[derive(Debug, Clone, Copy, Default)]
pub struct BoundsView {
    /// First line shown.
    pub scroll: usize,
}

/// A line of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoundLine {
    /// The title of a part.
    Heading(String),
    /// Figures: what they are of, tau, R², MAE, RMSE, and over how many rows; empty where there is none.
    Figures {
        /// What they are of.
        label: String,
        /// Tau, R², MAE, RMSE.
        figures: [String; 4],
        /// Rows they are over.
        rows: usize,
        /// Whether they are those of the predictor rather than a bound.
        own: bool,
    },
    /// What the figures mean.
    Text(String),
}

/// The lines for a screen `width` cells wide; figures in the target's unit are written in `format`.
pub fn bound_lines(
    upper_bounds: &UpperBounds,
    target: &str,
    format: Format,
    width: usize,
) -> Vec<BoundLine> {
    let values = Values {
        target,
        format,
        unit: "",
    };
    let mut lines = Vec::new();
    for section in findings::upper_bounds(upper_bounds, &values) {
        let tables = section.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Sentence(_) => None,
        });
        let mut figures: Vec<BoundLine> = tables.flat_map(figures).collect();
        // The predictor itself stands first in every table: here above them all.
        let own = figures.remove(0);
        if lines.is_empty() {
            lines.push(own);
        }
        lines.push(BoundLine::Text(String::new()));
        lines.push(BoundLine::Heading(section.heading));
        lines.append(&mut figures);
        for block in &section.blocks {
            if let Block::Sentence(sentence) = block {
                let wrapped = wrap(&sentence.plain(), width.saturating_sub(2));
                lines.extend(wrapped.into_iter().map(BoundLine::Text));
            }
        }
    }
    lines
}

fn figures(table: &Table) -> Vec<BoundLine> {
    let rows = table.rows.iter().enumerate().filter_map(|(at, row)| {
        let [label, tau, r2, mae, rmse, Cell::Count(rows)] = row.as_slice() else {
            return None;
        };
        Some(BoundLine::Figures {
            label: label.plain(),
            figures: [tau, r2, mae, rmse].map(Cell::plain),
            rows: *rows,
            own: at == 0,
        })
    });
    rows.collect()
}
