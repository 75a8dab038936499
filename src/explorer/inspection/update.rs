//! The screens that question a predictor: what commands do in them, and what their results change.

pub(crate) use crate::command::Command;
use crate::effect::{Effect, JobKind};
use crate::input::key::Key;
use crate::message::Message;
use crate::model::Model;
use crate::screen::Screen;

use crate::update::requests;

/// Runs `command` in the screen that is open, given by `key` if it was; `None` when it means what it
/// means everywhere.
pub(crate) fn run(model: &mut Model, command: Command, key: Option<Key>) -> Option<Vec<Effect>> {
    match model.screen {
        Screen::Errors => crate::errors::update::run(model, command, key),
        Screen::Importances => crate::importances::update::run(model, command),
        Screen::Architecture => crate::architecture::update::run(model, command),
        _ => None,
    }
}

/// Asks for what the open screen shows, unless it was asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    match model.screen {
        Screen::Errors => crate::errors::update::ask(model),
        Screen::Architecture => crate::architecture::update::ask(model),
        Screen::Importances => crate::importances::update::ask(model),
        _ => None,
    }
}

/// Takes a result in.
pub(crate) fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Inspected(generation, summary, finding) => {
            return crate::errors::update::take(model, generation, summary, &finding);
        }
        Message::Attributed(generation, attributed) => {
            crate::architecture::why::update::take(model, generation, attributed)
        }
        Message::Weighed(generation, found, done) => {
            crate::importances::update::take(model, generation, found, done);
        }
        Message::EvaluatedEdit(generation, variation) => {
            crate::architecture::edit::update::take(model, generation, variation)
        }
        Message::NeighboursFound(generation, found) => {
            crate::architecture::neighbours::update::take(model, generation, found)
        }
        _ => {}
    }
    Vec::new()
}

/// Forgets what was found in another table.
pub(crate) fn opened(model: &mut Model) {
    requests::forget(model, JobKind::Inspect);
    let errors = &mut model.inspection.errors;
    errors.finding = None;
    errors.request = None;
    errors.versus.filled = None;
}

/// The next of `all` after `now`, or the one before it, round and round.
pub(crate) fn turned<T: Copy + PartialEq>(all: &[T], now: T, forward: bool) -> T {
    let at = all.iter().position(|&one| one == now).unwrap_or(0);
    let step = if forward { 1 } else { all.len() - 1 };
    all[(at + step) % all.len()]
}
