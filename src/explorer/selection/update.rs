//! The selection of features.

use std::sync::Arc;

use super::SelectionRoom;
use crate::command::Command as C;
use crate::command::action::{Action, Invocation, STEPS};
use crate::command::place::key_of;
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::overlay::prompt::experiments;
use crate::overlay::prompt::predictor::SET_NAME;
use crate::screen::{Screen, Work};
use crate::selection::state::Selecting;
use grafscope_core::experiment::Metric;
use grafscope_core::experiment::selection::{Direction, Selected, Selection, Step};

use crate::inspection::update::turned;
use crate::overlay::prompt::update as prompting;
use crate::predictor::update as predicting;
use crate::screen::experiment::{self, Experiment, SEEDS, moved_by, starting_point, step_seeds};
use crate::screen::room::CLOSE;
use crate::table::moving;
use crate::update::{inform, requests, warn};

/// How much worse the mean may be at the beginning, in the metric's unit.
const TOLERANCE: f64 = 0.01;

pub(super) const ACTIONS: &[Action] = &[
    experiment::pause::<SelectionRoom>(),
    Action::when(C::OpenCell, has_set, use_set),
    Action::when(C::KeepSet, has_set, keep_set),
    Action::always(C::OtherWay, other_way),
    Action::always(C::Sizes, ask_tolerance),
    Action::always(C::NextMetric, next_metric),
    CLOSE,
    Action::always(C::MoreSeeds, change_seeds),
    Action::always(C::FewerSeeds, change_seeds),
    Action::always(C::ClearRuns, start_over),
    experiment::stop_or_close::<SelectionRoom>(),
];

/// Moving about.
pub(super) const MOVES: &[Action] = &Action::each(STEPS, step);

/// Steps that a page key moves by.
const PAGE: usize = 10;

/// Opens the screen; the selection starts when the user says so.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.experiments.selection.is_none() && !prepare(model) {
        warn(
            model,
            "there is nothing to select from: no predictor can be trained",
        );
        return Vec::new();
    }
    model.screen = Screen::Selection;
    Vec::new()
}

/// A selection from the current predictor, which keeps what was set before.
fn prepare(model: &mut Model) -> bool {
    let Some((prediction_task, method)) = starting_point(model) else {
        return false;
    };
    let before = model.experiments.selection.as_ref().map(|of| &of.selection);
    let selection = Selection {
        prediction_task,
        features: method.features,
        model: method.model,
        train_size: model.settings.train_size,
        seeds: before.map_or(SEEDS, |of| of.seeds),
        metric: before.map_or_else(Metric::default, |of| of.metric),
        tolerance: before.map_or(TOLERANCE, |of| of.tolerance),
        direction: before.map_or(Direction::Backward, |of| of.direction),
    };
    model.experiments.selection = Some(Selecting::new(selection));
    true
}

fn selecting(model: &mut Model) -> Option<&mut Selecting> {
    model.experiments.selection.as_mut()
}

impl Experiment for SelectionRoom {
    const KIND: JobKind = JobKind::Select;

    fn start(model: &mut Model) -> Vec<Effect> {
        if !prepare(model) {
            warn(model, "the current feature set does not read on this table");
            return Vec::new();
        }
        let Some(selecting) = selecting(model) else {
            return Vec::new();
        };
        selecting.work = Work::Running(None);
        let selection = Box::new(selecting.selection.clone());
        vec![requests::start(model, Job::Select(selection))]
    }
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if let (Some(selecting), Some(steps)) = (selecting(model), moving::steps(given.command, PAGE)) {
        selecting.cursor = moved_by(selecting.cursor, steps, selecting.steps.len());
    }
    Vec::new()
}

fn start_over(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let effects = experiment::stop(model, JobKind::Select);
    prepare(model);
    effects
}

fn ask_tolerance(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if is_busy(model) {
        return Vec::new();
    }
    prompting::open(model, &experiments::TOLERANCE)
}

fn next_metric(model: &mut Model, _: Invocation) -> Vec<Effect> {
    change(model, |of| {
        of.metric = turned(&Metric::ALL, of.metric, true);
    })
}

