//! Notes on architectures.

use std::collections::HashMap;

use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::prompt::rows::NOTE;
use crate::overlay::prompt::update as prompting;
use crate::update::{inform, refuse};
use grafscope_core::column::Builtin;

/// Most characters of a note: it is a line, not a file.
const MOST: usize = 2000;

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.selected.is_none() {
        return refuse(model, "no architecture is selected");
    }
    prompting::open(model, &NOTE)
}

pub(crate) fn text(model: &Model) -> String {
    let note = model.selected.and_then(|row| model.notes.of(row));
    note.unwrap_or_default().to_owned()
}

/// Notes `text` of the selected architecture, in place of what was noted before.
pub(crate) fn note(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let Some(row) = model.selected else {
        return Ok(Vec::new());
    };
    let length = text.chars().count();
    if length > MOST {
        return Err(format!(
            "a note has at most {MOST} characters, and this has {length}"
        ));
    }
    let before = model.notes.of(row).is_some();
    model.notes.set(row, text);
    match (before, text.is_empty()) {
        (_, false) => inform(model, format!("noted; {} in all", model.notes.len())),
        (true, true) => inform(model, "note removed"),
        (false, true) => {}
    }
    Ok(changed(model))
}

pub(crate) fn changed(model: &mut Model) -> Vec<Effect> {
    fill(model);
    crate::table::marking::arrange_if_used(model, Builtin::Noted)
}

/// Puts notes on architectures that were not there to those that are there now.
pub(crate) fn bring_back(model: &mut Model) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let bench = &data.opened.bench;
    let noted = model.notes.elsewhere.iter();
    let mut rows: HashMap<_, Option<u32>> = noted
        .filter_map(|(encoding, _)| Some((bench.space.parse(encoding).ok()?, None)))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    for (row, arch) in (0..).zip(&bench.archs) {
        if let Some(found) = rows.get_mut(arch) {
            found.get_or_insert(row);
        }
    }
    let row_of = |encoding: &str| *rows.get(&bench.space.parse(encoding).ok()?)?;
    let (mut left, mut back) = (Vec::new(), Vec::new());
    for (encoding, note) in std::mem::take(&mut model.notes.elsewhere) {
        match row_of(&encoding) {
            Some(row) => back.push((row, note)),
            None => left.push((encoding, note)),
        }
    }
    model.notes.elsewhere = left;
    let some = !back.is_empty();
    for (row, note) in back {
        // What was noted since is newer.
        if model.notes.of(row).is_none() {
            model.notes.set(row, &note);
        }
    }
    if some { changed(model) } else { Vec::new() }
}

pub(crate) fn fill(model: &mut Model) {
    if let Some(data) = &mut model.data {
        let column = model.notes.column(data.table.rows());
        data.set_flags(Builtin::Noted, column);
    }
}

/// Rows whose notes have `text` in them, whatever the case of its letters, ascending.
pub(crate) fn rows_with(model: &Model, text: &str) -> Vec<u32> {
    let text = text.to_lowercase();
    let notes = model.notes.iter();
    let found = notes.filter(|(_, note)| note.to_lowercase().contains(&text));
    found.map(|(row, _)| row).collect()
}
