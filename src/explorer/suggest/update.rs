//! Asking what to measure next, and showing it.

use std::mem;
use std::sync::Arc;

use crate::automatic::{columns, order};
use crate::command::Command;
use crate::command::keymap::Context;
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::predictor::sampling;
use crate::suggest::state::{Asked, Suggested};
use crate::table::{marking, viewing};
use crate::update::{inform, or_warn, requests, warn};
use crate::widgets::text::grouped;
use grafscope_core::column::Builtin;
use grafscope_core::experiment::{SuggestOptions, SuggestRows, SuggestedRows};
use grafscope_core::predict::{FeatureSetError, Rows, TrainedModel};

/// Has a batch suggested, among the rows of the filter if there is one; it is marked and shown once it is there.
pub(crate) fn suggest(model: &mut Model) -> Vec<Effect> {
    let suggesting = &mut model.suggesting;
    suggesting.is_kept = true;
    suggesting.is_awaited = true;
    suggesting.asked = None;
    let count = suggesting.options.count;
    inform(model, format!("suggesting {count}"));
    Vec::new()
}

/// Asks for a batch where one is wanted, unless the last one still holds.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let is_busy = model.training.running.is_some() || model.arranging;
    if model.data.is_none() || is_busy || !is_wanted(model) {
        return None;
    }
    let trained_model = model.training.trained_model.clone();
    let asked = model.suggesting.asked.as_ref();
    if asked.is_some_and(|asked| asked.is_of(trained_model.as_ref())) {
        return None;
    }
    model.suggesting.asked = Some(Asked(trained_model.clone()));
    if model.suggesting.is_awaited {
        let filter = &model.view.filter;
        let is_constraint = !filter.is_empty() && !names_it(filter);
        model.suggesting.among = is_constraint.then(|| Arc::clone(&model.passing));
    }
    match request(model, trained_model) {
        Ok(request) => Some(requests::start(model, Job::Suggest(Box::new(request?)))),
        Err(error) => {
            failed(model, &error.to_string());
            None
        }
    }
}

/// Whether the columns are to be filled: the user has asked for them, or sees, sorts by or filters by them, or has
/// begun to measure a space.
fn is_wanted(model: &Model) -> bool {
    let view = &model.view;
    let keys = view.sort.iter().map(|(name, _)| name);
    let mut names = view.columns.iter().chain(keys);
    model.suggesting.is_kept
        || names_it(&view.filter)
        || names.any(|name| names_it(name))
        || view.automatic.sort && sampling::is_begun(model)
}

fn names_it(text: &str) -> bool {
    let mut columns = Builtin::SUGGESTION.iter();
    columns.any(|column| text.contains(column.name()))
}

fn request(
    model: &Model,
    trained_model: Option<Arc<TrainedModel>>,
) -> Result<Option<SuggestRows>, FeatureSetError> {
    let Some(data) = &model.data else {
        return Ok(None);
    };
    // The settings may be ahead of the predictor.
    let current = model.training.current.as_ref();
    let settings = current.map_or(&model.settings, |trained| &trained.settings);
    Ok(Some(SuggestRows {
        bench: Arc::clone(&data.opened.bench),
        table: Arc::clone(&data.table),
        features: model.saved.sets.parse(&settings.features, &data.table)?,
        better: data.opened.shown_target().better,
        all_rows: settings.rows == Rows::All,
        trained_model,
        among: model.suggesting.among.clone(),
        options: SuggestOptions {
            seed: settings.seed,
            ..model.suggesting.options.clone()
        },
    }))
}

