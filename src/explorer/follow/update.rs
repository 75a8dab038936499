//! Following files: beginning and ending, and what their changes do.

use std::sync::Arc;

use crate::automatic::columns;
use crate::bounds::update as bounds;
use crate::derived::update as derived;
use crate::effect::{Effect, Generation, Job, JobKind, Opened};
use crate::follow::state::{FilesChanged, Followed, Following, name};
use crate::inspection::update as inspecting;
use crate::model::Model;
use crate::open::data::Data;
use crate::open::external;
use crate::predictor::sampling;
use crate::suggest::update as suggest;
use crate::table::{marking, noting};
use crate::update::background::arrange_and_train;
use crate::update::{inform, refuse, requests, warn};
use grafscope_core::files::FileChange;

/// A look at the files costs this many times the time that it took to read them at most: the first comes after as many.
const REST: u32 = 5;

/// Begins to follow the files that are open, or ends it.
pub(crate) fn toggle(model: &mut Model) -> Vec<Effect> {
    if model.follow.take().is_some() {
        inform(model, "the files are no longer followed");
        return vec![requests::stop(model, JobKind::Follow)];
    }
    let Some(data) = &model.data else {
        return Vec::new();
    };
    if let Err(error) = data.opened.source.check_follow() {
        return refuse(model, error.to_string());
    }
    if data.opened.source.follow {
        let told = told(&data.opened);
        inform(model, told);
    }
    model.follow = Some(Following::default());
    requests::open_with(model, "the files to follow", |source| source.follow = true)
}

/// What is told once files are followed.
pub(crate) fn told(opened: &Opened) -> String {
    let files: Vec<String> = opened.files.iter().map(|file| name(&file.path)).collect();
    format!(
        "following {}: what is appended appears here",
        files.join(", ")
    )
}

pub(crate) fn take(model: &mut Model, followed: Followed) -> Vec<Effect> {
    let Some(following) = &mut model.follow else {
        return Vec::new();
    };
    let said = following.waits();
    if model.notice.as_ref().map(|notice| &notice.text) == said.as_ref() {
        // The status line says it as long as it holds.
        model.notice = None;
    }
    match followed {
        Followed::Time(now) => following.is_now(now),
        Followed::Waiting(waiting) => {
            following.waiting = waiting;
            if let Some(text) = following.waits() {
                warn(model, text);
            }
        }
        Followed::Changed(changed) => {
            following.is_now(changed.at);
            following.waiting.clear();
            following.files.clone_from(&changed.files);
            following.pending = Some(changed);
            return read(model);
        }
    }
    Vec::new()
}

/// Reads what has changed, once nothing else is being opened.
fn read(model: &mut Model) -> Vec<Effect> {
    let is_pending = (model.follow.as_ref()).is_some_and(|of| of.pending.is_some());
    if !is_pending || model.opening.is_some() || model.restore_state.waiting.is_some() {
        return Vec::new();
    }
    let effect = requests::read_again(model);
    let reading = effect.as_ref().map(|_| model.last);
    if let Some(following) = &mut model.follow {
        following.reading = reading;
    }
    effect.into_iter().collect()
}

/// Takes in that what `generation` asked for is open, with `before` in its place until now, and goes on.
pub(crate) fn opened(
    model: &mut Model,
    generation: Generation,
    before: Option<&Opened>,
) -> Vec<Effect> {
    let (Some(following), Some(data)) = (&mut model.follow, &model.data) else {
        return Vec::new();
    };
    let opened = &data.opened;
    let changed = (following.reading.take())
        .filter(|reading| *reading == generation)
        .and_then(|_| following.pending.take());
    if changed.is_none() && following.pending.is_some() {
        return read(model);
    }
    let damaged_before = following.damaged();
    let has_grown = (changed.as_ref()).is_some_and(|changed| notable(changed).is_none());
    let rows = before
        .filter(|_| has_grown)
        .filter(|before| before.shown_target().name == opened.shown_target().name)
        .map(|before| (before.measured_rows, opened.measured_rows));
    following.opened(opened, rows);
    if changed.is_some() {
        following.took = opened.took;
    }
    let damaged = &opened.bench.origin.damaged;
    let newest = damaged
        .newest
        .last()
        .filter(|_| damaged.count > damaged_before);
    let told = newest.map(|newest| format!("left out: {newest}"));
    if let Some(text) = changed.and_then(|changed| notable(&changed)) {
        inform(model, text);
    } else if let Some(text) = told {
        warn(model, text);
    }
    let mut effects = noting::bring_back(model);
    effects.extend(wait(model));
    effects
}

/// What the user has to know of a change beside new rows.
fn notable(changed: &FilesChanged) -> Option<String> {
    let mut others = (changed.changes.iter()).filter(|(_, change)| *change != FileChange::Grown);
    let (path, change) = others.next()?;
    Some(format!("{} {change}: it was read again", name(path)))
}

/// Takes in that what `generation` asked for cannot be opened, for `reason`; `None` when that was no change of files.
pub(crate) fn failed(
    model: &mut Model,
    generation: Generation,
    reason: &str,
) -> Option<Vec<Effect>> {
    let following = model.follow.as_mut()?;
    if following.reading.take() == Some(generation) {
        let changed = following.pending.take();
        let what = changed.as_ref().and_then(|changed| changed.changes.first());
        let what = what.map_or_else(String::new, |(path, change)| {
            format!("{} {change}; ", name(path))
        });
        warn(model, format!("{what}what was read before stays: {reason}"));
        return Some(wait(model));
    }
    // It was another thing that was to be opened.
    if (model.data.as_ref()).is_some_and(|data| !data.opened.source.follow) {
        model.follow = None;
    }
    None
}

/// Goes on with what has changed while something else was opened, or was to be.
pub(crate) fn go_on(model: &mut Model) -> Vec<Effect> {
    read(model)
}

/// Waits for the next change.
fn wait(model: &mut Model) -> Vec<Effect> {
    let Some(following) = &model.follow else {
        return Vec::new();
    };
    let job = Job::Follow {
        files: following.files.clone(),
        rest: following.took * REST,
    };
    vec![requests::start(model, job)]
}

/// Takes in what is open already, with more rows or values: nothing moves, and predictions stay until there are newer
/// ones.
pub(crate) fn grown(model: &mut Model, opened: Arc<Opened>) -> Vec<Effect> {
    let before = model.table().cloned();
    let is_other = before.is_none_or(|before| {
        before.rows() < opened.table.rows()
            || before.columns().len() != opened.table.columns().len()
    });
    let Some(before) = model.data.replace(Data::new(opened)) else {
        return Vec::new();
    };
    for kind in [JobKind::Paired, JobKind::Redundancy, JobKind::Interval] {
        requests::forget(model, kind);
    }
    model.training.change = None;
    model.alike = None;
    if is_other {
        // It knows the features of the earlier rows alone, and columns by their places.
        model.training.trained_model = None;
        model.training.further.clear();
        model.training.forget_predictions();
        model.used.clear();
        inspecting::opened(model);
        columns::opened(model);
    }
    bounds::opened(model);
    suggest::grown(model);
    marking::fill_marks(model);
    noting::fill(model);
    derived::opened(model, &before);
    sampling::opened(model, Some(&before.opened));
    external::opened(model, Some(&before.opened));
    arrange_and_train(model)
}
