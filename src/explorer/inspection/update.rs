//! The screens that question a predictor: what commands do in them, and what their results change.

use crate::effect::{Effect, JobKind};
use crate::message::Message;
use crate::model::Model;
use crate::update::requests;

pub(crate) fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Inspected(generation, summary, finding) => {
            return crate::errors::update::take(model, generation, summary, &finding);
        }
        Message::SliceGained(generation, gain) => {
            crate::errors::slices::gain::take(model, generation, gain.map(|gain| *gain));
        }
        Message::Attributed(generation, attributed) => {
            crate::architecture::why::update::take(model, generation, attributed);
        }
        Message::Weighed(generation, found, done) => {
            crate::importances::update::take(model, generation, found, done);
        }
        Message::EvaluatedEdit(generation, variation) => {
            crate::architecture::edit::update::take(model, generation, variation);
        }
        Message::NeighboursFound(generation, found) => {
            crate::architecture::neighbours::update::take(model, generation, found);
        }
        Message::Summarised(generation, found) => {
            crate::statistics::update::take(model, generation, found);
        }
        Message::Counted(generation, found) => {
            crate::frequencies::update::take(model, generation, found);
        }
        _ => {}
    }
    Vec::new()
}

pub(crate) fn opened(model: &mut Model) {
    requests::forget(model, JobKind::Inspect);
    let errors = &mut model.inspection.errors;
    errors.finding = None;
    errors.request = None;
    errors.versus.filled = None;
    errors.residuals.part.window = None;
    // Columns are others now.
    let statistics = &mut model.inspection.statistics;
    statistics.selected = None;
    statistics.found = None;
    model.inspection.frequencies.found = None;
}

/// The next of `all` after `now`, or the one before it, round and round.
pub(crate) fn turned<T: Copy + PartialEq>(all: &[T], now: T, forward: bool) -> T {
    let at = all.iter().position(|&one| one == now).unwrap_or(0);
    let step = if forward { 1 } else { all.len() - 1 };
    all[(at + step) % all.len()]
}
