//! Restoring sessions, as far as what they name is there, and saving them.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::anyhow;

use crate::automatic::order;
use crate::automatic::state::{auto_columns, auto_sort};
use crate::bounds::state::Bounds;
use crate::bounds::update as bounds;
pub(crate) use crate::command::Command;
use crate::command::keymap::Context;
use crate::config::Layer;
use crate::effect::{Effect, Job, OpenRequest};
use crate::model::Model;
use crate::predictor::state::Trained;
use crate::session::restore_state::{Located, Restoring};
use crate::session::snapshot::SessionSnapshot;
use crate::session::{Session, store};
use crate::table::{columns_named, marking, moving, noting};
use crate::update::{inform, requests, warn};
use grafscope_core::column::Builtin;
use grafscope_core::filter::Program;
use grafscope_core::predict::Rows;
use grafscope_core::table::Table;

/// Tells the user of a kept view, and which key restores it.
pub(crate) fn announce(model: &mut Model) {
    let offer = model.restore_state.offer.as_ref();
    let Some(offer) = offer.filter(|offer| offer.announced && model.notice.is_none()) else {
        return;
    };
    let command = Command::RestoreView;
    let keys = model.keymap.keys(Context::Explorer, command);
    let name = || format!(":{}", command.spec().name);
    let key = keys.first().map_or_else(name, ToString::to_string);
    let text = format!("a view was kept {}: {key} restores it", offer.when);
    inform(model, text);
}

pub(crate) fn restore_kept(model: &mut Model) -> Vec<Effect> {
    let Some(offer) = &model.restore_state.offer else {
        inform(model, "no view of this benchmark is kept");
        return Vec::new();
    };
    let restoring = Restoring {
        session: Arc::clone(&offer.session),
        told: format!("the view kept {} is restored", offer.when),
    };
    model.restore_state.restored = true;
    restore(model, restoring)
}

/// Restores a session: at once where it is of what is open, and else once that is opened.
fn restore(model: &mut Model, restoring: Restoring) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let session = &restoring.session;
    let opened = &data.opened;
    let source = session.source(&opened.source);
    let now = (&opened.shown_dataset().name, &opened.shown_target().name);
    let dataset = session.dataset.as_ref().unwrap_or(now.0);
    let target = session.target.as_ref().unwrap_or(now.1);
    let further = session.further_targets.clone().unwrap_or_default();
    let is_open = (dataset, target) == now && further == opened.target_names()[1..];
    if source == opened.source && is_open {
        let mut effects = take_in(model, &restoring);
        effects.extend(requests::arrange(model).unwrap_or_default());
        match requests::train_when_arranged(model) {
            Ok(more) => effects.extend(more),
            Err(reason) => model.training.failed = Some(reason.to_string()),
        }
        return effects;
    }
    let request = OpenRequest {
        dataset: Some(dataset.clone()),
        target: Some(target.clone()),
        further,
        families: model.launch.families,
        from: Some(Arc::clone(opened)),
        lenient: true,
        again: None,
        source,
    };
    "the kept view".clone_into(&mut model.opening_what);
    model.opening = Some("opening the kept view".to_owned());
    model.restore_state.waiting = Some(restoring);
    vec![requests::start(model, Job::Open(Box::new(request)))]
}

/// Restores the waiting session without its joined files and priors when they cannot be opened for
/// `reason`. `None` when no session waits, or it has none.
pub(crate) fn open_failed(model: &mut Model, reason: &str) -> Option<Vec<Effect>> {
    let waiting = model.restore_state.waiting.take()?;
    if model.data.is_some() {
        model.restore_state.left_out.push(reason.to_owned());
        model.restore_state.waiting = Some(waiting);
        let mut effects = take_waiting(model);
        effects.extend(requests::arrange(model).unwrap_or_default());
        effects.extend(requests::train_when_arranged(model).unwrap_or_default());
        return Some(effects);
    }
    let (session, source) = (&waiting.session, &model.launch.source);
    let of_session = |own: &Option<Vec<PathBuf>>, opened: &Vec<PathBuf>| {
        !opened.is_empty() && own.as_ref() == Some(opened)
    };
    let joins = of_session(&session.joins, &source.joins);
    let priors = of_session(&session.priors, &source.priors);
    if !joins && !priors {
        return None;
    }
    model.restore_state.left_out.push(reason.to_owned());
    model.restore_state.waiting = Some(waiting);
    let source = &mut model.launch.source;
    if joins {
        source.joins.clear();
    }
    if priors {
        source.priors.clear();
    }
    Some(vec![requests::open_first(model)])
}

