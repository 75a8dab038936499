//! The screen of errors.

use std::sync::Arc;

use crate::app::effect::{Effect, Generation, InspectRequest, Job, JobKind};
use crate::app::model::Model;
use crate::app::screens::{ErrorView, Screen, Work};
use crate::command::Command;
use crate::diagnosis::{Finding, Query};

use super::super::{requests, warn};
use super::turned;

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
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// What the open view asks.
fn query(model: &Model) -> Option<Query> {
    let _ = model;
    None
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
pub(super) fn take(model: &mut Model, generation: Generation, finding: Arc<Finding>) {
    if model.is_newest(JobKind::Inspect, generation) {
        model.inspection.errors.finding = Some(finding);
        model.inspection.errors.work = Work::Done;
    }
}
