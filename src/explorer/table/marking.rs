//! Marks, and taking rows out of the program.

use std::sync::Arc;

use crate::effect::Effect;
use crate::model::Model;
use crate::table::moving;
use crate::update::{inform, refuse, requests};
use grafscope_core::column::Builtin;

pub(crate) fn mark(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.selected else {
        return Vec::new();
    };
    let marked = model.marks.contains(row);
    Arc::make_mut(&mut model.marks).set(row, !marked);
    let effects = marks_changed(model);
    moving::step(model, 1);
    effects
}

pub(crate) fn mark_shown(model: &mut Model) -> Vec<Effect> {
    let shown = Arc::clone(&model.arrangement);
    let all_marked = shown.rows.iter().all(|&row| model.marks.contains(row));
    let marks = Arc::make_mut(&mut model.marks);
    for &row in &shown.rows {
        marks.set(row, !all_marked);
    }
    marks_changed(model)
}

/// Marks the rows `now` in place of those `before`.
pub(crate) fn exchange(model: &mut Model, before: &[u32], now: &[u32]) -> Vec<Effect> {
    let marks = Arc::make_mut(&mut model.marks);
    for &row in before {
        marks.set(row, false);
    }
    for &row in now {
        marks.set(row, true);
    }
    marks_changed(model)
}

pub(crate) fn clear(model: &mut Model) -> Vec<Effect> {
    model.marks = Arc::default();
    marks_changed(model)
}

fn marks_changed(model: &mut Model) -> Vec<Effect> {
    fill_marks(model);
    inform(model, format!("{} marked", model.marks.len()));
    arrange_if_used(model, Builtin::Marked)
}

/// Filters and sorts again where that uses `column`, by its name or by its header.
pub(crate) fn arrange_if_used(model: &mut Model, column: Builtin) -> Vec<Effect> {
    let spec = column.spec();
    let uses = |text: &str| text.contains(spec.name) || text.contains(spec.header);
    let matters = uses(&model.view.filter) || model.view.sort.iter().any(|(name, _)| uses(name));
    if matters {
        requests::arrange(model).unwrap_or_default()
    } else {
        Vec::new()
    }
}

pub(crate) fn fill_marks(model: &mut Model) {
    if let Some(data) = &mut model.data {
        let column = model.marks.column(data.table.rows());
        data.set_flags(Builtin::Marked, column);
    }
}

/// Copies the encodings of the marked architectures that are shown, one a line, in their order.
pub(crate) fn copy_marked(model: &mut Model) -> Vec<Effect> {
    let shown = model.arrangement.rows.iter();
    let marked = shown.filter(|&&row| model.marks.contains(row));
    let lines: Vec<String> = marked.map(|&row| model.encoding(row)).collect();
    if lines.is_empty() {
        return refuse(model, "none of the rows shown is marked");
    }
    vec![Effect::Copy(lines.join("\n"))]
}

/// Copies the encoding of the selected architecture as it is shown.
pub(crate) fn copy(model: &mut Model) -> Vec<Effect> {
    let shown = model.selected.map(|row| Effect::Copy(model.encoding(row)));
    shown.into_iter().collect()
}
