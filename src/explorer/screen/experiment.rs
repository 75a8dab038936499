//! What the experiments have in common: what they start from, seeds, starting and stopping.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::screen::room::close;
use crate::screen::update::{set_work, work};
use crate::screen::{Experiments, Screen, Work};
use crate::update::{inform, refuse, requests};
use grafscope_core::experiment::{Method, PredictionTask, Seeds};

pub(crate) const SEEDS: Seeds = Seeds {
    first: 0,
    count: 10,
};

/// Numbers of seeds that keys step through.
const COUNTS: [usize; 8] = [3, 5, 10, 20, 30, 50, 100, 200];

/// An experiment that runs from beginning to end once the user starts it.
pub(crate) trait Experiment: Sized {
    const KIND: JobKind;
    const SCREEN: Screen;
    const NAME: &'static str;
    /// What to say when it cannot be opened, and when it cannot be started over.
    const IMPOSSIBLE: [&'static str; 2];

    fn slot(experiments: &mut Experiments) -> &mut Option<Self>;

    /// One of the current predictor, with the options set before; `None` when it cannot be done.
    fn prepare(model: &Model) -> Option<(Self, Job)>;
}

pub(crate) fn get<E: Experiment>(model: &mut Model) -> Option<&mut E> {
    E::slot(&mut model.experiments).as_mut()
}

/// Opens the screen; the experiment starts when the user says so.
pub(crate) fn open<E: Experiment>(model: &mut Model) -> Vec<Effect> {
    if get::<E>(model).is_none() {
        let Some((new, _)) = E::prepare(model) else {
            return refuse(model, E::IMPOSSIBLE[0]);
        };
        *E::slot(&mut model.experiments) = Some(new);
    }
    model.screen = E::SCREEN;
    Vec::new()
}

pub(crate) fn start<E: Experiment>(model: &mut Model) -> Vec<Effect> {
    let Some((new, job)) = E::prepare(model) else {
        return refuse(model, E::IMPOSSIBLE[1]);
    };
    *E::slot(&mut model.experiments) = Some(new);
    set_work(model, E::KIND, Work::Running(None));
    vec![requests::start(model, job)]
}

/// Stops the experiment while it runs, and else starts it.
pub(crate) const fn pause<E: Experiment>() -> Action {
    Action::always(Command::Pause, |model, _| {
        if is_running::<E>(model) {
            stop::<E>(model)
        } else {
            start::<E>(model)
        }
    })
}

/// Stops the experiment while it runs, and else goes back to the panes.
pub(crate) const fn stop_or_close<E: Experiment>() -> Action {
    Action::always(Command::StopRuns, |model, given| {
        if is_running::<E>(model) {
            stop::<E>(model)
        } else {
            close(model, given)
        }
    })
}

pub(crate) fn start_over<E: Experiment>(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let effects = stop::<E>(model);
    if let Some((new, _)) = E::prepare(model) {
        *E::slot(&mut model.experiments) = Some(new);
    }
    effects
}

fn is_running<E: Experiment>(model: &mut Model) -> bool {
    work(model, E::KIND).is_some_and(|work| work.is_running())
}

/// Whether it runs, so that its options cannot be changed; says so.
pub(crate) fn is_busy<E: Experiment>(model: &mut Model) -> bool {
    let is_running = is_running::<E>(model);
    if is_running {
        inform(model, format!("stop the {} first", E::NAME));
    }
    is_running
}

fn stop<E: Experiment>(model: &mut Model) -> Vec<Effect> {
    set_work(model, E::KIND, Work::Idle);
    vec![requests::stop(model, E::KIND)]
}

/// What the explorer predicts, with the current settings.
pub(crate) fn prediction_task(model: &Model) -> Option<Arc<PredictionTask>> {
    let opened = &model.data.as_ref()?.opened;
    let table = Arc::clone(model.table()?);
    let (dataset, target) = (opened.dataset, opened.target);
    let rows = requests::row_policy(model);
    let task = PredictionTask::new(&opened.bench, dataset, target, table, rows);
    let task = task.ok()?;
    Some(Arc::new(match &opened.splits {
        Some(splits) => task.with_splits(Arc::clone(splits)),
        None => task,
    }))
}

pub(crate) fn method(model: &Model, prediction_task: &PredictionTask) -> Option<Method> {
    let (sets, text) = (&model.saved.sets, &model.settings.features);
    Some(Method {
        features: sets.parse(text, &prediction_task.table).ok()?,
        model: model.settings.model.clone(),
    })
}

pub(crate) fn starting_point(model: &Model) -> Option<(Arc<PredictionTask>, Method)> {
    let prediction_task = prediction_task(model)?;
    let method = method(model, &prediction_task)?;
    Some((prediction_task, method))
}

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
