//! The screens that question a predictor: what they forget when another table is opened.

use crate::effect::JobKind;
use crate::model::Model;
use crate::update::requests;

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
