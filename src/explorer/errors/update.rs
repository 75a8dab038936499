//! The screen of errors: what all views have in common.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::Invocation;
use crate::effect::question::InspectRequest;
use crate::effect::{Effect, Job};
use crate::errors::layout::error_areas;
use crate::errors::{ErrorView, columns, slices, worst};
use crate::export::drawing;
use crate::further::update as further;
use crate::input::key::Key;
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::prompt::files::PICTURE;
use crate::overlay::prompt::update as prompting;
use crate::predictor::{sampling, update as predicting};
use crate::screen::{Screen, Work};
use crate::update::{inform, requests, warn};
use grafscope_core::diagnosis::{Finding, Summary};

/// Entries that a page key moves by.
pub(crate) const PAGE: usize = 10;

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.training.trained_model.is_none() {
        warn(model, "there are no predictions to analyse yet");
        return Vec::new();
    }
    model.screen = Screen::Errors;
    sampling::say_where_none_is_held_out(model);
    Vec::new()
}

pub(crate) fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let command = given.command;
    let view = model.inspection.errors.view;
    match command {
        Command::NextView | Command::PreviousView => {
            let forward = command == Command::NextView;
            model.inspection.errors.view = turned(ErrorView::ALL, view, forward);
        }
        Command::GoToView => go_to(model, given.key),
        Command::FilterHere => return view.tab().filter(model),
        Command::NextWorst => return worst::step(model, true),
        Command::PreviousWorst => return worst::step(model, false),
        Command::Across => return columns::open(model, false),
        Command::UpColumn => return columns::open(model, true),
        Command::NextTarget => return further::next(model),
        Command::NewSeed => return predicting::new_seed(model),
        Command::RetrainWithSlice => return slices::gain::retrain(model),
        Command::Export if drawing::can_draw_errors(model) => {
            return prompting::open(model, &PICTURE);
        }
        Command::Export => {}
        _ => return view.tab().run(model, command),
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

/// Puts the cursor on what is at column `x`, row `y` of a screen that has `area`; returns whether that is
/// something to filter by.
pub(crate) fn click(model: &mut Model, area: Area, x: u16, y: u16) -> bool {
    let areas = error_areas(area);
    let errors = &mut model.inspection.errors;
    if areas.tabs.contains(x, y) {
        errors.view = errors.tab_at(areas.tabs, x).unwrap_or(errors.view);
        return false;
    }
    errors.view.tab().click(model, areas.body, x, y)
}

/// Asks for what the open view shows, unless it was asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let request = InspectRequest {
        table: Arc::clone(model.table()?),
        trained_model: Arc::clone(model.training.trained_model.as_ref()?),
        rows: Arc::clone(&model.arrangement),
        query: model.inspection.errors.view.tab().query(model)?,
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

pub(crate) fn take(model: &mut Model, summary: Summary, finding: &Arc<Finding>) -> Vec<Effect> {
    let errors = &mut model.inspection.errors;
    errors.finding = Some(Arc::clone(finding));
    errors.summary = Some(summary);
    errors.work = Work::Done;
    let views = ErrorView::ALL.iter();
    views
        .flat_map(|view| view.tab().take(model, finding))
        .collect()
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
