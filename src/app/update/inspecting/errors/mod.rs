//! The screen of errors: what all views have in common, and which file each of them is in.

mod by_value;
mod columns;
mod filtering;
mod heat;
mod histogram;
mod residuals;
mod slices;
mod worst;

pub(in super::super) use columns::run_list;
pub(in super::super) use worst::step as step_worst;

use std::sync::Arc;

use crate::app::area::Area;
use crate::app::effect::{Effect, Generation, InspectRequest, Job, JobKind};
use crate::app::key::Key;
use crate::app::layout::areas;
use crate::app::model::Model;
use crate::app::overlay::PromptKind;
use crate::app::screens::{ErrorView, Screen, Work, error_areas};
use crate::command::Command;
use crate::diagnosis::{Finding, Query, Summary};

use super::super::{drawing, inform, moving, predicting, prompting, requests, warn};
use super::{turned, twins, versus};

/// Opens the screen.
pub(in super::super) fn open(model: &mut Model) -> Vec<Effect> {
    if model.training.learned.is_none() {
        warn(model, "there are no predictions to question yet");
        return Vec::new();
    }
    model.screen = Screen::Errors;
    Vec::new()
}

/// Runs `command` in the screen, given by `key` if it was.
pub(super) fn run(model: &mut Model, command: Command, key: Option<Key>) -> Option<Vec<Effect>> {
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
            return Some(worst::step(model, command == Command::NextWorst));
        }
        Command::Across | Command::UpColumn => {
            return Some(columns::open(model, command == Command::UpColumn));
        }
        Command::FilterHere => return Some(filtering::filter_here(model)),
        Command::NewSeed => return Some(predicting::new_seed(model)),
        Command::Export if drawing::can_draw_errors(model) => {
            return Some(prompting::open(model, PromptKind::Draw));
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
        ErrorView::Residuals => residuals::run(model, command),
        ErrorView::Histogram => histogram::run(model, command),
        ErrorView::ByValue => by_value::run(model, command),
        ErrorView::Heat => heat::run(model, command),
        ErrorView::Slices => slices::run(model, command),
        ErrorView::Ceilings | ErrorView::Twins | ErrorView::Versus => {
            run_of_two_parts(model, command)
        }
    }
}

/// The same for views whose marks are no regions of columns.
fn run_of_two_parts(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match model.inspection.errors.view {
        ErrorView::Ceilings => twins::run_ceilings(model, command),
        ErrorView::Twins => twins::run(model, command),
        ErrorView::Versus => versus::run(model, command),
        _ => None,
    }
}

/// Where the open view is drawn: its body, without head and foot.
pub(super) fn body(model: &Model) -> Option<Area> {
    Some(error_areas(areas(model)?.body).body)
}

/// What the open view asks.
fn query(model: &Model) -> Option<Query> {
    match model.inspection.errors.view {
        ErrorView::Residuals => residuals::query(model),
        ErrorView::Histogram => Some(histogram::query(model)),
        ErrorView::ByValue => by_value::query(model),
        ErrorView::Heat => heat::query(model),
        ErrorView::Slices => Some(slices::query(model)),
        ErrorView::Ceilings => twins::query_ceilings(model),
        ErrorView::Twins => Some(twins::query(model)),
        ErrorView::Versus => versus::query(model),
    }
}

/// What is under the cursor of the open view as a filter, without the one that is applied.
fn region(model: &Model) -> Option<String> {
    match model.inspection.errors.view {
        ErrorView::Residuals => residuals::region(model),
        ErrorView::Histogram => histogram::region(model),
        ErrorView::ByValue => by_value::region(model),
        ErrorView::Heat => heat::region(model),
        ErrorView::Slices => slices::region(model),
        ErrorView::Ceilings | ErrorView::Twins | ErrorView::Versus => None,
    }
}

/// Puts the cursor on what is at column `x`, row `y` of a screen that has `area`.
pub(in super::super) fn click(model: &mut Model, area: Area, x: u16, y: u16) {
    let areas = error_areas(area);
    if areas.tabs.contains(x, y) {
        let tab = model.inspection.errors.tab_at(areas.tabs, x);
        model.inspection.errors.view = tab.unwrap_or(model.inspection.errors.view);
        return;
    }
    let body = areas.body;
    match model.inspection.errors.view {
        ErrorView::Residuals => residuals::click(model, body, x, y),
        ErrorView::Histogram => histogram::click(model, body, x, y),
        ErrorView::ByValue => by_value::click(model, body, x, y),
        ErrorView::Heat => heat::click(model, body, x, y),
        ErrorView::Slices => slices::click(model, body, x, y),
        ErrorView::Ceilings => {}
        ErrorView::Twins => twins::click(model, body, x, y),
        ErrorView::Versus => versus::click(model, body, x, y),
    }
}

/// Asks for what the open view shows, unless it was asked for last.
pub(super) fn ask(model: &mut Model) -> Option<Effect> {
    let request = InspectRequest {
        table: Arc::clone(model.table()?),
        learned: Arc::clone(model.training.learned.as_ref()?),
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
pub(super) fn take(
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
        Finding::Twins(found) => twins::found(model, found),
        Finding::Versus(found) => return versus::fill(model, found),
        _ => {}
    }
    Vec::new()
}

/// Where a cursor at `at` among `len` entries is after `command`; `None` when it is no movement.
fn moved(at: usize, len: usize, command: Command) -> Option<usize> {
    /// Entries that a page key moves by.
    const PAGE: usize = 10;
    let steps = moving::steps(command, PAGE)?;
    Some(at.saturating_add_signed(steps).min(len.saturating_sub(1)))
}

/// The next larger or smaller of `all`, which ascend, after `now`.
fn next_of<T: Copy + PartialOrd>(all: &[T], now: T, larger: bool) -> T {
    let next = if larger {
        all.iter().find(|&&one| one > now)
    } else {
        all.iter().rev().find(|&&one| one < now)
    };
    next.copied().unwrap_or(now)
}
