//! Results of background work. An answer that is not to the newest request of its kind is dropped.

use std::sync::Arc;

use crate::automatic::{columns, order, ranking};
use crate::bounds::update as bounds;
use crate::derived::update as derived;
use crate::effect::{Answer, Effect, Generation, JobKind, Opened, Predicted};
use crate::errors::slices;
use crate::export::rows as exporting;
use crate::follow::update as following;
use crate::further::update as further;
use crate::inspection::update as inspecting;
use crate::message::Message;
use crate::model::Model;
use crate::open::data::Data;
use crate::open::{external, joining};
use crate::overlay::Overlay;
use crate::overlay::features::paired;
use crate::overlay::prompt::{completing, naming};
use crate::predictor::state::Trained;
use crate::predictor::{intervals, sampling};
use crate::screen::Work;
use crate::screen::update as experiments;
use crate::session::restoring;
use crate::suggest::update as suggest;
use crate::table::view_state::ArrangedRows;
use crate::table::{finding, marking, moving, noting};
use crate::update::{inform, opening, or_warn, requests, warn};
use crate::{
    architecture, compare, frequencies, importances, learning, search, selection, statistics,
    transfer,
};
use grafscope_core::diagnosis::Predictions;
use grafscope_core::job::Progress;
use grafscope_core::predict::Provenance;

pub(crate) fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        // A run that was made counts, whoever asked for it.
        Message::Answer(kind, generation, answer)
            if model.is_newest(kind, generation) || matches!(answer, Answer::Ran(..)) =>
        {
            return answered(model, kind, generation, answer);
        }
        Message::NotKept(reason) => warn(model, format!("the view cannot be kept: {reason}")),
        Message::SetSaved(set, result) => naming::saved(model, &set, result),
        Message::Wrote(Ok(said)) => inform(model, said),
        Message::Wrote(Err(reason)) => warn(model, reason),
        Message::Copied(text) => copied(model, &text),
        _ => {}
    }
    Vec::new()
}

fn answered(
    model: &mut Model,
    kind: JobKind,
    generation: Generation,
    answer: Answer,
) -> Vec<Effect> {
    match answer {
        Answer::Progress(progress) => take_progress(model, kind, progress),
        Answer::Crashed(reason) => return take_crash(model, kind, generation, reason),
        Answer::Done(done) => experiments::set_work(model, kind, Work::ended(done)),
        Answer::Opened(result) => {
            model.opening = None;
            return match result {
                Ok(opened) => take_opened(model, generation, opened),
                Err(reason) => opening::failed(model, generation, reason),
            };
        }
        Answer::Peeked(peek) => model.peek = Some(peek),
        Answer::Trained(Ok(predicted)) => return take_prediction(model, &predicted),
        Answer::Trained(Err(reason)) => training_failed(model, reason),
        Answer::PartiallyPredicted(partial) => {
            if let Some(data) = &mut model.data {
                data.set_partial(partial);
            }
        }
        Answer::Derived(columns) => return derived::take(model, &columns),
        Answer::Suggested(found) => return suggest::take(model, found),
        Answer::Plotted(plot) => crate::plot::update::take(model, plot),
        Answer::Arranged(rows) => return take_arrangement(model, rows),
        Answer::Previewed(matches) => {
            if let Some(Overlay::Prompt(prompt)) = &mut model.overlay {
                prompt.matches = Some(matches);
            }
        }
        Answer::Found(found) => return finding::found(model, found),
        Answer::Listed(list) => return completing::offer_paths(model, &list),
        Answer::Located(found) => return restoring::located(model, &found),
        Answer::Followed(of) => return following::take(model, of),
        Answer::Grouped(alike) => model.alike = Some(alike),
        Answer::Paired(seed, pair) => paired::taken(model, seed, *pair),
        Answer::Exported(result) => exporting::taken(model, result),
        Answer::FeaturesRanked(found) => ranking::take(model, &found),
        Answer::Bounded(bounded) => return intervals::take(model, &bounded),
        Answer::Feasible(feasible) => return bounds::take(model, &feasible),
        Answer::Inspected(summary, finding) => {
            return crate::errors::update::take(model, summary, &finding);
        }
        Answer::SliceGained(gain) => slices::gain::take(model, gain.map(|gain| *gain)),
        Answer::Attributed(attributed) => architecture::why::update::take(model, attributed),
        Answer::Weighed(found, done) => importances::update::take(model, found, done),
        Answer::EvaluatedEdit(variation) => architecture::edit::update::take(model, variation),
        Answer::NeighboursFound(found) => architecture::neighbours::update::take(model, found),
        Answer::Summarised(found) => statistics::update::take(model, found),
        Answer::Counted(found) => frequencies::update::take(model, found),
        Answer::Ran(prediction_task, ran) => compare::update::record(model, &prediction_task, &ran),
        Answer::Compared => return compare::update::finished(model),
        Answer::Stepped(step) => selection::update::stepped(model, &step),
        Answer::Selected(selected) => selection::update::finished(model, selected),
        Answer::Transferring(transfer) => transfer::update::begun(model, transfer),
        Answer::Transferred(runs) => transfer::update::record(model, &runs),
        Answer::Searched(runs) => search::update::record(model, &runs),
        Answer::Learned(found) => learning::update::learned(model, found),
    }
    Vec::new()
}

