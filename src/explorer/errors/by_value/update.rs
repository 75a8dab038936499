//! Errors by the value of a column.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::errors::by_value::state::ByValueView;
use crate::errors::columns::plain_feature;
use crate::errors::layout::error_list;
use crate::errors::update::{moved, next_of};
use crate::layout::area::Area;
use crate::model::Model;
use grafscope_core::diagnosis::{ByValue, ByValueQuery, Finding, Query};
use grafscope_core::filter::quoted;

/// The column: the chosen one, or the first operation count.
pub(crate) fn column(model: &Model) -> Option<String> {
    let table = model.table()?;
    let chosen = model.inspection.errors.by_value.column.clone();
    let chosen = chosen.filter(|name| table.find(name).is_some());
    Some(chosen.unwrap_or_else(|| plain_feature(table, 0)))
}

/// What is asked.
pub(crate) fn query(model: &Model) -> Option<Query> {
    Some(Query::ByValue(ByValueQuery {
        column: column(model)?,
        ranges: model.inspection.errors.by_value.ranges,
    }))
}

fn found(model: &Model) -> Option<&ByValue> {
    match model.inspection.errors.finding.as_deref() {
        Some(Finding::ByValue(found)) => Some(found),
        _ => None,
    }
}

/// Runs `command` in the view.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let parts = found(model).map_or(0, |found| found.parts.len());
    let view = &mut model.inspection.errors.by_value;
    match command {
        Command::NextMetric => view.signed = !view.signed,
        Command::Raise | Command::Lower => {
            let finer = command == Command::Raise;
            view.ranges = next_of(&ByValueView::RANGES, view.ranges, finer);
            view.cursor = 0;
        }
        _ => view.cursor = moved(view.cursor, parts, command)?,
    }
    Some(Vec::new())
}

/// Puts the cursor on what is at column `x`, row `y` of the screen.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    let parts = found(model).map_or(0, |found| found.parts.len());
    let view = &mut model.inspection.errors.by_value;
    if let Some(part) = error_list(body, ByValueView::HEAD, view.cursor, parts).hit(x, y) {
        view.cursor = part;
    }
}

/// The part under the cursor as a filter.
pub(crate) fn region(model: &Model) -> Option<String> {
    let found = found(model)?;
    let cursor = model.inspection.errors.by_value.cursor;
    let column = quoted(&found.query.column);
    (cursor < found.strata.len()).then(|| found.strata.filter(cursor, &column))
}
