//! Error slices.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::errors::layout::error_list;
use crate::errors::slices::state::{SliceField, SlicesView};
use crate::errors::update::{moved, next_of};
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::model::Model;
use grafscope_core::diagnosis::{Finding, Query, Slices};

/// What is asked.
pub(crate) fn query(model: &Model) -> Query {
    Query::Slices(model.inspection.errors.slices.options)
}

fn found(model: &Model) -> Option<&Slices> {
    match model.inspection.errors.finding.as_deref() {
        Some(Finding::Slices(found)) => Some(found),
        _ => None,
    }
}

/// Runs `command` in the view.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let count = found(model).map_or(0, |found| found.slices.len());
    let view = &mut model.inspection.errors.slices;
    match command {
        Command::Left | Command::Right => {
            view.field = turned(&SliceField::ALL, view.field, command == Command::Right);
        }
        Command::Raise | Command::Lower => {
            let larger = command == Command::Raise;
            let options = &mut view.options;
            match view.field {
                SliceField::Depth => {
                    options.depth = next_of(&SlicesView::DEPTHS, options.depth, larger);
                }
                SliceField::Least => {
                    options.least = next_of(&SlicesView::LEAST, options.least, larger);
                }
                SliceField::Threshold => {
                    options.threshold = next_of(&SlicesView::THRESHOLDS, options.threshold, larger);
                }
            }
            view.cursor = 0;
        }
        _ => view.cursor = moved(view.cursor, count, command)?,
    }
    Some(Vec::new())
}

/// Puts the cursor on what is at column `x`, row `y` of the screen.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    let count = found(model).map_or(0, |found| found.slices.len());
    let view = &mut model.inspection.errors.slices;
    if let Some(slice) = error_list(body, SlicesView::HEAD, view.cursor, count).hit(x, y) {
        view.cursor = slice;
    }
}

/// The rule of the slice under the cursor.
pub(crate) fn region(model: &Model) -> Option<String> {
    let cursor = model.inspection.errors.slices.cursor;
    Some(found(model)?.slices.get(cursor)?.rule.clone())
}