fn copied(model: &mut Model, text: &str) {
    inform(
        model,
        match text.lines().count() {
            0 | 1 => format!("copied {text}"),
            lines => format!("copied {lines} lines"),
        },
    );
}

fn training_failed(model: &mut Model, reason: String) {
    model.training.running = None;
    model.training.failed = Some(reason);
    if let Some(data) = &mut model.data {
        data.forget_partial();
    }
}

fn take_progress(model: &mut Model, kind: JobKind, progress: Progress) {
    match kind {
        JobKind::Train => {
            if let Some(running) = &mut model.training.running {
                running.progress = Some(progress);
            }
        }
        JobKind::Open if model.opening.is_some() => {
            let Progress { done, total, what } = progress;
            let opening = format!("{}: {done} of {total} {what}", model.opening_what);
            model.opening = Some(opening);
        }
        JobKind::Export => exporting::progress(model, progress),
        _ => experiments::progress(model, kind, progress),
    }
}

/// A panic in a worker is a defect, but no reason to lose the session.
fn take_crash(
    model: &mut Model,
    kind: JobKind,
    generation: Generation,
    reason: String,
) -> Vec<Effect> {
    if matches!(kind, JobKind::Open | JobKind::Locate) {
        model.restore_state.give_up();
    }
    match kind {
        JobKind::Open if model.data.is_none() => return vec![Effect::Fail(reason)],
        JobKind::Open => {
            model.opening = None;
            if let Some(effects) = following::failed(model, generation, &reason) {
                return effects;
            }
            warn(model, reason);
            return following::go_on(model);
        }
        JobKind::Follow => {
            model.follow = None;
            warn(model, reason);
        }
        JobKind::Train => training_failed(model, reason),
        JobKind::Export => exporting::taken(model, Err(reason)),
        JobKind::Suggest => suggest::crashed(model, reason),
        JobKind::Arrange => {
            model.arranging = false;
            warn(model, reason);
        }
        _ => {
            experiments::crashed(model, kind, &reason);
            warn(model, reason);
        }
    }
    Vec::new()
}

fn take_opened(model: &mut Model, generation: Generation, opened: Arc<Opened>) -> Vec<Effect> {
    let before = model.data.as_ref().map(|data| Arc::clone(&data.opened));
    let mut effects = if opened.grown {
        following::grown(model, opened)
    } else {
        take_other(model, opened)
    };
    effects.extend(following::opened(model, generation, before.as_deref()));
    effects
}

fn take_other(model: &mut Model, opened: Arc<Opened>) -> Vec<Effect> {
    let before = model.data.replace(Data::new(opened));
    model.peek = None;
    inspecting::opened(model);
    model.training.current = None;
    model.training.previous = None;
    model.training.trained_model = None;
    model.training.intervals = None;
    model.plot = None;
    model.training.change = None;
    requests::forget(model, JobKind::Paired);
    requests::forget(model, JobKind::Interval);
    model.plot_part.window = None;
    requests::forget(model, JobKind::Redundancy);
    model.alike = None;
    let Some(before) = before else {
        return take_first(model).unwrap_or_else(|reason| vec![Effect::Fail(reason)]);
    };
    further::opened(model, &before.opened);
    bounds::opened(model);
    opening::follow_rows(model, &before);
    suggest::opened(model);
    columns::opened(model);
    order::opened_again(model);
    marking::fill_marks(model);
    noting::fill(model);
    let source = model.data.as_ref().map(|data| &data.opened.source);
    if source != Some(&before.opened.source) {
        joining::tell(model, &before);
    }
    derived::opened(model, &before);
    sampling::opened(model, Some(&before.opened));
    external::opened(model, Some(&before.opened));
    let mut effects = restoring::take_waiting(model);
    effects.extend(arrange_and_train(model));
    effects
}

