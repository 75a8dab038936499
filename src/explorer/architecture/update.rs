//! The screen of one architecture: its views, and going from row to row.

use crate::architecture::edit::update as editing;
use crate::architecture::neighbours::update as nearby;
use crate::architecture::state::ArchitectureView;
use crate::architecture::why::update as why;
use crate::command::Command;
use crate::command::action::Invocation;
use crate::effect::Effect;
use crate::inspection::update::turned;
use crate::model::Model;
use crate::screen::Screen;
use crate::table::moving;
use crate::update::{inform, warn};

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.selected.is_none() {
        warn(model, "no architecture is selected");
        return Vec::new();
    }
    model.screen = Screen::Architecture;
    Vec::new()
}

pub(crate) fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let command = given.command;
    let view = &mut model.inspection.architecture.view;
    match command {
        Command::NextView | Command::PreviousView => {
            let forward = command == Command::NextView;
            *view = turned(&ArchitectureView::ALL, *view, forward);
        }
        Command::NextRow => moving::step(model, 1),
        Command::PreviousRow => moving::step(model, -1),
        Command::StopRuns => model.screen = Screen::Panes,
        Command::GoThere => go_there(model),
        _ => match view {
            ArchitectureView::Why => why::run(model, command),
            ArchitectureView::Edit => _ = editing::run(model, command),
            ArchitectureView::Neighbours => nearby::run(model, command),
        },
    }
    Vec::new()
}

/// Asks for what the open view shows, unless it was asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    if model.selected.is_none() {
        model.screen = Screen::Panes;
        return None;
    }
    editing::follow(model);
    match model.inspection.architecture.view {
        ArchitectureView::Why => None,
        ArchitectureView::Edit => editing::ask(model),
        ArchitectureView::Neighbours => nearby::ask(model),
    }
}

/// Goes to the row that the view is about and stays open on it; where there is none, back to the table.
fn go_there(model: &mut Model) {
    let screen = &model.inspection.architecture;
    let row = match screen.view {
        ArchitectureView::Edit if screen.edit.is_edited() => {
            let Some(variation) = screen.edit.fresh() else {
                return;
            };
            if variation.centre.row.is_none() {
                warn(model, "the benchmark has no such architecture");
                return;
            }
            variation.centre.row
        }
        ArchitectureView::Neighbours => screen.nearby.chosen(),
        _ => None,
    };
    match row {
        None => model.screen = Screen::Panes,
        Some(row) if moving::go_to_row(model, row) => {
            inform(model, "that row is selected in the table now");
        }
        Some(row) if model.passing.rows.contains(&row) => {
            warn(
                model,
                "that row is not scored, and only scored rows are shown",
            );
        }
        Some(_) => warn(model, "that row does not pass the filter"),
    }
}
