//! What opening changes beside the table: where rows are now, what the command line names, and what happens where nothing
//! can be opened.

use std::sync::Arc;

use crate::automatic::{columns, order};
use crate::effect::{Effect, Generation, JobKind};
use crate::follow::update as following;
use crate::model::Model;
use crate::open::data::Data;
use crate::session::restoring;
use crate::table::marks::Marks;
use crate::table::{columns_named, form};
use crate::update::{refuse, requests};
use grafscope_core::table::{Arrangement, Notes};

/// Selection, marks and notes stay with their architectures when these are other rows now.
pub(super) fn follow_rows(model: &mut Model, before: &Data) {
    let Some(data) = &model.data else { return };
    let Some(moved) = &data.opened.moved else {
        return;
    };
    let now = |row: u32| moved.get(row as usize).copied().flatten();
    let mut marks = Marks::default();
    for row in model.marks.iter().filter_map(now) {
        marks.set(row, true);
    }
    let mut notes = Notes::default();
    notes.elsewhere.clone_from(&model.notes.elsewhere);
    for (row, note) in model.notes.iter() {
        match now(row) {
            Some(row) => notes.set(row, note),
            None => {
                let encoding = before.opened.encoding(row);
                notes.elsewhere.push((encoding, note.to_owned()));
            }
        }
    }
    let shown = |arranged: &Arrangement| {
        let rows = arranged.rows.iter().copied().filter_map(now);
        Arc::new(Arrangement {
            rows: rows.collect(),
        })
    };
    model.arrangement = shown(&model.arrangement);
    model.passing = shown(&model.passing);
    model.notes = notes;
    model.selected = model.selected.and_then(now);
    model.cursor.came_from = model.cursor.came_from.and_then(now);
    model.training.forget_predictions();
    model.marks = Arc::new(marks);
    model.found = Arc::default();
    model.find_origin = None;
    model.finding = None;
    model.inspection.attribution = None;
    model.inspection.attribution_request = None;
    model.inspection.side_by_side.explained.clear();
    requests::forget(model, JobKind::Find);
}

/// Gives the columns of the command line their full names, or chooses the default ones, and takes its form.
pub(super) fn prepare(model: &mut Model) -> Result<(), String> {
    let Some(table) = model.table().cloned() else {
        return Ok(());
    };
    if let Some(form) = model.launch.form.clone() {
        form::choose(model, &form)?;
    }
    let sets = &model.saved.sets;
    let (chosen, unknown) = columns_named::columns(&model.view.columns, sets, &table);
    let (sort, unsorted) = columns_named::sort_keys(&model.view.sort, &table);
    if let Some((_, reason)) = unknown.into_iter().chain(unsorted).next() {
        return Err(reason);
    }
    model.view.sort = sort;
    model.view.columns = if model.view.columns.is_empty() {
        columns::usual(model, &table)
    } else {
        chosen
    };
    columns::opened(model);
    order::opened(model);
    Ok(())
}

fn not_opened(model: &mut Model, reason: String) -> Vec<Effect> {
    match restoring::open_failed(model, &reason) {
        Some(effects) => effects,
        None if model.data.is_none() => vec![Effect::Fail(reason)],
        None => refuse(model, reason),
    }
}

pub(super) fn failed(model: &mut Model, generation: Generation, reason: String) -> Vec<Effect> {
    if let Some(effects) = following::failed(model, generation, &reason) {
        return effects;
    }
    let mut effects = not_opened(model, reason);
    effects.extend(following::go_on(model));
    effects
}
