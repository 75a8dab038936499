//! Feature collisions, and the upper bounds that they make.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::errors::bounds::state::bound_lines;
use crate::errors::collisions::state::collisions_areas;
use crate::errors::state::ErrorView;
use crate::errors::update as errors;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::Screen;
use crate::table::{moving, viewing};
use crate::update::{inform, warn};
use grafscope_core::diagnosis::{FeatureCollisions, Finding, Query, UpperBoundsQuery};
use grafscope_core::table::ColumnId;

/// The features of the predictor shown.
fn features(model: &Model) -> Vec<ColumnId> {
    model.used.iter().copied().collect()
}

/// What the view of ceilings asks.
pub(crate) fn query_ceilings(model: &Model) -> Option<Query> {
    Some(Query::UpperBounds(UpperBoundsQuery {
        target: model.data.as_ref()?.opened.shown_target().name.clone(),
        features: features(model),
    }))
}

/// What the view of twins asks.
pub(crate) fn query(model: &Model) -> Query {
    Query::FeatureCollisions(features(model))
}

/// Runs `command` in the view of ceilings.
pub(crate) fn run_ceilings(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if matches!(command, Command::FeatureCollisions | Command::FilterHere) {
        model.inspection.errors.view = ErrorView::FeatureCollisions;
        return Some(Vec::new());
    }
    let body = errors::body(model)?;
    let page = usize::from(body.height.saturating_sub(1)).max(1);
    let steps = moving::steps(command, page)?;
    let lines = match model.inspection.errors.finding.as_deref() {
        Some(Finding::UpperBounds(found)) => {
            let target = model.data.as_ref()?.opened.shown_target();
            bound_lines(found, &target.name, target.format, body.width.into()).len()
        }
        _ => 0,
    };
    let scroll = &mut model.inspection.errors.upper_bounds.scroll;
    *scroll = scroll
        .saturating_add_signed(steps)
        .min(lines.saturating_sub(page));
    Some(Vec::new())
}

/// The twins that were found, while they are what was found last.
fn collisions(model: &Model) -> Option<&FeatureCollisions> {
    match model.inspection.errors.finding.as_deref()? {
        Finding::FeatureCollisions(found) => Some(found),
        _ => None,
    }
}

/// Runs `command` in the view of twins.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if command == Command::FilterHere {
        return Some(filter(model));
    }
    let body = errors::body(model)?;
    let found = collisions(model)?;
    let groups = found.groups.len();
    let list = collisions_areas(body, found.missing.len()).list;
    let page = usize::from(list.height.saturating_sub(1)).max(1);
    let steps = moving::steps(command, page)?;
    let cursor = &mut model.inspection.errors.collisions.cursor;
    *cursor = cursor
        .saturating_add_signed(steps)
        .min(groups.saturating_sub(1));
    Some(Vec::new())
}

/// Puts the cursor on the group at column `x`, row `y` of the screen.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    let Some(found) = collisions(model) else {
        return;
    };
    let groups = found.groups.len();
    let list = collisions_areas(body, found.missing.len()).list;
    let (_, list) = list.split_top(1);
    let cursor = &mut model.inspection.errors.collisions.cursor;
    let first = first_in_sight(*cursor, groups, list.height.into());
    if list.contains(x, y) {
        let group = first + usize::from(y - list.y);
        *cursor = group.min(groups.saturating_sub(1));
    }
}

/// Filters to the group under the cursor.
fn filter(model: &mut Model) -> Vec<Effect> {
    let cursor = model.inspection.errors.collisions.cursor;
    let Some(group) = collisions(model).and_then(|found| found.groups.get(cursor)) else {
        inform(model, "there is no group of twins to filter to");
        return Vec::new();
    };
    let Some(filter) = group.filter.clone() else {
        warn(
            model,
            "the values of this group cannot be written in a filter",
        );
        return Vec::new();
    };
    model.screen = Screen::Panes;
    let effects = viewing::set_filter(model, filter);
    inform(
        model,
        "filtered to the rows with these features; u takes that back",
    );
    effects
}

/// Keeps the cursor on a group.
pub(crate) fn found(model: &mut Model, found: &FeatureCollisions) {
    let cursor = &mut model.inspection.errors.collisions.cursor;
    *cursor = (*cursor).min(found.groups.len().saturating_sub(1));
}
