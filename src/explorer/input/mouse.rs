//! The mouse: a click selects, sorts by a header, gives a pane the focus; a double click does what Enter does;
//! the wheel scrolls, and zooms in plots.

use crate::command::Command;
use crate::command::place::run_own;
use crate::effect::Effect;
use crate::input::key::Key;
use crate::input::press::press;
use crate::layout::area::Area;
use crate::layout::areas::{Areas, areas};
use crate::message::{Mouse, MouseAction};
use crate::model::{Model, Pane};
use crate::overlay::{self, Hit};
use crate::plot::{state as plot, zoom};
use crate::table::{grid, moving, viewing};

/// Rows that a turn of the wheel moves by.
const WHEEL: usize = 3;

pub(crate) fn act(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let Some(areas) = areas(model) else {
        return Vec::new();
    };
    if model.overlay.is_none() && zoom::mouse(model, mouse) {
        return Vec::new();
    }
    match mouse.action {
        MouseAction::WheelUp => wheel(model, &areas, mouse, true),
        MouseAction::WheelDown => wheel(model, &areas, mouse, false),
        // The first click may have moved the list: what counts is the entry that it was on.
        MouseAction::DoubleClick if std::mem::take(&mut model.clicked_entry) => {
            press(model, Key::ENTER)
        }
        MouseAction::DoubleClick if model.overlay.is_some() => Vec::new(),
        MouseAction::Click | MouseAction::DoubleClick => click(model, &areas, mouse),
        MouseAction::Drag | MouseAction::Release => Vec::new(),
    }
}

fn pane_at(areas: &Areas, mouse: Mouse) -> Option<Pane> {
    let hit = |pane: &Pane| areas.pane(*pane).contains(mouse.x, mouse.y);
    Pane::ALL.into_iter().find(hit)
}

fn wheel(model: &mut Model, areas: &Areas, mouse: Mouse, up: bool) -> Vec<Effect> {
    if model.overlay.is_some() {
        return wheel_in_overlay(model, up);
    }
    if let Some(room) = model.screen.room() {
        let command = room.wheel(model, up);
        return run_own(model, command.into());
    }
    let command = if up { Command::Up } else { Command::Down };
    pane_at(areas, mouse).map_or_else(Vec::new, |pane| wheel_in_pane(model, pane, command))
}

fn click(model: &mut Model, areas: &Areas, mouse: Mouse) -> Vec<Effect> {
    let Mouse { x, y, .. } = mouse;
    model.clicked_entry = false;
    if model.overlay.is_some() {
        return match overlay::click(model, areas.body, x, y) {
            Hit::Nothing => Vec::new(),
            Hit::Entry => {
                model.clicked_entry = true;
                Vec::new()
            }
            Hit::Run(command) => run_own(model, command.into()),
        };
    }
    if let Some(room) = model.screen.room() {
        model.clicked_entry = room.click(model, areas.body, x, y);
        return Vec::new();
    }
    pane_at(areas, mouse).map_or_else(Vec::new, |pane| click_pane(model, areas, pane, mouse))
}

fn wheel_in_pane(model: &mut Model, pane: Pane, command: Command) -> Vec<Effect> {
    let focused = std::mem::replace(&mut model.focus, pane);
    for _ in 0..WHEEL {
        moving::go(model, command);
    }
    model.focus = focused;
    Vec::new()
}

fn wheel_in_overlay(model: &mut Model, up: bool) -> Vec<Effect> {
    let command = if up {
        [Command::Up, Command::Previous]
    } else {
        [Command::Down, Command::Next]
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

fn click_pane(model: &mut Model, areas: &Areas, pane: Pane, mouse: Mouse) -> Vec<Effect> {
    moving::focus(model, pane);
    match pane {
        Pane::Table => click_table(model, areas.table, mouse),
        Pane::Plot => {
            if let Some(row) = plot::nearest_row(model, areas.plot, mouse.x, mouse.y) {
                model.clicked_entry = moving::go_to_row(model, row);
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
                model.clicked_entry = true;
            }
            Vec::new()
        }
    }
}
