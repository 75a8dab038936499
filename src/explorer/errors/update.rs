//! The screen of errors: what all views have in common, and which file each of them is in.

use std::sync::Arc;

pub(crate) use crate::command::Command;
use crate::effect::question::InspectRequest;
use crate::effect::{Effect, Generation, Job, JobKind};
use crate::errors::collisions::update as collisions;
use crate::errors::layout::error_areas;
use crate::errors::state::ErrorView;
use crate::errors::versus::update as versus;
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
use crate::table::moving;
use crate::update::{inform, requests, warn};
use grafscope_core::diagnosis::{Finding, Query, Summary};

/// Opens the screen.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.training.trained_model.is_none() {
        warn(model, "there are no predictions to question yet");
        return Vec::new();
    }
    model.screen = Screen::Errors;
    Vec::new()
}

/// Runs `command` in the screen, given by `key` if it was.
pub(crate) fn run(model: &mut Model, command: Command, key: Option<Key>) -> Option<Vec<Effect>> {
    let own = matches!(command, Command::FilterHere | Command::Across);
    if own && let Some(effects) = run_of_two_parts(model, command) {
        return Some(effects);
    }
    match command {
        Command::NextView | Command::PreviousView => {
            let forward = command == Command::NextView;
            let errors = &mut model.inspection.errors;
            errors.view = turned(&ErrorView::ALL, errors.view, forward);
        }
        Command::GoToView => go_to(model, key),
        Command::NextWorst | Command::PreviousWorst => {
            return Some(crate::errors::worst::step(
                model,
                command == Command::NextWorst,
            ));
        }
        Command::Across | Command::UpColumn => {
            return Some(crate::errors::columns::open(
                model,
                command == Command::UpColumn,
            ));
        }
        Command::FilterHere => return Some(crate::errors::filtering::filter_here(model)),
        Command::NewSeed => return Some(predicting::new_seed(model)),
        Command::Export if drawing::can_draw_errors(model) => {
            return Some(prompting::open(model, &PICTURE));
        }
        Command::Export => {}
        _ => return run_view(model, command),
    }
    Some(Vec::new())
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

/// Runs `command` in the open view.
fn run_view(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match model.inspection.errors.view {
        ErrorView::Residuals => crate::errors::residuals::update::run(model, command),
        ErrorView::Histogram => crate::errors::histogram::update::run(model, command),
        ErrorView::ByValue => crate::errors::by_value::update::run(model, command),
        ErrorView::Heat => crate::errors::heat::update::run(model, command),
        ErrorView::Slices => crate::errors::slices::update::run(model, command),
        ErrorView::UpperBounds | ErrorView::FeatureCollisions | ErrorView::ModelComparison => {
            run_of_two_parts(model, command)
        }
    }
}

/// The same for views whose marks are no regions of columns.
fn run_of_two_parts(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match model.inspection.errors.view {
        ErrorView::UpperBounds => collisions::run_ceilings(model, command),
        ErrorView::FeatureCollisions => collisions::run(model, command),
        ErrorView::ModelComparison => versus::run(model, command),
        _ => None,
    }
}

/// Where the open view is drawn: its body, without head and foot.
pub(crate) fn body(model: &Model) -> Option<Area> {
    Some(error_areas(areas(model)?.body).body)
}

/// What the open view asks.
fn query(model: &Model) -> Option<Query> {
    match model.inspection.errors.view {
        ErrorView::Residuals => crate::errors::residuals::update::query(model),
        ErrorView::Histogram => Some(crate::errors::histogram::update::query(model)),
        ErrorView::ByValue => crate::errors::by_value::update::query(model),
        ErrorView::Heat => crate::errors::heat::update::query(model),
        ErrorView::Slices => Some(crate::errors::slices::update::query(model)),
        ErrorView::UpperBounds => collisions::query_ceilings(model),
        ErrorView::FeatureCollisions => Some(collisions::query(model)),
        ErrorView::ModelComparison => versus::query(model),
    }
}

/// What is under the cursor of the open view as a filter, without the one that is applied.
pub(crate) fn region(model: &Model) -> Option<String> {
    match model.inspection.errors.view {
        ErrorView::Residuals => crate::errors::residuals::update::region(model),
        ErrorView::Histogram => crate::errors::histogram::update::region(model),
        ErrorView::ByValue => crate::errors::by_value::update::region(model),
        ErrorView::Heat => crate::errors::heat::update::region(model),
        ErrorView::Slices => crate::errors::slices::update::region(model),
        ErrorView::UpperBounds | ErrorView::FeatureCollisions | ErrorView::ModelComparison => None,
    }
}

/// Puts the cursor on what is at column `x`, row `y` of a screen that has `area`.
pub(crate) fn click(model: &mut Model, area: Area, x: u16, y: u16) {
    let areas = error_areas(area);
    if areas.tabs.contains(x, y) {
        let tab = model.inspection.errors.tab_at(areas.tabs, x);
        model.inspection.errors.view = tab.unwrap_or(model.inspection.errors.view);
        return;
    }
    let body = areas.body;
    match model.inspection.errors.view {
        ErrorView::Residuals => crate::errors::residuals::update::click(model, body, x, y),
        ErrorView::Histogram => crate::errors::histogram::update::click(model, body, x, y),
        ErrorView::ByValue => crate::errors::by_value::update::click(model, body, x, y),
        ErrorView::Heat => crate::errors::heat::update::click(model, body, x, y),
        ErrorView::Slices => crate::errors::slices::update::click(model, body, x, y),
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
    let last = model.inspection.errors.request.as_ref();
    if last.is_some_and(|last| last.is_same(&request)) {
        return None;
    }
    model.inspection.errors.request = Some(request.clone());
    model.inspection.errors.work = Work::Running(None);
    Some(requests::start(model, Job::Inspect(Box::new(request))))
}

/// Takes what was found in.
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
        Finding::FeatureCollisions(found) => collisions::found(model, found),
        Finding::ModelComparison(found) => return versus::fill(model, found),
        _ => {}
    }
    Vec::new()
}

/// Where a cursor at `at` among `len` entries is after `command`; `None` when it is no movement.
pub(crate) fn moved(at: usize, len: usize, command: Command) -> Option<usize> {
    /// Entries that a page key moves by.
    const PAGE: usize = 10;
    let steps = moving::steps(command, PAGE)?;
    Some(at.saturating_add_signed(steps).min(len.saturating_sub(1)))
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
