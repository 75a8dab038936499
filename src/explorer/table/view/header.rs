//! The two lines above the rows: what each column is, and whether rows are sorted by it.

use crate::model::Model;
use crate::table::grid::{Grid, GridColumn, Shown, header};
use crate::table::view::row::{FULL_BAR, error_scale};
use crate::theme::{Role, Theme};
use crate::widgets::pen::Pen;
use grafscope_core::table::Direction;
use unicode_width::UnicodeWidthStr;

/// First of the two lines.
const TOP: u16 = 1;

pub(crate) fn draw(model: &Model, grid: &Grid, pen: &mut Pen) {
    let dim = pen.style(Role::Dim);
    pen.put_right(2, TOP + 1, grid.gutter.saturating_sub(3), "#", dim);
    for column in &grid.columns {
        draw_column(model, column, pen);
        if column.bar > 0 && error_scale(model).is_some() {
            let text = format!("{}{FULL_BAR} MAE", pen.theme.glyphs.plus_minus);
            let x = column.x + column.width - column.bar + 1;
            pen.put_right(x, TOP, column.bar - 1, &text, dim);
        }
    }
}

fn draw_column(model: &Model, column: &GridColumn, pen: &mut Pen) {
    let width = column.width - column.bar;
    let selected = column.place == model.cursor.column;
    let lines = header(model, column.shown);
    let sorted = sort_mark(model, column.shown, pen.theme).unwrap_or_default();
    // The arrow stands before the name, or above it where there is no room.
    let fits = |line: &String| line.width() + sorted.width() <= usize::from(width);
    let marked = usize::from(fits(&lines[1]) || !fits(&lines[0]));
    for (at, line) in lines.iter().enumerate() {
        let y = TOP + at as u16;
        let role = match (at, selected) {
            (0, _) => Role::Text,
            (_, true) => Role::HeaderSelected,
            (_, false) => Role::Header,
        };
        let style = pen.style(role);
        if selected && at == 1 {
            pen.paint(column.x, y, width, style);
        }
        let mark = if at == marked { sorted.as_str() } else { "" };
        let mark_width = mark.width() as u16;
        let room = width.saturating_sub(mark_width);
        let text_width = (line.width() as u16).min(room);
        let x = match column.shown {
            Shown::Arch => column.x,
            Shown::Column(_) => column.x + width - text_width - mark_width.min(width),
        };
        let key = pen.style(Role::Key);
        pen.put(x, y, mark_width, mark, key);
        pen.put(x + mark_width, y, text_width, line, style);
    }
}

/// An arrow for the direction of the sort, between bars where it is by size, with the number of the key
/// when there are several.
fn sort_mark(model: &Model, shown: Shown, theme: &Theme) -> Option<String> {
    let Shown::Column(id) = shown else {
        return None;
    };
    let name = &model.table()?.column(id).spec.name;
    let keys = &model.view.sort;
    let size = format!("abs({name})");
    let at = keys
        .iter()
        .position(|(key, _)| *key == *name || *key == size)?;
    let (key, direction) = &keys[at];
    let arrow = match direction {
        Direction::Ascending => theme.glyphs.ascending,
        Direction::Descending => theme.glyphs.descending,
    };
    let arrow = if *key == size {
        format!("|{arrow}|")
    } else {
        arrow.to_owned()
    };
    Some(if keys.len() > 1 {
        format!("{arrow}{}", at + 1)
    } else {
        arrow
    })
}
