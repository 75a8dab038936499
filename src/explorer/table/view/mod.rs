//! The table: only the rows and columns on the screen are looked at.

pub(crate) mod bar;
pub(crate) mod header;
pub(crate) mod peek;
pub(crate) mod row;

use std::ops::Range;

use crate::model::{Model, Pane};
use crate::table::grid::{Grid, Shown, grid, shown_columns};
use crate::table::view::row::RowPainter;
use crate::theme::Role;
use crate::view::blank;
use crate::view::title_line::{Remark, TitleLine, remark};
use crate::widgets::pen::Pen;
use crate::widgets::text::grouped;
use grafscope_core::column::Builtin;

/// Lines above the first row: the title line and two lines of headers.
const ABOVE: u16 = 3;

pub(crate) fn draw(model: &Model, pen: &mut Pen) {
    let grid = grid(model, pen.width());
    let rows = usize::from(pen.height().saturating_sub(ABOVE));
    let mut title = TitleLine {
        name: "Table",
        focused: model.focus == Pane::Table,
        left: remarks(model, rows, pen),
        right: hidden(&grid, pen),
    };
    for remark in more_remarks(model, rows, pen) {
        title.left.push(remark);
        if !title.fits(pen.width()) {
            title.left.pop();
        }
    }
    title.draw(pen);
    let Some(data) = &model.data else {
        return match (&model.peek, &model.broken) {
            (Some(peek), None) => peek::draw(peek, &mut pen.below(1)),
            _ => blank::no_table(model, &mut pen.below(1)),
        };
    };
    header::draw(model, &grid, pen);
    let mut body = pen.below(ABOVE);
    if model.arrangement.rows.is_empty() {
        return blank::no_rows(model, &mut body);
    }
    let painter = RowPainter::new(model, data, &grid);
    let shown = model.arrangement.rows.iter().enumerate();
    for (y, (position, &row)) in (0..).zip(shown.skip(model.cursor.top).take(rows)) {
        painter.draw(position, row, y, &mut body);
    }
}

fn remarks(model: &Model, rows: usize, pen: &Pen) -> Vec<Remark> {
    let Some(table) = model.table() else {
        return Vec::new();
    };
    let theme = pen.theme;
    let all = grouped(table.rows());
    let shown = model.arrangement.rows.len();
    let first = model.cursor.top.min(shown);
    let last = (first + rows).min(shown);
    let mut remarks = Vec::new();
    if shown == 0 {
        remarks.push(remark(format!("0 of {all} rows"), theme, Role::Text));
    } else {
        let dash = theme.glyphs.dash;
        let text = format!("{}{dash}{last} of {}", first + 1, grouped(shown));
        remarks.push(remark(text, theme, Role::Text));
        if model.shows_scored_only() {
            remarks.push(remark("scored only", theme, Role::Key));
        }
    }
    if model.arranging {
        remarks.push(remark("arranging", theme, Role::Dim));
    }
    if model.training.is_stale() && model.training.current.is_some() {
        remarks.push(remark("stale", theme, Role::Error));
    }
    if !model.marks.is_empty() {
        let marked = format!("{} {}", theme.glyphs.marked, grouped(model.marks.len()));
        remarks.push(remark(marked, theme, Role::Marked));
    }
    remarks
}

/// What is said where there is room for it beside all else.
fn more_remarks(model: &Model, rows: usize, pen: &Pen) -> Vec<Remark> {
    let (theme, shown) = (pen.theme, model.arrangement.rows.len());
    let first = model.cursor.top.min(shown);
    let mut remarks = Vec::new();
    remarks.extend(legend(model, first..(first + rows).min(shown), pen));
    if model.view.automatic.columns && shown > 0 {
        let under_way = model.automatic.ranking;
        let more = if under_way { theme.glyphs.ellipsis } else { "" };
        remarks.push(remark(format!("auto columns{more}"), theme, Role::Dim));
    }
    remarks.extend(cut_name(model).map(|name| remark(name, theme, Role::Dim)));
    let all = model.table().map_or(0, |table| table.rows());
    if (1..all).contains(&shown) {
        remarks.push(remark(format!("{} rows", grouped(all)), theme, Role::Dim));
    }
    remarks
}

/// What the signs beside the rows at these positions mean.
fn legend(model: &Model, positions: Range<usize>, pen: &Pen) -> Vec<Remark> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let (Some(in_training), Some(rows)) = (
        data.table.builtin(Builtin::InTraining),
        model.arrangement.rows.get(positions),
    ) else {
        return Vec::new();
    };
    let trained_on = |&row: &u32| data.value(in_training, row) > 0.0;
    let duplicate = |&row: &u32| !data.opened.bench.canonical[row as usize] && !trained_on(&row);
    let theme = pen.theme;
    let sign = |sign: &str, role, what: &str| {
        vec![
            (sign.to_owned(), theme.style(role)),
            (what.to_owned(), theme.style(Role::Dim)),
        ]
    };
    let duplicates = (rows.iter().any(duplicate))
        .then(|| sign(theme.glyphs.not_canonical, Role::Text, " not canonical"));
    let training = (rows.iter().any(trained_on))
        .then(|| sign(theme.glyphs.training, Role::Training, " trained on"));
    duplicates.into_iter().chain(training).collect()
}

/// The full name of the column under the cursor, where its header is a short form of it.
fn cut_name(model: &Model) -> Option<String> {
    let shown = shown_columns(model);
    let Shown::Column(id) = *shown.get(model.cursor.column)? else {
        return None;
    };
    let spec = &model.table()?.column(id).spec;
    (spec.name != spec.short).then(|| format!("column {}", spec.name))
}

fn hidden(grid: &Grid, pen: &Pen) -> Vec<Remark> {
    let glyphs = &pen.theme.glyphs;
    let mut remarks = Vec::new();
    if grid.hidden_left > 0 {
        remarks.push(format!("{} {} more", glyphs.more_left, grid.hidden_left));
    }
    if grid.hidden_right > 0 {
        remarks.push(format!("{} more {}", grid.hidden_right, glyphs.more_right));
    }
    let remarks = remarks.into_iter();
    remarks
        .map(|text| remark(text, pen.theme, Role::Dim))
        .collect()
}
