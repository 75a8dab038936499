//! The screen of errors: what all views have in common, and which file each of them is in.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::Invocation;
use crate::effect::question::InspectRequest;
use crate::effect::{Effect, Generation, Job, JobKind};
use crate::errors::layout::error_areas;
use crate::errors::state::ErrorView;
use crate::errors::versus::update as versus;
use crate::errors::{bounds, by_value, collisions, columns, filtering, heat, histogram};
use crate::errors::{residuals, slices, worst};
use crate::export::drawing;
use crate::input::key::Key;
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::prompt::files::PICTURE;
use crate::overlay::prompt::update as prompting;
use crate::predictor::update as predicting;
use crate::screen::{Screen, Work};
use crate::update::{inform, requests, warn};
use grafscope_core::diagnosis::{Finding, Query, Summary};

/// Entries that a page key moves by.
pub(crate) const PAGE: usize = 10;

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.training.trained_model.is_none() {
        warn(model, "there are no predictions to analyse yet");
        return Vec::new();
    }
    model.screen = Screen::Errors;
    Vec::new()
}

pub(crate) fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let command = given.command;
    let view = model.inspection.errors.view;
    match command {
        Command::NextView | Command::PreviousView => {
            let forward = command == Command::NextView;
            model.inspection.errors.view = turned(&ErrorView::ALL, view, forward);
        }
        Command::GoToView => go_to(model, given.key),
        Command::FeatureCollisions | Command::FilterHere if view == ErrorView::UpperBounds => {
            model.inspection.errors.view = ErrorView::FeatureCollisions;
        }
        Command::FilterHere => {
            return match view {
                ErrorView::FeatureCollisions => collisions::filter(model),
                ErrorView::ModelComparison => versus::filter(model),
                _ => filtering::filter_here(model),
            };
        }
        Command::NextWorst => return worst::step(model, true),
        Command::PreviousWorst => return worst::step(model, false),
        Command::Across => return columns::open(model, false),
        Command::UpColumn => return columns::open(model, true),
        Command::NewSeed => return predicting::new_seed(model),
        Command::RetrainWithSlice => return slices::gain::retrain(model),
        Command::Export if drawing::can_draw_errors(model) => {
            return prompting::open(model, &PICTURE);
        }
        Command::Export => {}
        _ => match view {
            ErrorView::Residuals => residuals::run(model, command),
            ErrorView::Histogram => histogram::run(model, command),
            ErrorView::ByValue => by_value::run(model, command),
            ErrorView::Heat => heat::run(model, command),
            ErrorView::Slices => slices::run(model, command),
            ErrorView::UpperBounds => bounds::run(model, command),
            ErrorView::FeatureCollisions => collisions::run(model, command),
            ErrorView::ModelComparison => return versus::run(model, command),
        },
    }
    Vec::new()
}

/// Opens the view whose number was typed.
fn go_to(model: &mut Model, key: Option<Key>) {
    let place = key.and_then(Key::typed).and_then(|c| c.to_digit(10));
    let view = place.and_then(|place| ErrorView::ALL.get((place as usize).checked_sub(1)?));
    match view {
        Some(&view) => model.inspection.errors.view = view,
        None => inform(model, "there is no such view"),
    }
}

/// Where the open view is drawn, without head and foot.
pub(crate) fn body(model: &Model) -> Option<Area> {
    Some(error_areas(areas(model)?.body).body)
}

fn query(model: &Model) -> Option<Query> {
    match model.inspection.errors.view {
        ErrorView::Residuals => residuals::query(model),
        ErrorView::Histogram => Some(histogram::query(model)),
        ErrorView::ByValue => by_value::query(model),
        ErrorView::Heat => heat::query(model),
        ErrorView::Slices => Some(slices::query(model)),
        ErrorView::UpperBounds => bounds::query(model),
        ErrorView::FeatureCollisions => Some(collisions::query(model)),
        ErrorView::ModelComparison => versus::query(model),
    }
}

/// What is under the cursor of the open view as a filter, without the one that is applied.
pub(crate) fn region(model: &Model) -> Option<String> {
    match model.inspection.errors.view {
        ErrorView::Residuals => residuals::region(model),
        ErrorView::Histogram => histogram::region(model),
        ErrorView::ByValue => by_value::region(model),
        ErrorView::Heat => heat::region(model),
        ErrorView::Slices => slices::region(model),
        ErrorView::UpperBounds | ErrorView::FeatureCollisions | ErrorView::ModelComparison => None,
    }
}

/// Puts the cursor on what is at column `x`, row `y` of a screen that has `area`.
pub(crate) fn click(model: &mut Model, area: Area, x: u16, y: u16) {
    let areas = error_areas(area);
    let errors = &mut model.inspection.errors;
    if areas.tabs.contains(x, y) {
        errors.view = errors.tab_at(areas.tabs, x).unwrap_or(errors.view);
        return;
    }
    let body = areas.body;
    match errors.view {
        ErrorView::Residuals => residuals::click(model, body, x, y),
        ErrorView::Histogram => histogram::click(model, body, x, y),
        ErrorView::ByValue => by_value::click(model, body, x, y),
        ErrorView::Heat => heat::click(model, body, x, y),
        ErrorView::Slices => slices::click(model, body, x, y),
        ErrorView::UpperBounds => {}
        ErrorView::FeatureCollisions => collisions::click(model, body, x, y),
        ErrorView::ModelComparison => versus::click(model, body, x, y),
    }
}

/// Asks for what the open view shows, unless it was asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let request = InspectRequest {
        table: Arc::clone(model.table()?),
        trained_model: Arc::clone(model.training.trained_model.as_ref()?),
        rows: Arc::clone(&model.arrangement),
        query: query(model)?,
    };
    let errors = &mut model.inspection.errors;
    let last = errors.request.as_ref();
    if last.is_some_and(|last| last.is_same(&request)) {
        return None;
    }
    errors.request = Some(request.clone());
    errors.work = Work::Running(None);
    Some(requests::start(model, Job::Inspect(Box::new(request))))
}

pub(crate) fn take(
    model: &mut Model,
    generation: Generation,
    summary: Summary,
    finding: &Arc<Finding>,
) -> Vec<Effect> {
    if !model.is_newest(JobKind::Inspect, generation) {
        return Vec::new();
    }
    let errors = &mut model.inspection.errors;
    errors.finding = Some(Arc::clone(finding));
    errors.summary = Some(summary);
    errors.work = Work::Done;
    match &**finding {
        Finding::Slices(found) => {
            let last = found.slices.len().saturating_sub(1);
            errors.slices.cursor = errors.slices.cursor.min(last);
        }
        Finding::FeatureCollisions(found) => collisions::clamp(model, found),
        Finding::ModelComparison(found) => return versus::fill(model, found),
        _ => {}
    }
    Vec::new()
}

/// The next larger or smaller of `all`, which ascend, after `now`.
pub(crate) fn next_of<T: Copy + PartialOrd>(all: &[T], now: T, larger: bool) -> T {
    let next = if larger {
        all.iter().find(|&&one| one > now)
    } else {
        all.iter().rev().find(|&&one| one < now)
    };
    next.copied().unwrap_or(now)
}
