//! Finding rows: by encoding and note, the best, the predicted best.

use std::sync::Arc;

use crate::command::Command;
use crate::command::place::key_of;
use crate::effect::{Effect, FindRequest, Job, JobKind};
use crate::model::{Cursor, Model};
use crate::overlay::prompt::rows::FIND;
use crate::overlay::prompt::update as prompting;
use crate::table::found::Found;
use crate::table::population::Population;
use crate::table::{moving, noting};
use crate::update::{inform, refuse, requests, warn};
use crate::widgets::text::grouped;
use grafscope_core::column::Builtin;

/// Where the user was when a search began to be typed.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    cursor: Cursor,
    selected: Option<u32>,
    found: Arc<Found>,
}

/// Has a text to find typed.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.find_origin = Some(Origin {
        cursor: model.cursor,
        selected: model.selected,
        found: Arc::clone(&model.found),
    });
    prompting::open(model, &FIND)
}

/// Looks for `text` while it is typed: the first match from where the search began on is shown.
pub(crate) fn typed(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(effect) = search(model, text.trim(), None) {
        return vec![effect];
    }
    back(model);
    model.found = Arc::default();
    stop(model)
}

/// Stays at the match; one that is still looked for is gone to when it is found.
pub(crate) fn accept(model: &mut Model, text: &str) -> Vec<Effect> {
    if text.is_empty() {
        return cancel(model);
    }
    let origin = model.find_origin.take();
    if origin.is_none() || model.found.text != text {
        return search(model, text, None).into_iter().collect();
    }
    moving::left(model, origin.and_then(|origin| origin.selected));
    tell_place(model);
    Vec::new()
}

/// Goes back to where the search began.
pub(crate) fn cancel(model: &mut Model) -> Vec<Effect> {
    back(model);
    if let Some(origin) = model.find_origin.take() {
        model.found = origin.found;
    }
    let mut effects = stop(model);
    effects.extend(arranged(model));
    effects
}

/// To the row that was selected, which may have another place by now.
fn back(model: &mut Model) {
    if let Some(origin) = model.find_origin.clone() {
        model.cursor = origin.cursor;
        let position = origin.selected.and_then(|row| model.position_of(row));
        moving::go_to(model, position.unwrap_or(origin.cursor.position));
    }
}

fn stop(model: &mut Model) -> Vec<Effect> {
    model.finding = None;
    vec![requests::stop(model, JobKind::Find)]
}

/// A search for `text`, or where `known` is found already, for its places among the rows shown.
fn search(model: &mut Model, text: &str, known: Option<Arc<Vec<u32>>>) -> Option<Effect> {
    let data = model.data.as_ref().filter(|_| !text.is_empty())?;
    let request = FindRequest {
        bench: Arc::clone(&data.opened.bench),
        noted: noting::rows_with(model, text),
        text: text.to_owned(),
        known,
        arrangement: Arc::clone(&model.arrangement),
    };
    let effect = requests::start(model, Job::Find(Box::new(request)));
    model.finding = Some(model.last);
    Some(effect)
}

/// The places of the matches once other rows are shown, or in another order; a search that runs finds them itself.
pub(crate) fn arranged(model: &mut Model) -> Option<Effect> {
    let is_known = model.found.text.is_empty() || model.found.is_in(&model.arrangement);
    if model.finding.is_some() || is_known {
        return None;
    }
    let found = Arc::clone(&model.found);
    search(model, &found.text, Some(Arc::clone(&found.rows)))
}

/// Takes what a search found, and goes to the first match from where it began on.
pub(crate) fn found(model: &mut Model, found: Arc<Found>) -> Vec<Effect> {
    model.finding = None;
    if !found.is_in(&model.arrangement) {
        let known = Some(Arc::clone(&found.rows));
        return search(model, &found.text, known).into_iter().collect();
    }
    let again = Arc::ptr_eq(&model.found.rows, &found.rows);
    model.found = found;
    if again {
        return Vec::new();
    }
    model.inspection.errors.stepping = false;
    let origin = model
        .find_origin
        .as_ref()
        .map(|origin| origin.cursor.position);
    match model
        .found
        .next(origin.unwrap_or(model.cursor.position), true)
    {
        Some(position) => moving::go_to(model, position),
        None => back(model),
    }
    if model.find_origin.is_none() {
        tell_place(model);
    }
    Vec::new()
}

/// Which match is shown of how many, while a text to find is typed.
pub(crate) fn count(model: &Model) -> Option<String> {
    (!model.found.text.is_empty()).then(|| model.found.place(model.cursor.position))
}

/// Goes to the next (or previous) shown row that the last search found, or that errs most if the worst one
/// was gone to since.
pub(crate) fn next(model: &mut Model, forward: bool) -> Vec<Effect> {
    if model.inspection.errors.stepping {
        return crate::errors::worst::step(model, forward);
    }
    if let Some(effect) = arranged(model) {
        return vec![effect];
    }
    let from = model.cursor.position;
    let last = model.arrangement.rows.len().saturating_sub(1);
    let from = if forward {
        from + 1
    } else {
        from.checked_sub(1).unwrap_or(last)
    };
    if let Some(position) = model.found.next(from, forward) {
        moving::jump(model, position);
    }
    tell_place(model);
    Vec::new()
}

fn tell_place(model: &mut Model) {
    let found = Arc::clone(&model.found);
    let hidden = found.rows.len() - found.shown();
    let elsewhere = match hidden {
        0 => String::new(),
        hidden => format!("; {} more are not shown", grouped(hidden)),
    };
    if found.text.is_empty() {
        warn(model, "nothing was searched for yet");
    } else if found.rows.is_empty() {
        warn(
            model,
            "no architecture has that in its encoding or its note",
        );
    } else if found.shown() == 0 {
        let text = format!(
            "{} found, none of them among the rows shown",
            grouped(hidden)
        );
        warn(model, text);
    } else {
        let place = found.place(model.cursor.position);
        inform(model, format!("match {place}{elsewhere}"));
    }
}

pub(crate) fn best(model: &mut Model) -> Vec<Effect> {
    go_to_best(model, "best", Population::Measured, Builtin::True)
}

pub(crate) fn predicted_best(model: &mut Model) -> Vec<Effect> {
    let of = Population::Scored;
    go_to_best(model, "predicted best", of, Builtin::Predicted)
}

/// The best predicted one that is likely to keep within the bounds.
pub(crate) fn feasible_best(model: &mut Model) -> Vec<Effect> {
    if model.bounds.text.is_empty() {
        let key = key_of(model, Command::Bounds);
        return refuse(model, format!("there are no bounds: {key} sets them"));
    }
    let of = Population::Feasible;
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
    let sign = data.opened.shown_target().better.sign();
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
