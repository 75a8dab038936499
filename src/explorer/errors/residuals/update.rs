//! Errors against a column.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::errors::layout::error_areas;
use crate::errors::residuals::state::residuals_canvas;
use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::model::Model;
use grafscope_core::diagnosis::{Cloud, Finding, Query, Residuals, ResidualsQuery};
use grafscope_core::filter::quoted;

/// What is asked: errors on as many cells as there are.
pub(crate) fn query(model: &Model) -> Option<Query> {
    let body = error_areas(areas(model)?.body).body;
    let canvas = residuals_canvas(body);
    let across = model.inspection.errors.residuals.across.clone();
    (canvas.width > 0 && canvas.height > 0).then_some(Query::Residuals(ResidualsQuery {
        across,
        width: canvas.width,
        height: canvas.height,
    }))
}

/// What was found, when it is the newest.
fn found(model: &Model) -> Option<&Residuals> {
    match model.inspection.errors.finding.as_deref() {
        Some(Finding::Residuals(found)) => Some(found),
        _ => None,
    }
}

fn cloud(model: &Model) -> Option<&Cloud> {
    found(model)?.cloud.as_ref()
}

/// The middle of the cursor in cells.
fn cursor(model: &Model) -> Option<(usize, usize)> {
    model
        .inspection
        .errors
        .residuals
        .place(found(model)?, model.table()?)
}

/// Runs `command` in the view.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::NextMetric => {
            let view = &mut model.inspection.errors.residuals;
            view.bias = !view.bias;
            return Some(Vec::new());
        }
        Command::Raise | Command::Lower => {
            model
                .inspection
                .errors
                .residuals
                .resize(command == Command::Raise);
            return Some(Vec::new());
        }
        _ => {}
    }
    let steps: (isize, isize) = match command {
        Command::Left => (-1, 0),
        Command::Right => (1, 0),
        Command::Up => (0, 1),
        Command::Down => (0, -1),
        Command::PageUp => (0, 5),
        Command::PageDown => (0, -5),
        Command::First => (isize::MIN, 0),
        Command::Last => (isize::MAX, 0),
        _ => return None,
    };
    if let (Some(cloud), Some((x, y))) = (cloud(model), cursor(model)) {
        let to = |at: usize, by: isize, cells: usize| at.saturating_add_signed(by).min(cells - 1);
        let x = to(x, steps.0, cloud.across.cells());
        let y = to(y, steps.1, cloud.up.cells());
        model.inspection.errors.residuals.cursor = Some((x, y));
    }
    Some(Vec::new())
}

/// Puts the cursor on what is at column `x`, row `y` of the screen.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    let canvas = residuals_canvas(body);
    if canvas.contains(x, y) && cloud(model).is_some() {
        let up = canvas.y + canvas.height - 1 - y;
        model.inspection.errors.residuals.cursor = Some((usize::from(x - canvas.x), up.into()));
    }
}

/// Puts the cursor on `row`, where it has a place.
pub(crate) fn go_to_row(model: &mut Model, row: u32) {
    let place = found(model).zip(model.table()).and_then(|(found, table)| {
        let cloud = found.cloud.as_ref()?;
        let value = |name: &str| {
            let id = table.find(name)?;
            Some(table.column(id).values.get(row as usize))
        };
        let x = cloud.across.cell(value(&found.query.across)?)?;
        Some((x, cloud.up.cell(value("error")?)?))
    });
    model.inspection.errors.residuals.cursor = place;
}

/// The cells under the cursor as a filter.
pub(crate) fn region(model: &Model) -> Option<String> {
    let found = found(model)?;
    let cloud = found.cloud.as_ref()?;
    let cells = (cloud.across.cells(), cloud.up.cells());
    let view = &model.inspection.errors.residuals;
    let (x, y) = view.under(cursor(model)?, cells.0, cells.1);
    let across = cloud.across.filter(&quoted(&found.query.across), x.0, x.1);
    Some(format!(
        "{across} and {}",
        cloud.up.filter("error", y.0, y.1)
    ))
}
