//! Moving about: rows, columns, panes, and keeping the cursor on the screen.

use crate::command::Command;
use crate::detail::page::{DetailPage, detail_page};
use crate::effect::Effect;
use crate::layout::areas::areas;
use crate::model::{Model, Pane};
use crate::plot::zoom;
use crate::table::grid::{self, PINNED_COUNT};
use crate::update::{refuse, warn};

pub(crate) fn go(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        _ if model.focus == Pane::Plot && zoom::pan(model, command) => {}
        Command::Left => step_column(model, -1),
        Command::Right => step_column(model, 1),
        Command::FirstColumn => step_column(model, isize::MIN),
        Command::LastColumn => step_column(model, isize::MAX),
        _ if model.focus == Pane::Detail => scroll_detail(model, command),
        Command::First => jump(model, 0),
        Command::Last => jump(model, usize::MAX),
        _ => {
            let page = areas(model).map_or(1, |areas| areas.table_rows().max(1));
            if let Some(steps) = steps(command, page) {
                step(model, steps);
            }
        }
    }
    Vec::new()
}

/// Rows that `command` moves by when a page has `page` rows.
pub(crate) fn steps(command: Command, page: usize) -> Option<isize> {
    let page = page as isize;
    Some(match command {
        Command::Up | Command::Previous => -1,
        Command::Down | Command::Next => 1,
        Command::PageUp => -page,
        Command::PageDown => page,
        Command::HalfPageUp => -(page / 2).max(1),
        Command::HalfPageDown => (page / 2).max(1),
        Command::First => isize::MIN,
        Command::Last => isize::MAX,
        _ => return None,
    })
}

pub(crate) fn step(model: &mut Model, steps: isize) {
    let to = model.cursor.position.saturating_add_signed(steps);
    go_to(model, to);
}

pub(crate) fn go_to(model: &mut Model, position: usize) {
    model.cursor.position = position.min(model.arrangement.rows.len().saturating_sub(1));
    model.selected = model.row_at(model.cursor.position);
    keep_in_sight(model);
}

/// Goes to a row that may be far away: a key goes back from there.
pub(crate) fn jump(model: &mut Model, position: usize) {
    let before = model.selected;
    go_to(model, position);
    left(model, before);
}

/// Has the key go back to the row that was selected `before`, unless it still is.
pub(crate) fn left(model: &mut Model, before: Option<u32>) {
    if model.touched && before.is_some() && before != model.selected {
        model.cursor.came_from = before;
    }
}

/// Goes back to where the last jump started, and the next time here again.
pub(crate) fn jump_back(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.cursor.came_from else {
        return refuse(model, "no jump yet to go back from");
    };
    if !go_to_row(model, row) {
        warn(model, "the row that the last jump left is not shown now");
    }
    Vec::new()
}

/// Jumps to `row` where it is shown; tells whether it is.
pub(crate) fn go_to_row(model: &mut Model, row: u32) -> bool {
    let position = model.position_of(row);
    if let Some(position) = position {
        jump(model, position);
    }
    position.is_some()
}

pub(crate) fn keep_in_sight(model: &mut Model) {
    // Also where nothing is seen of the table, as beside a zoomed plot or on a tiny terminal.
    model.cursor.top = model.cursor.top.min(model.cursor.position);
    let last_column = grid::shown_columns(model).len().saturating_sub(1);
    model.cursor.column = model.cursor.column.min(last_column);
    let Some(areas) = areas(model) else { return };
    let rows = areas.table_rows();
    if rows > 0 {
        let last_top = model.arrangement.rows.len().saturating_sub(rows);
        let cursor = &mut model.cursor;
        cursor.top = cursor
            .top
            .min(cursor.position)
            .max((cursor.position + 1).saturating_sub(rows))
            .min(last_top);
    }
    keep_column_in_sight(model, last_column, areas.table.width);
    clamp_detail(model);
}

fn keep_column_in_sight(model: &mut Model, last_column: usize, width: u16) {
    let chosen = model.cursor.column.checked_sub(PINNED_COUNT);
    let last = last_column.saturating_sub(PINNED_COUNT);
    model.cursor.first_column = model.cursor.first_column.min(last);
    let Some(chosen) = chosen else { return };
    model.cursor.first_column = model.cursor.first_column.min(chosen);
    if width == 0 {
        return;
    }
    while model.cursor.first_column < chosen {
        let columns = grid::grid(model, width).columns;
        if columns
            .iter()
            .any(|column| column.place == model.cursor.column)
        {
            break;
        }
        model.cursor.first_column += 1;
    }
}

fn step_column(model: &mut Model, steps: isize) {
    let last = grid::shown_columns(model).len().saturating_sub(1);
    model.cursor.column = model.cursor.column.saturating_add_signed(steps).min(last);
    if model.cursor.column == 0 {
        model.cursor.first_column = 0;
    }
    keep_in_sight(model);
}

pub(crate) fn pane(model: &mut Model, steps: usize) -> Vec<Effect> {
    focus(
        model,
        Pane::ALL[(model.focus as usize + steps) % Pane::ALL.len()],
    );
    Vec::new()
}

pub(crate) fn focus(model: &mut Model, pane: Pane) {
    model.focus = pane;
    if pane != Pane::Table {
        model.side = pane;
    }
    keep_in_sight(model);
}

fn page(model: &Model) -> DetailPage {
    areas(model).map_or_else(DetailPage::default, |areas| {
        detail_page(model, areas.detail)
    })
}

fn scroll_detail(model: &mut Model, command: Command) {
    let page = page(model);
    if let Some(steps) = steps(command, page.room.max(1)) {
        let to = model.detail_scroll.saturating_add_signed(steps);
        model.detail_scroll = to.min(page.last_scroll());
    }
}

fn clamp_detail(model: &mut Model) {
    if model.detail_scroll > 0 {
        model.detail_scroll = model.detail_scroll.min(page(model).last_scroll());
    }
}
