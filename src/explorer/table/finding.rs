//! Finding rows: by encoding and note, the best, the worst predicted.

use std::sync::Arc;

use crate::effect::{Effect, Job};
use crate::model::Model;
use crate::table::{moving, noting};
use crate::update::{inform, requests, warn};
use grafscope_core::bench::Better;

pub(crate) fn find(model: &mut Model, text: &str) -> Vec<Effect> {
    let text = text.trim();
    let Some(data) = model.data.as_ref().filter(|_| !text.is_empty()) else {
        return Vec::new();
    };
    let job = Job::Find {
        bench: Arc::clone(&data.opened.bench),
        text: text.to_owned(),
        noted: noting::rows_with(model, text),
    };
    vec![requests::start(model, job)]
}

/// Takes the rows that a search found, and goes to the first of them from the cursor on.
pub(crate) fn found(model: &mut Model, rows: Arc<Vec<u32>>) {
    model.inspection.errors.stepping = false;
    model.found = rows;
    if model.found.is_empty() {
        return warn(
            model,
            "no architecture has that in its encoding or its note",
        );
    }
    let at_cursor = model
        .row_at(model.cursor.position)
        .is_some_and(|row| model.found.binary_search(&row).is_ok());
    if at_cursor {
        tell_place(model);
    } else {
        next(model, true);
    }
}

/// Goes to the next (or previous) shown row that the last search found, or that errs most if the worst one
/// was gone to since.
pub(crate) fn next(model: &mut Model, forward: bool) -> Vec<Effect> {
    if model.inspection.errors.stepping {
        return crate::errors::worst::step(model, forward);
    }
    let rows = &model.arrangement.rows;
    let count = rows.len();
    let from = model.cursor.position;
    let mut others = (1..=count).map(|step| {
        let step = if forward { step } else { count - step };
        (from + step) % count
    });
    let hit = others.find(|&position| model.found.binary_search(&rows[position]).is_ok());
    match hit {
        Some(position) => {
            moving::go_to(model, position);
            tell_place(model);
        }
        None if model.found.is_empty() => warn(model, "nothing was searched for yet"),
        None => {
            let found = model.found.len();
            let text = format!("{found} found, none of them among the rows shown");
            warn(model, text);
        }
    }
    Vec::new()
}

fn tell_place(model: &mut Model) {
    let text = match model.found.len() {
        1 => "1 architecture found".to_owned(),
        many => format!("{many} architectures found"),
    };
    inform(model, text);
}

pub(crate) fn best(model: &mut Model, column: &str) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let sign = match data.opened.shown_target().better {
        Better::Higher => 1.0,
        Better::Lower => -1.0,
    };
    let position = largest(model, column, |value| sign * value);
    go_or_say(model, position, column)
}

pub(crate) fn worst_error(model: &mut Model) -> Vec<Effect> {
    let position = largest(model, "error", f64::abs);
    model.inspection.errors.stepping |= position.is_some();
    go_or_say(model, position, "error")
}

/// Position of the first shown row with the largest `score` of its value in `column`.
fn largest(model: &Model, column: &str, score: impl Fn(f64) -> f64) -> Option<usize> {
    let table = model.table()?;
    let values = &table.column(table.find(column)?).values;
    let mut best: Option<(f64, usize)> = None;
    for (position, &row) in model.arrangement.rows.iter().enumerate() {
        let score = score(values.get(row as usize));
        if !score.is_nan() && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, position));
        }
    }
    best.map(|(_, position)| position)
}

fn go_or_say(model: &mut Model, position: Option<usize>, column: &str) -> Vec<Effect> {
    match position {
        Some(position) => moving::go_to(model, position),
        None => warn(model, format!("no row shown has a value in `{column}`")),
    }
    Vec::new()
}