fn other_way(model: &mut Model, _: Invocation) -> Vec<Effect> {
    change(model, |of| {
        of.direction = match of.direction {
            Direction::Backward => Direction::Forward,
            Direction::Forward => Direction::Backward,
        };
    })
}

fn change_seeds(model: &mut Model, given: Invocation) -> Vec<Effect> {
    change(model, |of| {
        of.seeds.count = step_seeds(of.seeds.count, given);
    })
}

/// Whether the selection runs, which is said then: what it is about cannot be changed meanwhile.
fn is_busy(model: &mut Model) -> bool {
    let is_running = experiment::is_running(model, JobKind::Select);
    if is_running {
        inform(model, "stop the selection first");
    }
    is_running
}

/// Changes what is asked for, unless it is being answered.
fn change(model: &mut Model, change: impl FnOnce(&mut Selection)) -> Vec<Effect> {
    if !is_busy(model)
        && let Some(selecting) = selecting(model)
    {
        reset(selecting, change);
    }
    Vec::new()
}

/// Changes what is asked for; what was found for something else goes.
fn reset(selecting: &mut Selecting, change: impl FnOnce(&mut Selection)) {
    let mut selection = selecting.selection.clone();
    change(&mut selection);
    *selecting = Selecting::new(selection);
}

/// The tolerance as it is typed.
pub(crate) fn tolerance_text(model: &Model) -> String {
    let selecting = model.experiments.selection.as_ref();
    selecting.map_or_else(String::new, |of| of.selection.tolerance.to_string())
}

/// Takes a typed tolerance in.
///
/// # Errors
/// For what is not a number from 0 on.
pub(crate) fn set_tolerance(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let tolerance = text.parse().ok();
    let tolerance = tolerance.filter(|of: &f64| of.is_finite() && *of >= 0.0);
    let tolerance = tolerance.ok_or_else(|| {
        "how much worse the mean may be is a number from 0 on, in the score's unit".to_owned()
    })?;
    if let Some(selecting) = selecting(model) {
        reset(selecting, |of| of.tolerance = tolerance);
    }
    Ok(Vec::new())
}

/// A step was taken.
pub(crate) fn stepped(model: &mut Model, step: &Step) {
    if let Some(selecting) = selecting(model) {
        let follows = selecting.cursor + 1 >= selecting.steps.len();
        selecting.steps.push(step.clone());
        if follows {
            selecting.cursor = selecting.steps.len() - 1;
        }
    }
}

/// The selection is done.
pub(crate) fn finished(model: &mut Model, selected: Result<Arc<Selected>, String>) {
    let Some(selecting) = selecting(model) else {
        return;
    };
    match selected {
        Ok(selected) => {
            selecting.work = Work::Done;
            let found = selecting.steps.iter();
            let at = found
                .into_iter()
                .position(|step| step.features == selected.features);
            selecting.cursor = at.unwrap_or(selecting.cursor);
            selecting.selected = Some(selected);
        }
        Err(reason) => selecting.work = Work::Failed(reason),
    }
}

fn has_set(model: &Model) -> bool {
    let selecting = model.experiments.selection.as_ref();
    selecting.is_some_and(|of| of.steps.get(of.cursor).is_some())
}

/// Trains on the set of the step under the cursor; nothing when there is none yet.
fn train_on_set(model: &mut Model) -> Option<Vec<Effect>> {
    let step = selecting(model).and_then(|of| of.steps.get(of.cursor));
    let Some(text) = step.map(|step| step.features.text().to_owned()) else {
        let start = key_of(model, C::Pause);
        inform(
            model,
            format!("there is no set yet: {start} starts the selection"),
        );
        return None;
    };
    Some(predicting::change_or_warn(model, |settings| {
        settings.features = text;
    }))
}

fn use_set(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let Some(effects) = train_on_set(model) else {
        return Vec::new();
    };
    model.screen = Screen::Panes;
    effects
}

/// Uses the set of the step under the cursor, and asks for a name for it.
fn keep_set(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let Some(mut effects) = train_on_set(model) else {
        return Vec::new();
    };
    effects.extend(prompting::open(model, &SET_NAME));
    effects
}
