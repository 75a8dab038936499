//! Finding rows: by encoding and note, the best, the predicted best.

use std::sync::Arc;

use crate::effect::{Effect, Job};
use crate::model::Model;
use crate::table::population::Population;
use crate::table::{moving, noting};
use crate::update::{inform, refuse, requests, warn};
use grafscope_core::bench::Better;
use grafscope_core::column::Builtin;

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
            moving::jump(model, position);
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

pub(crate) fn best(model: &mut Model) -> Vec<Effect> {
    go_to_best(model, "best", Population::Measured, Builtin::True)
}

pub(crate) fn predicted_best(model: &mut Model) -> Vec<Effect> {
    let of = Population::Scored;
    go_to_best(model, "predicted best", of, Builtin::Predicted)
}

/// Goes to the first row of `population` with the best value in `column`, and says of how many.
fn go_to_best(
    model: &mut Model,
    what: &str,
    population: Population,
    column: Builtin,
) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let Some(id) = data.table.builtin(column) else {
        return Vec::new();
    };
    let values = &data.table.column(id).values;
    let sign = match data.opened.shown_target().better {
        Better::Higher => 1.0,
        Better::Lower => -1.0,
    };
    let mut count = 0;
    let mut best: Option<(f64, usize)> = None;
    for (position, row) in population.shown(model) {
        count += 1;
        let value = sign * values.get(row as usize);
        if best.is_none_or(|(most, _)| value > most) {
            best = Some((value, position));
        }
    }
    let Some((_, position)) = best else {
        let none = format!("no row shown is {}", population.name(model));
        return refuse(model, none);
    };
    moving::jump(model, position);
    let rows = population.words(model, count);
    inform(model, format!("{what} of {rows}"));
    Vec::new()
}

/// Goes to the scored row with the largest error; the keys for the next match go on from there.
pub(crate) fn worst_error(model: &mut Model) -> Vec<Effect> {
    model.inspection.errors.stepping = false;
    crate::errors::worst::step(model, true)
}
