//! Errors by the values of two columns.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::errors::columns::plain_feature;
use crate::errors::heat::state::{HeatLayout, HeatView};
use crate::errors::update::next_of;
use crate::layout::area::Area;
use crate::model::Model;
use grafscope_core::diagnosis::{Finding, Heat, HeatQuery, Query};
use grafscope_core::filter::quoted;

/// The columns, across and upwards: the chosen ones, or the first two operation counts.
pub(crate) fn columns(model: &Model) -> Option<(String, String)> {
    let table = model.table()?;
    let or = |chosen: &Option<String>, place: usize| {
        let chosen = chosen.clone().filter(|name| table.find(name).is_some());
        chosen.unwrap_or_else(|| plain_feature(table, place))
    };
    let view = &model.inspection.errors.heat;
    Some((or(&view.across, 0), or(&view.up, 1)))
}

/// What is asked.
pub(crate) fn query(model: &Model) -> Option<Query> {
    let (across, up) = columns(model)?;
    let ranges = model.inspection.errors.heat.ranges;
    Some(Query::Heat(HeatQuery { across, up, ranges }))
}

fn found(model: &Model) -> Option<&Heat> {
    match model.inspection.errors.finding.as_deref() {
        Some(Finding::Heat(found)) => Some(found),
        _ => None,
    }
}

/// Runs `command` in the view.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let (across, up) = found(model).map_or((0, 0), |heat| (heat.across.len(), heat.up.len()));
    let (right, top) = (across.saturating_sub(1), up.saturating_sub(1));
    let view = &mut model.inspection.errors.heat;
    let (x, y) = view.cursor;
    match command {
        Command::NextMetric => view.signed = !view.signed,
        Command::Raise | Command::Lower => {
            let finer = command == Command::Raise;
            view.ranges = next_of(&HeatView::RANGES, view.ranges, finer);
            view.cursor = (0, 0);
        }
        Command::Left => view.cursor.0 = x.saturating_sub(1),
        Command::Right => view.cursor.0 = (x + 1).min(right),
        Command::Up => view.cursor.1 = (y + 1).min(top),
        Command::Down => view.cursor.1 = y.saturating_sub(1),
        Command::PageUp => view.cursor.1 = top,
        Command::PageDown => view.cursor.1 = 0,
        Command::First => view.cursor.0 = 0,
        Command::Last => view.cursor.0 = right,
        _ => return None,
    }
    Some(Vec::new())
}

/// Puts the cursor on what is at column `x`, row `y` of the screen.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    let view = &model.inspection.errors.heat;
    let cell = found(model).and_then(|heat| HeatLayout::new(heat, view, body).hit(x, y));
    if let Some(cell) = cell {
        model.inspection.errors.heat.cursor = cell;
    }
}

/// The cell under the cursor as a filter.
pub(crate) fn region(model: &Model) -> Option<String> {
    let heat = found(model)?;
    let (x, y) = model.inspection.errors.heat.cursor;
    if x >= heat.across.len() || y >= heat.up.len() {
        return None;
    }
    let across = heat.across.filter(x, &quoted(&heat.query.across));
    Some(format!(
        "{across} and {}",
        heat.up.filter(y, &quoted(&heat.query.up))
    ))
}
