//! The histogram of errors.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::errors::histogram::state::HistogramView;
use crate::errors::layout::error_list;
use crate::layout::area::Area;
use crate::model::Model;
use grafscope_core::diagnosis::{Finding, Histogram, Query};

use crate::errors::update::{moved, next_of};

/// What is asked.
pub(crate) fn query(model: &Model) -> Query {
    Query::Histogram(model.inspection.errors.histogram.bins)
}

fn found(model: &Model) -> Option<&Histogram> {
    match model.inspection.errors.finding.as_deref() {
        Some(Finding::Histogram(found)) => Some(found),
        _ => None,
    }
}

/// The bin under the cursor, and how many there are.
fn cursor(model: &Model) -> (usize, usize) {
    let at = |found| model.inspection.errors.histogram.place(found);
    found(model).map_or((0, 0), |found| (at(found), found.counts.len()))
}

/// Runs `command` in the view.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let (at, bins) = cursor(model);
    let view = &mut model.inspection.errors.histogram;
    match command {
        Command::Raise | Command::Lower => {
            let finer = command == Command::Raise;
            view.bins = next_of(&HistogramView::BINS, view.bins, finer);
            view.cursor = None;
        }
        _ => view.cursor = Some(moved(at, bins, command)?),
    }
    Some(Vec::new())
}

/// Puts the cursor on what is at column `x`, row `y` of the screen.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    let (at, bins) = cursor(model);
    if let Some(bin) = error_list(body, HistogramView::HEAD, at, bins).hit(x, y) {
        model.inspection.errors.histogram.cursor = Some(bin);
    }
}

/// The bin under the cursor as a filter.
pub(crate) fn region(model: &Model) -> Option<String> {
    let (at, _) = cursor(model);
    Some(found(model)?.axis.as_ref()?.filter("error", at, at))
}
