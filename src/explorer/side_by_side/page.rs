//! The screen laid out: which architectures fit beside each other, and the lines below them. A pure function of size
//! and state, used to draw and to know how far it scrolls.

use std::ops::Range;

use crate::detail::cells::CellPage;
use crate::layout::area::Area;
use crate::model::Model;
use crate::side_by_side::lines::{Comparison, SideLine, compare};
use crate::side_by_side::state::compared_rows;

/// Narrowest and widest column of an architecture.
const COLUMN: (u16, u16) = (26, 48);
/// Narrowest and widest column of labels.
const LABEL: (u16, u16) = (12, 30);
/// Lines that do not scroll: what it is of, and the encodings.
pub(crate) const HEAD: u16 = 2;

/// A line below the encodings.
#[derive(Debug, Clone, PartialEq)]
pub enum SideRow {
    /// A line of the cells.
    Cells,
    /// Why an architecture is not scored.
    Remarks(Vec<&'static str>),
    /// Nothing.
    Blank,
    /// How many features differ.
    Features,
    /// A figure or a feature.
    Line(SideLine),
}

/// The screen laid out.
#[derive(Debug)]
pub struct SidePage {
    /// The rows compared.
    pub rows: Vec<u32>,
    /// Which of them are in sight.
    pub shown: Range<usize>,
    /// Columns of the labels, and of each architecture.
    pub label: u16,
    /// Columns of each architecture.
    pub column: u16,
    /// The cells of those in sight.
    pub(crate) cells: Vec<CellPage>,
    /// Every line below the encodings.
    pub lines: Vec<SideRow>,
    /// What is compared.
    pub comparison: Comparison,
    /// Lines in sight below the encodings.
    pub height: usize,
}

impl SidePage {
    /// The screen in `area`; `None` while nothing is open.
    pub fn new(model: &Model, area: Area) -> Option<Self> {
        let bench = &model.data.as_ref()?.opened.bench;
        let rows = compared_rows(model);
        let comparison = compare(model, &rows)?;
        let label = (area.width / 4).clamp(LABEL.0, LABEL.1);
        let room = area.width.saturating_sub(label);
        let fit = usize::from(room / COLUMN.0).clamp(1, rows.len().max(1));
        let first = model
            .inspection
            .side_by_side
            .first
            .min(rows.len() - fit.min(rows.len()));
        let shown = first..(first + fit).min(rows.len());
        let column = (room / fit as u16).min(COLUMN.1);
        let cells: Vec<CellPage> = rows[shown.clone()]
            .iter()
            .map(|&row| CellPage::new(bench.space, &bench.archs[row as usize], column - 1))
            .collect();
        let tallest = cells.iter().map(|cell| cell.page.rows.len()).max();
        let mut lines = vec![SideRow::Cells; tallest.unwrap_or(0)];
        let remarks: Vec<_> = rows.iter().map(|&row| remark(model, row)).collect();
        if remarks.iter().any(|remark| !remark.is_empty()) {
            lines.push(SideRow::Remarks(remarks));
        }
        lines.extend(comparison.figures.iter().cloned().map(SideRow::Line));
        lines.extend([SideRow::Blank, SideRow::Features]);
        lines.extend(comparison.features.iter().cloned().map(SideRow::Line));
        Some(Self {
            shown,
            label,
            column,
            cells,
            lines,
            comparison,
            height: usize::from(area.height.saturating_sub(HEAD)),
            rows,
        })
    }

    /// The most that it can be scrolled by.
    pub fn last_scroll(&self) -> usize {
        self.lines.len().saturating_sub(self.height)
    }
}

fn remark(model: &Model, row: u32) -> &'static str {
    let Some(data) = &model.data else { return "" };
    let trained_on = data.table.find("in_training");
    if trained_on.is_some_and(|id| data.value(id, row) > 0.5) {
        "trained on: out-of-bag"
    } else if data.opened.bench.canonical[row as usize] {
        ""
    } else {
        "not canonical"
    }
}