/// Arranges and trains where what is open has changed.
pub(crate) fn arrange_and_train(model: &mut Model) -> Vec<Effect> {
    let mut effects = requests::arrange(model).unwrap_or_else(|reason| {
        // The new table lacks a column of the filter or the sort.
        warn(model, reason.to_string());
        model.view.filter.clear();
        model.view.sort.clear();
        requests::arrange(model).unwrap_or_default()
    });
    match requests::train_when_arranged(model) {
        Ok(more) => effects.extend(more),
        Err(reason) => model.training.failed = Some(reason.to_string()),
    }
    moving::keep_in_sight(model);
    effects
}

/// Arranges and trains as the explorer was started with; what cannot be done ends it.
fn take_first(model: &mut Model) -> Result<Vec<Effect>, String> {
    derived::first(model)?;
    bounds::first(model)?;
    opening::prepare(model)?;
    sampling::opened(model, None);
    external::opened(model, None);
    let mut effects = restoring::take_waiting(model);
    if effects.is_empty() {
        restoring::announce(model);
    }
    // There is nothing to undo yet.
    model.undo.clear();
    effects.extend(requests::arrange(model).map_err(|error| error.to_string())?);
    let trained = requests::train_when_arranged(model);
    effects.extend(trained.map_err(|error| error.to_string())?);
    Ok(effects)
}

fn take_prediction(model: &mut Model, predicted: &Predicted) -> Vec<Effect> {
    let Some(data) = &mut model.data else {
        return Vec::new();
    };
    data.set_predictions(predicted);
    data.set_intervals(&predicted.bounded);
    model.training.intervals = Some(predicted.bounded.intervals.clone());
    let further = predicted.further.iter();
    model.training.further = further.map(|of| of.predictor.clone()).collect();
    requests::forget(model, JobKind::Interval);
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let prediction = &predicted.prediction;
    let set = (model.saved.sets).parse(&model.settings.features, &data.table);
    let provenance = Provenance::of(&set, &data.table);
    let set = set.map_or_else(|_| Vec::new(), |set| set.columns().to_vec());
    let names = match &prediction.readable_tree {
        Some(_) => set
            .iter()
            .map(|&id| data.table.column(id).spec.short.clone())
            .collect(),
        None => Vec::new(),
    };
    let took = prediction.fit + prediction.predict;
    let trained = Trained {
        settings: model.settings.clone(),
        dataset: data.opened.shown_dataset().name.clone(),
        target: data.opened.shown_target().name.clone(),
        scores: prediction.out_of_fold.unwrap_or(prediction.scores),
        out_of_fold: prediction.out_of_fold.is_some(),
        provenance,
        n_features: prediction.n_features,
        n_distinct: prediction.n_distinct,
        parts: prediction.parts.clone(),
        readable_tree: prediction.readable_tree.clone().map(Arc::new),
        feature_names: Arc::new(names),
        took: model.launch.show_times.then_some(took),
        predictions: Predictions {
            predicted: Arc::clone(&prediction.columns.predicted),
            trained_on: Arc::new(prediction.trained_model.rows().to_vec()),
        },
    };
    model.used = set.into_iter().collect();
    let trained_model = Arc::clone(&prediction.trained_model);
    let scored = prediction.scores.rows;
    model.training.finish(trained, trained_model);
    order::predicted(model, scored);
    requests::arrange_again(model)
}

fn take_arrangement(model: &mut Model, rows: ArrangedRows) -> Vec<Effect> {
    let offset = model.cursor.position.saturating_sub(model.cursor.top);
    // Whoever looks at the first row looks at the best, whichever that is.
    let is_first = model.selected.is_some() && model.selected == model.row_at(0);
    let to_top = std::mem::take(&mut model.cursor.to_top) || (is_first && !model.live.follow);
    model.arranging = false;
    model.arrangement = rows.shown;
    model.passing = rows.passing;
    if to_top {
        moving::jump(model, 0);
    } else if !(model.touched && follow_selected(model, offset)) {
        moving::go_to(model, model.cursor.position);
    }
    let mut effects: Vec<_> = finding::arranged(model).into_iter().collect();
    if std::mem::take(&mut model.retrain_when_arranged) {
        sampling::fit_size(model);
        let trained = requests::train(model);
        effects.extend(or_warn(model, trained));
    }
    effects
}

/// Goes to the selected row where it is shown, at `offset` rows below the top of the screen where it can;
/// tells whether it is.
fn follow_selected(model: &mut Model, offset: usize) -> bool {
    let position = model.selected.and_then(|row| model.position_of(row));
    if let Some(position) = position {
        model.cursor.top = position.saturating_sub(offset);
        moving::go_to(model, position);
    }
    position.is_some()
}
