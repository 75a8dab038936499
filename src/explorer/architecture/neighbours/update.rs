//! What is near the selected architecture.

use std::sync::Arc;

use crate::architecture::as_step;
use crate::architecture::neighbours::state::NearbyList;
use crate::command::Command;
use crate::effect::question::NeighboursRequest;
use crate::effect::{Effect, Job};
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::screen::Work;
use crate::update::requests;
use grafscope_core::diagnosis::Neighbours;

pub(crate) fn run(model: &mut Model, command: Command) {
    let page = areas(model).map_or(1, |areas| usize::from(areas.body.height / 3).max(1));
    let nearby = &mut model.inspection.architecture.nearby;
    match command {
        Command::Left => nearby.list = NearbyList::Nearest,
        Command::Right => nearby.list = NearbyList::MadeOf,
        _ => {}
    }
    let rows = nearby.rows(nearby.list).len();
    nearby.cursor = nearby.cursor.min(rows.saturating_sub(1));
    step_cursor(&mut nearby.cursor, rows, page, as_step(command));
}

/// Asks for what is near the selected row, unless that was asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let request = NeighboursRequest {
        trained_model: Arc::clone(model.training.trained_model.as_ref()?),
        row: model.selected?,
    };
    let nearby = &mut model.inspection.architecture.nearby;
    let last = nearby.request.as_ref();
    if last.is_some_and(|last| last.is_same(&request)) {
        return None;
    }
    nearby.request = Some(request.clone());
    nearby.work = Work::Running(None);
    Some(requests::start(model, Job::Neighbours(Box::new(request))))
}

pub(crate) fn take(model: &mut Model, found: Arc<Neighbours>) {
    let nearby = &mut model.inspection.architecture.nearby;
    nearby.found = Some(found);
    nearby.cursor = 0;
    nearby.work = Work::Done;
}