/// Restores the session that waited for what is open now, if one did.
pub(crate) fn take_waiting(model: &mut Model) -> Vec<Effect> {
    let waiting = model.restore_state.waiting.take();
    waiting.map_or_else(Vec::new, |restoring| take_in(model, &restoring))
}

/// Restores what there is of a session in the open table; the caller arranges and trains then.
fn take_in(model: &mut Model, restoring: &Restoring) -> Vec<Effect> {
    let (Some(table), Some(data)) = (model.table().cloned(), &model.data) else {
        return Vec::new();
    };
    let session = &restoring.session;
    let bench = Arc::clone(&data.opened.bench);
    let left_out = &mut model.restore_state.left_out;
    for (what, wanted, open) in [
        (
            "data set",
            &session.dataset,
            &data.opened.shown_dataset().name,
        ),
        ("target", &session.target, &data.opened.shown_target().name),
    ] {
        let wanted = wanted
            .as_ref()
            .filter(|name| !name.eq_ignore_ascii_case(open));
        left_out.extend(wanted.map(|name| format!("{what} {name}")));
    }
    let predicted = data.opened.target_names();
    let further = session.further_targets.iter().flatten();
    let lost = further.filter(|name| !predicted.contains(name));
    left_out.extend(lost.map(|name| format!("target {name}")));
    take_settings(model, &session.settings, &table);
    take_bounds(model, session.bounds.as_deref());
    take_view(model, session, &table);
    for filter in &session.filters {
        model.filter_history.retain(|earlier| earlier != filter);
    }
    let newer = std::mem::replace(&mut model.filter_history, session.filters.clone());
    model.filter_history.extend(newer);
    let past = session.trained.iter().cloned().map(Trained::of_past);
    model.training.remember(past);
    model.restore_state.locating = Some(restoring.told.clone());
    let session = Arc::clone(session);
    vec![requests::start(model, Job::Locate { bench, session })]
}

fn take_settings(model: &mut Model, kept: &Layer, table: &Table) {
    if let Some(features) = &kept.features {
        match model.saved.sets.parse(features, table) {
            Ok(_) => model.settings.features.clone_from(features),
            Err(error) => {
                let text = format!("feature set {features} ({})", error.reason);
                model.restore_state.left_out.push(text);
            }
        }
    }
    let settings = &mut model.settings;
    if let Some(size) = kept.train_size {
        settings.train_size = size;
        model.training.fitted_size = None;
    }
    settings.seed = kept.seed.unwrap_or(settings.seed);
    settings.rows = kept.rows.unwrap_or(settings.rows);
    if let Some(with) = &kept.model {
        settings.model = with.clone();
    }
    model.live.take(kept);
}

fn take_bounds(model: &mut Model, kept: Option<&str>) {
    let Some(text) = kept else { return };
    match bounds::parse(model, text) {
        Ok(_) => model.bounds = Bounds::of(text.to_owned()),
        Err(error) => {
            let text = format!("bounds {text} ({})", error.message);
            model.restore_state.left_out.push(text);
        }
    }
}

