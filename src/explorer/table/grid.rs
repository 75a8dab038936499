//! Which columns of the table are on the screen, and where: used to draw and to tell what the mouse
//! is on.
//!
//! ```text
//!   row number and marks │ architecture │ true predicted error │ chosen columns, scrolled sideways
//! ```

use crate::model::Model;
use crate::open::data::Data;
use grafscope_core::column::{ARCH, Builtin};
use grafscope_core::predict::Intervals;
use grafscope_core::table::ColumnId;
use unicode_width::UnicodeWidthStr;

/// What a column of the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// The encoding of the architecture.
    Arch,
    /// A column of the table.
    Column(ColumnId),
}

/// Columns that stay at the left, after the encoding.
pub(crate) const PINNED: [&str; 3] = ["true", "predicted", "error"];

/// Number of columns that stay, the encoding included.
pub(crate) const PINNED_COUNT: usize = PINNED.len() + 1;

/// Cells of the bar behind an error, its leading blank included.
pub(crate) const BAR: u16 = 8;

/// From this width of the table on, errors have a bar.
const BAR_FITS: u16 = 60;

/// Cells of the sign before an interval in the widest way to write it.
const PLUS_MINUS: u16 = 2;

/// Cells of an encoding that is not compact: a share of the table, within these. Longer ones are cut here; the detail
/// pane has them in full.
const ARCH_WIDTH: std::ops::RangeInclusive<u16> = 18..=40;
/// Share of the table that the encoding may take.
const ARCH_SHARE: u16 = 4;

/// Widest header that a column is made wider for; longer ones are cut.
const HEADER: usize = 14;

/// A column on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridColumn {
    /// What it shows.
    pub shown: Shown,
    /// Its place among the shown columns, on the screen or not.
    pub place: usize,
    /// First cell, counted from the left of the table.
    pub x: u16,
    /// Cells, the bar included, the blank before the next column not.
    pub width: u16,
    /// Cells of the bar at the right end; 0 for none.
    pub bar: u16,
}

/// The columns on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// Cells for marks and row number at the left.
    pub gutter: u16,
    /// The columns, from left to right.
    pub columns: Vec<GridColumn>,
    /// Chosen columns scrolled out at the left.
    pub hidden_left: usize,
    /// Chosen columns that do not fit at the right.
    pub hidden_right: usize,
    /// The form of the encodings: an index into the space's forms.
    pub form: usize,
}

/// The columns shown, on the screen or not: encoding, `true`, `predicted`, `error`, the chosen ones.
pub fn shown_columns(model: &Model) -> Vec<Shown> {
    let Some(table) = model.table() else {
        return Vec::new();
    };
    let chosen = model.view.columns.iter().map(String::as_str);
    let columns = PINNED.into_iter().chain(chosen);
    let columns = columns.filter_map(|name| table.find(name));
    let columns = columns.map(Shown::Column);
    std::iter::once(Shown::Arch).chain(columns).collect()
}

/// Header of a column in two lines: what it is, and which operations or column; of the encoding its form.
pub fn header(model: &Model, shown: Shown) -> [String; 2] {
    let Shown::Column(id) = shown else {
        let name = model
            .data
            .as_ref()
            .map(|data| data.opened.bench.space.forms()[model.form()].name);
        return [name.unwrap_or_default().to_owned(), ARCH.to_owned()];
    };
    let Some(table) = model.table() else {
        return Default::default();
    };
    let spec = &table.column(id).spec;
    if let Some((column, target)) = Builtin::further(&spec.name) {
        [column.spec().header.to_owned(), target.to_owned()]
    } else if let Some((family, ops)) = spec.short.split_once('(') {
        let ops = ops.strip_suffix(')').unwrap_or(ops);
        [family.to_owned(), ops.to_owned()]
    } else {
        // The unit of an interval is that of the prediction; what it is to hold is not said elsewhere.
        let level = (spec.builtin() == Some(Builtin::Interval))
            .then_some(model.training.intervals.as_ref())
            .flatten()
            .map(|intervals| format!("{} %", Intervals::percent(intervals.level)));
        let above = level.unwrap_or_else(|| spec.unit.symbol().to_owned());
        [above, spec.short.clone()]
    }
}

/// Cells of a value of `id`, with the sign before an interval.
fn value_width(data: &Data, id: ColumnId) -> u16 {
    let is_interval = data.table.column(id).spec.builtin() == Some(Builtin::Interval);
    data.width(id) + if is_interval { PLUS_MINUS } else { 0 }
}

/// The columns that fit into a table `width` cells wide; the bar gives way to the column that was scrolled to.
pub fn grid(model: &Model, width: u16) -> Grid {
    let with_bar = fitted(model, width, width >= BAR_FITS);
    with_bar.unwrap_or_else(|| fitted(model, width, false).unwrap_or_default())
}

/// `None` where, for the bar, the first chosen column would be cut.
fn fitted(model: &Model, width: u16, with_bar: bool) -> Option<Grid> {
    let Some(data) = &model.data else {
        return Some(Grid::default());
    };
    let form = model.form();
    let is_compact = form == data.opened.bench.space.compact();
    let digits = data.table.rows().max(1).ilog10() + 1;
    let mut grid = Grid {
        gutter: digits as u16 + 3,
        form,
        ..Grid::default()
    };
    let shown = shown_columns(model);
    let mut x = grid.gutter;
    for (place, &column) in shown.iter().enumerate() {
        if (PINNED_COUNT..PINNED_COUNT + model.cursor.first_column).contains(&place) {
            grid.hidden_left += 1;
            continue;
        }
        let (cells, bar) = match column {
            Shown::Arch => {
                let share = (width / ARCH_SHARE).clamp(*ARCH_WIDTH.start(), *ARCH_WIDTH.end());
                let most = if is_compact { u16::MAX } else { share };
                let head = header(model, column).map(|line| line.width() as u16);
                let head = head.into_iter().max().unwrap_or(0);
                (data.opened.form_widths[form].min(most).max(head), 0)
            }
            Shown::Column(id) => {
                let is_error = data.table.column(id).spec.name == "error";
                let bar = if with_bar && is_error { BAR } else { 0 };
                let header = header(model, column);
                let head = header.iter().map(|line| line.width()).max().unwrap_or(0);
                (
                    value_width(data, id).max(head.min(HEADER) as u16) + bar,
                    bar,
                )
            }
        };
        let first = place == PINNED_COUNT + model.cursor.first_column;
        if first && with_bar && x + cells > width {
            return None;
        }
        let cut = place >= PINNED_COUNT && !first && x + cells > width;
        let cells = cells.min(width.saturating_sub(x));
        if cut || cells == 0 {
            grid.hidden_right = shown.len() - place;
            break;
        }
        grid.columns.push(GridColumn {
            shown: column,
            place,
            x,
            width: cells,
            bar,
        });
        x += cells + 1;
    }
    Some(grid)
}
