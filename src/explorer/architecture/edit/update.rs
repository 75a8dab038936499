//! The architecture edited: slots, undo, and what is one edit away.

use std::sync::Arc;

use crate::architecture::as_step;
use crate::architecture::edit::state::{AroundOrder, Editing};
use crate::command::Command;
use crate::effect::question::VaryRequest;
use crate::effect::{Effect, Job};
use crate::inspection::update::turned;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::screen::Work;
use crate::update::{inform, requests};
use grafscope_core::diagnosis::Variation;
use grafscope_core::space::{Architecture, SearchSpace};

/// `None` where there is nothing to do.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<()> {
    let space = model.data.as_ref()?.opened.bench.space;
    let page = areas(model).map_or(1, |areas| usize::from(areas.body.height / 3).max(1));
    let edit = &mut model.inspection.architecture.edit;
    match command {
        Command::Left | Command::Right => turn_slot(edit, command == Command::Right),
        Command::Up | Command::Down => {
            let edit_slot = edit.chosen()?;
            let choice = edit_slot.turned(command == Command::Down).arch.clone();
            change(edit, choice?, space);
        }
        Command::MakeEdit => {
            let around = edit.around()?;
            let (edit_slot, arch) = (around.edit_slot, around.evaluated_edits.arch.clone());
            change(edit, arch, space);
            edit.edit_slot = edit_slot.min(edit.edit_slots.len().saturating_sub(1));
        }
        Command::SortNext => {
            edit.order = turned(&AroundOrder::ALL, edit.order, true);
            edit.sort();
        }
        Command::SortTurn => {
            edit.descending = !edit.descending;
            edit.sort();
        }
        Command::Original => {
            let original = edit.original.clone()?;
            change(edit, original, space);
        }
        Command::Undo | Command::Redo => {
            let (from, to, empty) = if command == Command::Undo {
                (&mut edit.undo, &mut edit.redo, "no edit to undo")
            } else {
                (&mut edit.redo, &mut edit.undo, "no edit to redo")
            };
            let Some(other) = from.pop() else {
                inform(model, empty);
                return None;
            };
            to.extend(edit.now.take());
            edit.set(other, space);
        }
        _ => step_cursor(&mut edit.cursor, edit.shown.len(), page, as_step(command)),
    }
    Some(())
}

/// Starts over where another row is selected.
pub(crate) fn follow(model: &mut Model) {
    let (Some(data), Some(row)) = (&model.data, model.selected) else {
        return;
    };
    let bench = &data.opened.bench;
    let arch = &bench.archs[row as usize];
    let edit = &mut model.inspection.architecture.edit;
    if edit.original.as_ref() != Some(arch) {
        let better = data.opened.shown_target().better;
        edit.begin(arch.clone(), bench.space, better);
    }
}

/// Asks for what is known of the edited architecture, unless that was asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let data = model.data.as_ref()?;
    let edit = &model.inspection.architecture.edit;
    let set: Vec<_> = model.used.iter().copied().collect();
    // The predictor may be of another table, opened before.
    let trained_model = model.training.trained_model.as_ref();
    let trained_model = trained_model.filter(|of| of.design().is_of(&data.table, &set));
    let request = VaryRequest {
        opened: Arc::clone(&data.opened),
        table: Arc::clone(&data.table),
        trained_model: trained_model.cloned(),
        set: Arc::new(set),
        original: edit.original.clone()?,
        now: edit.now.clone()?,
    };
    let last = edit.request.as_ref();
    if last.is_some_and(|last| last.is_same(&request)) {
        return None;
    }
    let edit = &mut model.inspection.architecture.edit;
    edit.request = Some(request.clone());
    edit.work = Work::Running(None);
    Some(requests::start(model, Job::Vary(Box::new(request))))
}

pub(crate) fn take(model: &mut Model, variation: Arc<Variation>) {
    let edit = &mut model.inspection.architecture.edit;
    edit.variation = Some(variation);
    edit.work = Work::Done;
    edit.sort();
}

fn turn_slot(edit: &mut Editing, forward: bool) {
    let count = edit.edit_slots.len();
    if count > 0 {
        let step = if forward { 1 } else { count - 1 };
        edit.edit_slot = (edit.edit_slot + step) % count;
    }
}

/// Makes it `arch`, so that it can be undone.
fn change(edit: &mut Editing, arch: Architecture, space: &dyn SearchSpace) {
    if edit.now.as_ref() != Some(&arch) {
        edit.undo.extend(edit.now.take());
        edit.redo.clear();
        edit.set(arch, space);
    }
}