/// Takes a batch in, and shows it where the user waits for it.
pub(crate) fn take(model: &mut Model, result: Result<Arc<Suggested>, String>) -> Vec<Effect> {
    let suggested = match result {
        Ok(suggested) => suggested,
        Err(reason) => {
            failed(model, &reason);
            return Vec::new();
        }
    };
    let Some(data) = &mut model.data else {
        return Vec::new();
    };
    let values = suggested.rows.columns.as_ref().by_column();
    let widths = suggested.widths.by_column().map(|(_, width)| width);
    data.set_columns(values.into_iter().zip(widths));
    model.suggesting.batch.clone_from(&suggested.rows.batch);
    columns::ranked(model);
    if mem::take(&mut model.suggesting.is_awaited) {
        let batch = suggested.rows.batch.clone();
        let before = mem::replace(&mut model.suggesting.marked, batch.clone());
        let mut effects = marking::exchange(model, &before, &batch);
        effects.extend(show(model, &suggested.rows));
        return effects;
    }
    order::suggested(model);
    requests::arrange_again(model)
}

fn show(model: &mut Model, rows: &SuggestedRows) -> Vec<Effect> {
    if rows.batch.is_empty() {
        warn(
            model,
            "nothing is left to suggest: all candidates are measured",
        );
        return requests::arrange_again(model);
    }
    let sort = order::of_suggestion(model);
    let is_sorted = model.view.sort == sort;
    let changed = viewing::change(model, |view| {
        view.sort = sort;
        view.scored_only &= rows.is_retrospective;
        if !view.automatic.columns {
            let new = Builtin::SUGGESTION.map(|column| column.name().to_owned());
            let mut new = Vec::from(new);
            new.retain(|name| !view.columns.contains(name));
            view.columns.splice(0..0, new);
        }
    });
    let mut effects = or_warn(model, changed);
    if is_sorted {
        effects.extend(requests::arrange_again(model));
    }
    model.cursor.to_top = true;
    let text = in_words(model, rows);
    inform(model, text);
    effects
}

fn in_words(model: &Model, rows: &SuggestedRows) -> String {
    let count = rows.batch.len();
    let among = if model.suggesting.among.is_some() {
        format!(" among {} rows of the filter", grouped(rows.candidates))
    } else {
        String::new()
    };
    let keys = model.keymap.keys(Context::Explorer, Command::CopyMarked);
    let copies = keys.first().map(|key| format!(", {key} copies them"));
    let copies = copies.unwrap_or_default();
    if let Some(reason) = rows.spread_out {
        return format!("{count} suggested{among}, marked{copies}; {reason}");
    }
    let measured = grouped(rows.measured);
    let from = if rows.is_retrospective {
        format!("as if the {measured} training rows alone were measured")
    } else {
        format!("from {measured} measured rows")
    };
    let by = model.suggesting.options.acquisition.name;
    let guide = &rows.model;
    format!(
        "{count} suggested by {by}{among}, {from}; marked{copies}; {guide} on {}",
        rows.features
    )
}

fn failed(model: &mut Model, reason: &str) {
    if mem::take(&mut model.suggesting.is_awaited) {
        warn(model, format!("no suggestion: {reason}"));
    }
}

/// The worker has crashed.
pub(crate) fn crashed(model: &mut Model, reason: String) {
    model.suggesting.is_awaited = false;
    warn(model, reason);
}

/// Stops waiting for a batch; `None` where none is waited for.
pub(crate) fn cancel(model: &mut Model) -> Option<Vec<Effect>> {
    if !mem::take(&mut model.suggesting.is_awaited) {
        return None;
    }
    inform(model, "suggesting cancelled");
    Some(vec![requests::stop(model, JobKind::Suggest)])
}

/// The rows are others now.
pub(crate) fn opened(model: &mut Model) {
    let moved = (model.data.as_ref()).and_then(|data| data.opened.moved.as_ref());
    if let Some(moved) = moved {
        let now = |&row: &u32| moved.get(row as usize).copied().flatten();
        let suggesting = &mut model.suggesting;
        for rows in [&mut suggesting.batch, &mut suggesting.marked] {
            *rows = rows.iter().filter_map(now).collect();
        }
    }
    model.suggesting.among = None;
    grown(model);
}

/// There are more rows or values.
pub(crate) fn grown(model: &mut Model) {
    model.suggesting.asked = None;
    requests::forget(model, JobKind::Suggest);
}