fn take_view(model: &mut Model, session: &Session, table: &Table) {
    let before = model.view.clone();
    let mut lost = Vec::new();
    let missing = |(name, _): columns_named::Unknown| format!("column {name}");
    match &session.settings.columns {
        Some(columns) if *columns == auto_columns() => {
            model.view.automatic.columns = true;
            model.view.columns.clone_from(&model.automatic.columns);
        }
        Some(columns) => {
            let (there, unknown) = columns_named::columns(columns, &model.saved.sets, table);
            if columns.is_empty() || !there.is_empty() {
                model.view.columns = there;
                model.view.automatic.columns = false;
            }
            lost.extend(unknown.into_iter().map(missing));
        }
        None => {}
    }
    if session.settings.sort == Some(auto_sort()) {
        order::choose(model);
    } else if let Some(sort) = &session.settings.sort {
        let (there, unknown) = columns_named::sort_keys(sort, table);
        model.view.sort = there;
        model.view.automatic.sort = false;
        model.automatic.waiting = false;
        lost.extend(unknown.into_iter().map(missing));
    }
    if let Some(plot) = &session.plot {
        if *plot != model.view.plot {
            model.plot_part.window = None;
        }
        model.view.plot.clone_from(plot);
        let names = plot.names().into_iter().chain(plot.colour.as_deref());
        let absent = names.filter(|name| table.find(name).is_none());
        lost.extend(absent.map(|name| format!("column {name}")));
    }
    // It is part of the automatic order.
    let is_left = before.automatic.sort && !model.view.automatic.sort;
    let scored_only = session.scored_only;
    model.view.scored_only = scored_only.unwrap_or(model.view.scored_only && !is_left);
    model.view.zoomed = session.zoomed.unwrap_or(model.view.zoomed);
    if let Some(filter) = &session.filter {
        match Program::new(filter, table) {
            _ if filter.is_empty() => model.view.filter.clear(),
            Ok(_) => model.view.filter.clone_from(filter),
            Err(error) => lost.push(format!("filter {filter} ({})", error.message)),
        }
    }
    lost.dedup();
    model.restore_state.left_out.extend(lost);
    if model.view != before {
        model.undo.push(before);
        model.redo.clear();
    }
    // The sample of the filtered rows is drawn once these are known.
    model.retrain_when_arranged |= model.settings.rows == Rows::Filtered;
}

/// Restores the architectures of a session, and tells the user what came of it.
pub(crate) fn located(model: &mut Model, located: &Located) -> Vec<Effect> {
    let told = model.restore_state.locating.take().unwrap_or_default();
    let mut effects = Vec::new();
    if !located.marks.is_empty() {
        // What was marked since stays marked.
        let marks = Arc::make_mut(&mut model.marks);
        for row in located.marks.iter() {
            marks.set(row, true);
        }
        marking::fill_marks(model);
        effects.extend(marking::arrange_if_used(model, Builtin::Marked));
    }
    if !located.notes.is_empty() || !located.notes_elsewhere.is_empty() {
        for (row, note) in &located.notes {
            // What was noted since is newer.
            if model.notes.of(*row).is_none() {
                model.notes.set(*row, note);
            }
        }
        model.notes.elsewhere.clone_from(&located.notes_elsewhere);
        effects.extend(noting::changed(model));
    }
    if let Some(row) = located.selected {
        model.touched = true;
        model.selected = Some(row);
        if !model.arranging {
            moving::go_to_row(model, row);
        }
    }
    let mut left_out = std::mem::take(&mut model.restore_state.left_out);
    model.restore_state.missing.clone_from(&left_out);
    left_out.extend(located.left_out.iter().cloned());
    let left_out = left_out.join(", ");
    match (told.is_empty(), left_out.is_empty()) {
        (true, true) => announce(model),
        (false, true) => inform(model, told),
        (true, false) => warn(model, format!("not in this benchmark: {left_out}")),
        (false, false) => warn(model, format!("{told}; not in this benchmark: {left_out}")),
    }
    effects
}

pub(crate) fn save(model: &mut Model, path: &str) -> Vec<Effect> {
    if path.is_empty() {
        warn(model, "type the name of a file");
        return Vec::new();
    }
    let Some(snapshot) = SessionSnapshot::new(model) else {
        warn(model, "there is nothing to save yet");
        return Vec::new();
    };
    let notice = "saved the session to FILE: grafscope --session FILE opens it";
    vec![Effect::write(path, notice, move |path| {
        // The text has the cause already.
        let saved = store::save_as(path, &snapshot.session());
        saved.map_err(|error| anyhow!(error.to_string()))
    })]
}
