//! The selection of features: its screen, its actions, and what its results change.

use std::sync::Arc;

use crate::command::Command as C;
use crate::command::action::{Action, Invocation, STEPS};
use crate::command::keymap::Context;
use crate::command::place::key_of;
use crate::effect::{Effect, Job, JobKind};
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::prompt::predictor::SET_NAME;
use crate::overlay::prompt::{experiments, update as prompting};
use crate::predictor::update as predicting;
use crate::screen::experiment::{
    self, Experiment, SEEDS, get, is_busy, moved_by, starting_point, step_seeds,
};
use crate::screen::layout::{line_at, put_on, screen_areas, selection_areas};
use crate::screen::room::{CLOSE, Room};
use crate::screen::{Experiments, Screen, Work};
use crate::selection::state::Selecting;
use crate::selection::view;
use crate::table::moving;
use crate::theme::Theme;
use crate::update::inform;
use crate::widgets::Frame;
use grafscope_core::experiment::Metric;
use grafscope_core::experiment::selection::{Direction, Selected, Selection, Step};

/// By how much the mean may drop in a new selection, in the metric's unit.
const TOLERANCE: f64 = 0.01;
/// Steps that a page key moves by.
const PAGE: usize = 10;

const ACTIONS: &[Action] = &[
    experiment::pause::<Selecting>(),
    Action::when(C::OpenCell, has_set, use_set),
    Action::when(C::KeepSet, has_set, keep_set),
    Action::always(C::OtherWay, other_way),
    Action::always(C::Sizes, ask_tolerance),
    Action::always(C::NextMetric, next_metric),
    CLOSE,
    Action::always(C::MoreSeeds, change_seeds),
    Action::always(C::FewerSeeds, change_seeds),
    Action::always(C::ClearRuns, experiment::start_over::<Selecting>),
    experiment::stop_or_close::<Selecting>(),
];

const MOVES: &[Action] = &Action::each(STEPS, step);

pub(crate) struct SelectionRoom;

impl Room for SelectionRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Selection, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS, MOVES]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool {
        let Some(Selecting { steps, cursor, .. }) = &mut model.experiments.selection else {
            return false;
        };
        let (list, _) = selection_areas(screen_areas(area).body);
        put_on(cursor, line_at(list, *cursor, steps.len(), x, y))
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(selecting) = &model.experiments.selection {
            view::draw(selecting, theme, area, frame);
        }
    }
}

impl Experiment for Selecting {
    const KIND: JobKind = JobKind::Select;
    const SCREEN: Screen = Screen::Selection;
    const NAME: &'static str = "selection";
    const IMPOSSIBLE: [&'static str; 2] = [
        "there is nothing to select from: no predictor can be trained",
        "the current feature set does not read on this table",
    ];

    fn slot(experiments: &mut Experiments) -> &mut Option<Self> {
        &mut experiments.selection
    }

    fn prepare(model: &Model) -> Option<(Self, Job)> {
        let (prediction_task, method) = starting_point(model)?;
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
        let job = Job::Select(Box::new(selection.clone()));
        Some((Self::new(selection), job))
    }
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let steps = moving::steps(given.command, PAGE);
    if let (Some(selecting), Some(steps)) = (get::<Selecting>(model), steps) {
        selecting.cursor = moved_by(selecting.cursor, steps, selecting.steps.len());
    }
    Vec::new()
}

fn ask_tolerance(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if is_busy::<Selecting>(model) {
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

fn change(model: &mut Model, change: impl FnOnce(&mut Selection)) -> Vec<Effect> {
    if !is_busy::<Selecting>(model) {
        reset(model, change);
    }
    Vec::new()
}

/// Changes the options; what was found with others goes.
fn reset(model: &mut Model, change: impl FnOnce(&mut Selection)) {
    if let Some(selecting) = get::<Selecting>(model) {
        let mut selection = selecting.selection.clone();
        change(&mut selection);
        *selecting = Selecting::new(selection);
    }
}

pub(crate) fn tolerance_text(model: &Model) -> String {
    let selecting = model.experiments.selection.as_ref();
    selecting.map_or_else(String::new, |of| of.selection.tolerance.to_string())
}

pub(crate) fn set_tolerance(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let tolerance = text.parse().ok();
    let tolerance = tolerance.filter(|of: &f64| of.is_finite() && *of >= 0.0);
    let tolerance = tolerance.ok_or_else(|| {
        "how much worse the mean may be is a number from 0 on, in the score's unit".to_owned()
    })?;
    reset(model, |of| of.tolerance = tolerance);
    Ok(Vec::new())
}

pub(crate) fn stepped(model: &mut Model, step: &Step) {
    if let Some(selecting) = get::<Selecting>(model) {
        let follows = selecting.cursor + 1 >= selecting.steps.len();
        selecting.steps.push(step.clone());
        if follows {
            selecting.cursor = selecting.steps.len() - 1;
        }
    }
}

pub(crate) fn finished(model: &mut Model, selected: Result<Arc<Selected>, String>) {
    let Some(selecting) = get::<Selecting>(model) else {
        return;
    };
    match selected {
        Ok(selected) => {
            selecting.work = Work::Done;
            let mut steps = selecting.steps.iter();
            let at = steps.position(|step| step.features == selected.features);
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

/// Trains on the set of the step under the cursor; `None` when there is none yet.
fn train_on_set(model: &mut Model) -> Option<Vec<Effect>> {
    let step = get::<Selecting>(model).and_then(|of| of.steps.get(of.cursor));
    let Some(text) = step.map(|step| step.features.text().to_owned()) else {
        let start = key_of(model, C::Pause);
        let text = format!("there is no set yet: {start} starts the selection");
        inform(model, text);
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

fn keep_set(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let Some(mut effects) = train_on_set(model) else {
        return Vec::new();
    };
    effects.extend(prompting::open(model, &SET_NAME));
    effects
}
