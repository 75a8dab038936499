//! The selection of features.

use std::sync::Arc;

pub(crate) use crate::command::Command;
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::overlay::prompt::experiments;
use crate::overlay::prompt::predictor::SET_NAME;
use crate::screen::{Screen, Work};
use crate::selection::state::Selecting;
use grafscope_core::experiment::selection::{Direction, Selected, Selection, Step};
use grafscope_core::experiment::{Metric, Seeds};

use crate::overlay::prompt::update as prompting;
use crate::predictor::update as predicting;
use crate::screen::update::{prediction_task, series, start_or_stop, step_seeds};
use crate::update::{inform, requests, warn};

/// Seeds at the beginning.
const SEEDS: usize = 10;
/// How much worse the mean may be at the beginning, in the metric's unit.
const TOLERANCE: f64 = 0.01;

/// Opens the screen; it starts when the person says so.
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

/// A selection from the predictor of now, which keeps what was set before.
fn prepare(model: &mut Model) -> bool {
    let Some(prediction_task) = prediction_task(model) else {
        return false;
    };
    let Some(series) = series(model, &prediction_task) else {
        return false;
    };
    let before = model.experiments.selection.as_ref().map(|of| &of.selection);
    let selection = Selection {
        prediction_task,
        features: series.features,
        model: series.model,
        train_size: model.settings.train_size,
        seeds: before.map_or(
            Seeds {
                first: 0,
                count: SEEDS,
            },
            |of| of.seeds,
        ),
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

/// Starts anew, from the predictor of now.
fn start(model: &mut Model) -> Vec<Effect> {
    if !prepare(model) {
        warn(model, "the feature set of now does not read on this table");
        return Vec::new();
    }
    let Some(selecting) = selecting(model) else {
        return Vec::new();
    };
    selecting.work = Work::Running(None);
    let selection = Box::new(selecting.selection.clone());
    vec![requests::start(model, Job::Select(selection))]
}

/// Runs `command` in the screen.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if let Some(effects) = start_or_stop(model, command, JobKind::Select, start) {
        return Some(effects);
    }
    if matches!(command, Command::OpenCell | Command::KeepSet) {
        return Some(apply(model, command == Command::KeepSet));
    }
    let selecting = selecting(model)?;
    let last = selecting.steps.len().saturating_sub(1);
    match command {
        Command::Up => selecting.cursor = selecting.cursor.saturating_sub(1),
        Command::Down => selecting.cursor = (selecting.cursor + 1).min(last),
        Command::PageUp => selecting.cursor = selecting.cursor.saturating_sub(10),
        Command::PageDown => selecting.cursor = (selecting.cursor + 10).min(last),
        Command::First => selecting.cursor = 0,
        Command::Last => selecting.cursor = last,
        Command::ClearRuns => {
            selecting.work = Work::Idle;
            requests::forget(model, JobKind::Select);
            prepare(model);
            return Some(vec![Effect::Stop(JobKind::Select)]);
        }
        _ if selecting.work.is_running() => {
            let changes = matches!(
                command,
                Command::NextMetric
                    | Command::OtherWay
                    | Command::Sizes
                    | Command::MoreSeeds
                    | Command::FewerSeeds
            );
            if !changes {
                return None;
            }
            inform(model, "stop the selection first");
        }
        Command::NextMetric => {
            let at = Metric::ALL
                .iter()
                .position(|&of| of == selecting.selection.metric);
            let next = at.map_or(0, |at| (at + 1) % Metric::ALL.len());
            reset(selecting, |of| of.metric = Metric::ALL[next]);
        }
        Command::Sizes => return Some(prompting::open(model, &experiments::TOLERANCE)),
        Command::OtherWay => reset(selecting, |of| {
            of.direction = match of.direction {
                Direction::Backward => Direction::Forward,
                Direction::Forward => Direction::Backward,
            };
        }),
        Command::MoreSeeds | Command::FewerSeeds => reset(selecting, |of| {
            of.seeds.count = step_seeds(of.seeds.count, command == Command::MoreSeeds);
        }),
        _ => return None,
    }
    Some(Vec::new())
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
/// For what is no number from 0 on.
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

/// Uses the set of the step under the cursor, and asks for a name for it.
fn apply(model: &mut Model, name: bool) -> Vec<Effect> {
    let Some(selecting) = selecting(model) else {
        return Vec::new();
    };
    let Some(step) = selecting.steps.get(selecting.cursor) else {
        inform(model, "there is no set yet: space starts the selection");
        return Vec::new();
    };
    let text = step.features.text().to_owned();
    let mut effects = predicting::change_or_warn(model, |settings| settings.features = text);
    if name {
        effects.extend(prompting::open(model, &SET_NAME));
    } else {
        model.screen = Screen::Panes;
    }
    effects
}
