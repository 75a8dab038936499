//! Taking sessions in, as far as what they name is there, and saving them.

use std::sync::Arc;

pub(crate) use crate::command::Command;
use crate::command::keymap::Context;
use crate::config::Layer;
use crate::effect::{Effect, Job, OpenRequest};
use crate::model::Model;
use crate::overlay::prompt::home::home_expanded;
use crate::predictor::state::Trained;
use crate::session::Session;
use crate::session::restore_state::{Located, Restoring};
use crate::session::snapshot::SessionSnapshot;
use crate::table::{marking, moving, noting};
use crate::update::{inform, requests, warn};
use grafscope_core::filter::Program;
use grafscope_core::predict::Rows;
use grafscope_core::table::Table;

/// Tells the person of a view that was kept, and which key goes back to it.
pub(crate) fn announce(model: &mut Model) {
    let Some(offer) = model
        .restore_state
        .offer
        .as_ref()
        .filter(|offer| offer.announced)
    else {
        return;
    };
    if model.notice.is_some() {
        return;
    }
    let keys = model.keymap.keys(Context::Explorer, Command::RestoreView);
    let key = keys.first().map_or_else(
        || format!(":{}", Command::RestoreView.spec().name),
        ToString::to_string,
    );
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

/// Takes a session in: at once where it is of what is open, and else once that is opened.
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
    if source == opened.source && (dataset, target) == now {
        let mut effects = take_in(model, &restoring);
        effects.extend(requests::arrange(model).unwrap_or_default());
        match requests::train(model) {
            Ok(more) => effects.extend(more),
            Err(reason) => model.training.failed = Some(reason.to_string()),
        }
        return effects;
    }
    let request = OpenRequest {
        dataset: Some(dataset.clone()),
        target: Some(target.clone()),
        families: model.launch.families,
        from: Some(Arc::clone(opened)),
        lenient: true,
        source,
    };
    "the kept view".clone_into(&mut model.opening_what);
    model.opening = Some("opening the kept view".to_owned());
    model.restore_state.waiting = Some(restoring);
    vec![requests::start(model, Job::Open(request))]
}

/// What follows when what a session is of cannot be opened for `reason`: it is taken in without its
/// joined files. `None` when no session waits, or it has none.
pub(crate) fn open_failed(model: &mut Model, reason: &str) -> Option<Vec<Effect>> {
    let waiting = model.restore_state.waiting.take()?;
    if model.data.is_some() {
        model.restore_state.left_out.push(reason.to_owned());
        model.restore_state.waiting = Some(waiting);
        let mut effects = take_waiting(model);
        effects.extend(requests::arrange(model).unwrap_or_default());
        effects.extend(requests::train(model).unwrap_or_default());
        return Some(effects);
    }
    let joins = waiting.session.joins.as_ref()?;
    if model.launch.source.joins.is_empty() || *joins != model.launch.source.joins {
        return None;
    }
    model.restore_state.left_out.push(reason.to_owned());
    model.restore_state.waiting = Some(waiting);
    model.launch.source.joins.clear();
    Some(vec![requests::open_first(model)])
}

/// Takes the session in that waited for what is open now, if one did.
pub(crate) fn take_waiting(model: &mut Model) -> Vec<Effect> {
    match model.restore_state.waiting.take() {
        Some(restoring) => take_in(model, &restoring),
        None => Vec::new(),
    }
}

/// Takes in what there is of a session in the open table; whoever calls this arranges and trains then.
fn take_in(model: &mut Model, restoring: &Restoring) -> Vec<Effect> {
    let (Some(table), Some(data)) = (model.table().cloned(), &model.data) else {
        return Vec::new();
    };
    let session = &restoring.session;
    let bench = Arc::clone(&data.opened.bench);
    let left_out = missing(
        data.opened.shown_dataset(),
        data.opened.shown_target(),
        session,
    );
    model.restore_state.left_out.extend(left_out);
    take_settings(model, &session.settings, &table);
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

/// The data set and the target of `session`, where they are not those that are open.
fn missing(
    dataset: &grafscope_core::bench::Dataset,
    target: &grafscope_core::bench::Target,
    session: &Session,
) -> Vec<String> {
    let other = |wanted: &Option<String>, open: &str| {
        wanted
            .clone()
            .filter(|name| !name.eq_ignore_ascii_case(open))
    };
    let dataset = other(&session.dataset, &dataset.name).map(|name| format!("data set {name}"));
    let target = other(&session.target, &target.name).map(|name| format!("target {name}"));
    dataset.into_iter().chain(target).collect()
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
    settings.train_size = kept.train_size.unwrap_or(settings.train_size);
    settings.seed = kept.seed.unwrap_or(settings.seed);
    settings.rows = kept.rows.unwrap_or(settings.rows);
    if let Some(with) = &kept.model {
        settings.model = with.clone();
    }
    model.level = kept.level.map_or(model.level, |percent| percent / 100.0);
    model.look.color = kept.color.unwrap_or(model.look.color);
    model.look.ascii = kept.ascii.unwrap_or(model.look.ascii);
}

fn take_view(model: &mut Model, session: &Session, table: &Table) {
    let before = model.view.clone();
    let mut lost = Vec::new();
    let mut full = |name: &String| match table.resolve(name) {
        Ok(id) => Some(table.column(id).spec.name.clone()),
        Err(_) => {
            lost.push(format!("column {name}"));
            None
        }
    };
    if let Some(columns) = &session.settings.columns {
        let there: Vec<_> = columns.iter().filter_map(&mut full).collect();
        if !there.is_empty() {
            model.view.columns = there;
        }
    }
    if let Some(sort) = &session.settings.sort {
        let there = sort
            .iter()
            .filter_map(|(name, order)| Some((full(name)?, *order)));
        model.view.sort = there.collect();
    }
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

/// Takes the architectures of a session in, and tells the person what came of it.
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
        effects.extend(marking::arrange_if_used(model, "marked"));
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
    model
        .restore_state
        .left_out
        .extend(located.left_out.iter().cloned());
    let left_out = std::mem::take(&mut model.restore_state.left_out);
    match (told.is_empty(), left_out.is_empty()) {
        (true, true) => announce(model),
        (false, true) => inform(model, told),
        (true, false) => warn(
            model,
            format!("not in this benchmark: {}", left_out.join(", ")),
        ),
        (false, false) => {
            let left_out = left_out.join(", ");
            warn(
                model,
                format!("{told}; left out, not being there: {left_out}"),
            );
        }
    }
    effects
}

pub(crate) fn save(model: &mut Model, path: &str) -> Vec<Effect> {
    if path.is_empty() {
        warn(model, "type the name of a file");
        return Vec::new();
    }
    match SessionSnapshot::new(model) {
        Some(session_snapshot) => vec![Effect::write(home_expanded(path), session_snapshot)],
        None => {
            warn(model, "there is nothing to save yet");
            Vec::new()
        }
    }
}
