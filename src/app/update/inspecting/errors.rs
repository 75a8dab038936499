//! The screen of errors.

use std::sync::Arc;

use crate::app::area::Area;
use crate::app::effect::{Effect, Generation, InspectRequest, Job, JobKind};
use crate::app::layout::areas;
use crate::app::model::Model;
use crate::app::screens::{ErrorView, Screen, Work, screen_areas};
use crate::command::Command;
use crate::diagnosis::{Finding, Query};

use super::super::{requests, warn};
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

/// Runs `command` in the screen.
pub(super) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let errors = &mut model.inspection.errors;
    match command {
        Command::NextView | Command::PreviousView => {
            let forward = command == Command::NextView;
            errors.view = turned(&ErrorView::ALL, errors.view, forward);
            return Some(Vec::new());
        }
        _ => {}
    }
    match errors.view {
        ErrorView::Ceilings => twins::run_ceilings(model, command),
        ErrorView::Twins => twins::run(model, command),
        ErrorView::Versus => versus::run(model, command),
        _ => None,
    }
}

/// Where the open view is drawn: its body, without head and foot.
pub(super) fn body(model: &Model) -> Option<Area> {
    Some(screen_areas(areas(model)?.body).body)
}

/// What the open view asks.
fn query(model: &Model) -> Option<Query> {
    match model.inspection.errors.view {
        ErrorView::Ceilings => twins::query_ceilings(model),
        ErrorView::Twins => Some(twins::query(model)),
        ErrorView::Versus => versus::query(model),
        _ => None,
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
    finding: &Arc<Finding>,
) -> Vec<Effect> {
    if !model.is_newest(JobKind::Inspect, generation) {
        return Vec::new();
    }
    model.inspection.errors.finding = Some(Arc::clone(finding));
    model.inspection.errors.work = Work::Done;
    match &**finding {
        Finding::Twins(found) => twins::found(model, found),
        Finding::Versus(found) => return versus::fill(model, found),
        Finding::Ceilings(_) => {}
    }
    Vec::new()
}
