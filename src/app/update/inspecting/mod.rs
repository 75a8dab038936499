//! The screens that question a predictor: what commands do in them, and what their results change.

pub(super) mod architecture;
pub(super) mod choosing;
mod editing;
pub(super) mod errors;
pub(super) mod importances;
mod nearby;
mod twins;
mod versus;
pub(super) mod why;

use crate::app::effect::{Effect, JobKind};
use crate::app::key::Key;
use crate::app::message::Message;
use crate::app::model::Model;
use crate::app::screens::Screen;
use crate::command::Command;

use super::requests;

/// Runs `command` in the screen that is open, given by `key` if it was; `None` when it means what it
/// means everywhere.
pub(super) fn run(model: &mut Model, command: Command, key: Option<Key>) -> Option<Vec<Effect>> {
    match model.screen {
        Screen::Errors => errors::run(model, command, key),
        Screen::Importances => importances::run(model, command),
        Screen::Architecture => architecture::run(model, command),
        _ => None,
    }
}

/// Asks for what the open screen shows, unless it was asked for last.
pub(super) fn ask(model: &mut Model) -> Option<Effect> {
    match model.screen {
        Screen::Errors => errors::ask(model),
        Screen::Architecture => architecture::ask(model),
        Screen::Importances => importances::ask(model),
        _ => None,
    }
}

/// Takes a result in.
pub(super) fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Inspected(generation, summary, finding) => {
            return errors::take(model, generation, summary, &finding);
        }
        Message::Attributed(generation, attributed) => why::take(model, generation, attributed),
        Message::Weighed(generation, found, done) => {
            importances::take(model, generation, found, done);
        }
        Message::Varied(generation, variation) => editing::take(model, generation, variation),
        Message::NeighboursFound(generation, found) => nearby::take(model, generation, found),
        _ => {}
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
