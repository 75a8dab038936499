//! The mouse: select, sort by a header, scroll, zoom, give a pane the focus.

use crate::command::Command;
use crate::command::place::run_own;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::layout::areas::{Areas, areas};
use crate::message::{Mouse, MouseAction};
use crate::model::{Model, Pane};
use crate::plot::{state as plot, zoom};
use crate::table::{grid, moving, viewing};

/// Rows that a turn of the wheel moves by.
const WHEEL: usize = 3;

pub(crate) fn act(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let Some(areas) = areas(model) else {
        return Vec::new();
    };
    if model.overlay.is_some() {
        return wheel_in_overlay(model, mouse.action);
    }
    if zoom::mouse(model, mouse) {
        return Vec::new();
    }
    if let Some(room) = model.screen.room() {
        return match mouse.action {
            MouseAction::Click => {
                room.click(model, areas.body, mouse.x, mouse.y);
                Vec::new()
            }
            MouseAction::WheelUp => run_own(model, Command::Up.into()),
            MouseAction::WheelDown => run_own(model, Command::Down.into()),
            MouseAction::Drag | MouseAction::Release => Vec::new(),
        };
    }
    let hit = |area: Area| area.contains(mouse.x, mouse.y);
    let Some(pane) = Pane::ALL.into_iter().find(|&pane| hit(areas.pane(pane))) else {
        return Vec::new();
    };
    match mouse.action {
        MouseAction::Click => click(model, &areas, pane, mouse),
        MouseAction::WheelUp => wheel(model, pane, Command::Up),
        MouseAction::WheelDown => wheel(model, pane, Command::Down),
        MouseAction::Drag | MouseAction::Release => Vec::new(),
    }
}

fn wheel(model: &mut Model, pane: Pane, command: Command) -> Vec<Effect> {
    let focused = std::mem::replace(&mut model.focus, pane);
    for _ in 0..WHEEL {
        moving::go(model, command);
    }
    model.focus = focused;
    Vec::new()
}

fn wheel_in_overlay(model: &mut Model, action: MouseAction) -> Vec<Effect> {
    let command = match action {
        MouseAction::Click | MouseAction::Drag | MouseAction::Release => return Vec::new(),
        MouseAction::WheelUp => [Command::Up, Command::Previous],
        MouseAction::WheelDown => [Command::Down, Command::Next],
    };
    if model.prompt().is_some() {
        return Vec::new();
    }
    // Panels know up and down, lists know previous and next; each ignores the other.
    command
        .into_iter()
        .flat_map(|command| run_own(model, command.into()))
        .collect()
}

fn click(model: &mut Model, areas: &Areas, pane: Pane, mouse: Mouse) -> Vec<Effect> {
    moving::focus(model, pane);
    match pane {
        Pane::Table => click_table(model, areas.table, mouse),
        Pane::Plot => {
            if let Some(row) = plot::nearest_row(model, areas.plot, mouse.x, mouse.y) {
                moving::go_to_row(model, row);
            }
            Vec::new()
        }
        Pane::Detail => Vec::new(),
    }
}

fn click_table(model: &mut Model, area: Area, mouse: Mouse) -> Vec<Effect> {
    let x = mouse.x - area.x;
    let mut columns = grid::grid(model, area.width).columns.into_iter();
    let column = columns.find(|column| (column.x..column.x + column.width).contains(&x));
    if let Some(column) = column {
        model.cursor.column = column.place;
    }
    match mouse.y - area.y {
        1 | 2 if column.is_some() => viewing::sort(model, false),
        0..=2 => Vec::new(),
        line => {
            let position = model.cursor.top + usize::from(line - 3);
            if position < model.arrangement.rows.len() {
                moving::go_to(model, position);
            }
            Vec::new()
        }
    }
}
