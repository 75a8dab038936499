//! The screens that question a predictor: what commands do in them, and what their results change.

pub(super) mod architecture;
pub(super) mod choosing;
pub(super) mod errors;
pub(super) mod importances;
mod twins;
mod versus;

use crate::app::area::Area;
use crate::app::effect::{Effect, JobKind};
use crate::app::message::Message;
use crate::app::model::Model;
use crate::app::screens::{ErrorView, Screen};
use crate::command::Command;

use super::requests;

/// Runs `command` in the screen that is open; `None` when it means what it means everywhere.
pub(super) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match model.screen {
        Screen::Errors => errors::run(model, command),
        Screen::Importances => importances::run(model, command),
        Screen::Architecture => architecture::run(model, command),
        _ => None,
    }
}

/// Puts the cursor on what is at column `x`, row `y` of the screen, whose views are drawn in `body`.
pub(super) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    match model.inspection.errors.view {
        ErrorView::Twins => twins::click(model, body, x, y),
        ErrorView::Versus => versus::click(model, body, x, y),
        _ => {}
    }
}

/// Asks for what the open screen shows, unless it was asked for last.
pub(super) fn ask(model: &mut Model) -> Option<Effect> {
    match model.screen {
        Screen::Errors => errors::ask(model),
        _ => None,
    }
}

/// Takes a result in.
pub(super) fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    if let Message::Inspected(generation, finding) = message {
        return errors::take(model, generation, &finding);
    }
    Vec::new()
}

/// Forgets what was found in another table.
pub(super) fn opened(model: &mut Model) {
    requests::forget(model, JobKind::Inspect);
    let errors = &mut model.inspection.errors;
    errors.finding = None;
    errors.request = None;
    errors.versus.filled = None;
}

/// The next of `all` after `now`, or the one before it, round and round.
fn turned<T: Copy + PartialEq>(all: &[T], now: T, forward: bool) -> T {
    let at = all.iter().position(|&one| one == now).unwrap_or(0);
    let step = if forward { 1 } else { all.len() - 1 };
    all[(at + step) % all.len()]
}
