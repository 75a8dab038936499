//! What the experiments have in common: what they start from, seeds, starting and stopping.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::effect::{Effect, JobKind};
use crate::model::Model;
use crate::screen::room::close;
use crate::screen::{Work, update};
use crate::update::requests;
use grafscope_core::experiment::{Method, PredictionTask, Seeds};
use grafscope_core::predict::{RowPolicy, Rows};

/// Seeds at the beginning.
pub(crate) const SEEDS: Seeds = Seeds {
    first: 0,
    count: 10,
};

/// Numbers of seeds that keys step through.
const COUNTS: [usize; 8] = [3, 5, 10, 20, 30, 50, 100, 200];

/// An experiment that runs from beginning to end once the user starts it.
pub(crate) trait Experiment {
    /// Its job.
    const KIND: JobKind;

    /// Starts over with the current predictor.
    fn start(model: &mut Model) -> Vec<Effect>;
}

/// Stops the experiment while it runs, and else starts it.
pub(crate) const fn pause<E: Experiment>() -> Action {
    Action::always(Command::Pause, |model, _| {
        if is_running(model, E::KIND) {
            stop(model, E::KIND)
        } else {
            E::start(model)
        }
    })
}

/// Stops the experiment while it runs, and else goes back to the panes.
pub(crate) const fn stop_or_close<E: Experiment>() -> Action {
    Action::always(Command::StopRuns, |model, given| {
        if is_running(model, E::KIND) {
            stop(model, E::KIND)
        } else {
            close(model, given)
        }
    })
}

/// Whether the job of an experiment is under way.
pub(crate) fn is_running(model: &mut Model, kind: JobKind) -> bool {
    update::work(model, kind).is_some_and(|work| work.is_running())
}

/// Stops the job of an experiment.
pub(crate) fn stop(model: &mut Model, kind: JobKind) -> Vec<Effect> {
    if let Some(work) = update::work(model, kind) {
        *work = Work::Idle;
    }
    requests::forget(model, kind);
    vec![Effect::Stop(kind)]
}

/// The rows that take part, as the settings say.
pub(crate) fn policy(model: &Model) -> RowPolicy {
    match model.settings.rows {
        Rows::Canonical => RowPolicy::Canonical,
        Rows::All => RowPolicy::All,
        Rows::Filtered => RowPolicy::Filtered(Arc::new(model.arrangement.rows.clone())),
    }
}

/// What the explorer predicts, with the current settings.
pub(crate) fn prediction_task(model: &Model) -> Option<Arc<PredictionTask>> {
    let opened = &model.data.as_ref()?.opened;
    let table = Arc::clone(model.table()?);
    let prediction_task = PredictionTask::new(
        &opened.bench,
        opened.dataset,
        opened.target,
        table,
        policy(model),
    );
    Some(Arc::new(prediction_task.ok()?))
}

/// The features and the model of the current settings.
pub(crate) fn method(model: &Model, prediction_task: &PredictionTask) -> Option<Method> {
    let sets = &model.saved.sets;
    let features = sets
        .parse(&model.settings.features, &prediction_task.table)
        .ok()?;
    Some(Method {
        features,
        model: model.settings.model.clone(),
    })
}

/// What an experiment starts from: what is predicted, and by which method.
pub(crate) fn starting_point(model: &Model) -> Option<(Arc<PredictionTask>, Method)> {
    let prediction_task = prediction_task(model)?;
    let method = method(model, &prediction_task)?;
    Some((prediction_task, method))
}

/// The number of seeds that `given`, for more or for fewer of them, makes of `count`.
pub(crate) fn step_seeds(count: usize, given: Invocation) -> usize {
    let next = if given.command == Command::MoreSeeds {
        COUNTS.into_iter().find(|&seeds| seeds > count)
    } else {
        COUNTS.into_iter().rev().find(|&seeds| seeds < count)
    };
    next.unwrap_or(count)
}

/// Where a cursor at `at` among `len` is after `steps`.
pub(crate) fn moved_by(at: usize, steps: isize, len: usize) -> usize {
    at.saturating_add_signed(steps).min(len.saturating_sub(1))
}
