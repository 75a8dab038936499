//! The search.

use std::sync::Arc;

use super::SearchRoom;
use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::overlay::prompt::experiments::SEARCH_PLAN;
use crate::screen::{Screen, Work};
use crate::search::state::Searching;
use grafscope_core::experiment::{Search, SearchPlan, SearchRun};

use crate::overlay::prompt::update as prompting;
use crate::screen::experiment::{self, Experiment, SEEDS, moved_by, starting_point, step_seeds};
use crate::screen::room::CLOSE;
use crate::table::moving;
use crate::update::{inform, requests, warn};

/// How a search goes on at the beginning.
const PLAN: SearchPlan = SearchPlan {
    start: 16,
    batch: 16,
    queries: 144,
};

pub(super) const ACTIONS: &[Action] = &[
    experiment::pause::<SearchRoom>(),
    Action::always(C::Sizes, ask_plan),
    Action::always(C::MoreSeeds, change_seeds),
    Action::always(C::FewerSeeds, change_seeds),
    CLOSE,
    Action::always(C::Right, step),
    Action::always(C::Left, step),
    Action::always(C::ClearRuns, start_over),
    experiment::stop_or_close::<SearchRoom>(),
    Action::always(C::Down, step),
    Action::always(C::Up, step),
    Action::always(C::First, step),
    Action::always(C::Last, step),
];

/// Opens the screen; the search starts when the user says so.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.experiments.search.is_none() && !prepare(model) {
        warn(
            model,
            "there is nothing to search: no predictor can be trained",
        );
        return Vec::new();
    }
    model.screen = Screen::Search;
    Vec::new()
}

/// A search with the current predictor, which keeps what was set before.
fn prepare(model: &mut Model) -> bool {
    let Some((prediction_task, method)) = starting_point(model) else {
        return false;
    };
    if prediction_task.check(&method.features, 2).is_err() {
        return false;
    }
    let before = model.experiments.search.as_ref().map(|of| &of.search);
    let mut plan = before.map_or(PLAN, |of| of.plan);
    let most = prediction_task.pool().len().saturating_sub(1);
    if plan.queries > most {
        plan = SearchPlan {
            start: 2,
            batch: 1,
            queries: most,
        };
    }
    if plan.check(&prediction_task).is_err() {
        return false;
    }
    let seeds = before.map_or(SEEDS, |of| of.seeds);
    model.experiments.search = Some(Searching::new(Search {
        prediction_task,
        series: vec![Arc::new(method)],
        plan,
        seeds,
    }));
    true
}

fn searching(model: &mut Model) -> Option<&mut Searching> {
    model.experiments.search.as_mut()
}

impl Experiment for SearchRoom {
    const KIND: JobKind = JobKind::Search;

    fn start(model: &mut Model) -> Vec<Effect> {
        if !prepare(model) {
            warn(model, "the current feature set cannot guide a search");
            return Vec::new();
        }
        let Some(searching) = searching(model) else {
            return Vec::new();
        };
        searching.work = Work::Running(None);
        let search = Box::new(searching.search.clone());
        vec![requests::start(model, Job::Search(search))]
    }
}

/// Moves the cursor along the checkpoints.
fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let steps = match given.command {
        C::Left => Some(-1),
        C::Right => Some(1),
        other => moving::steps(other, 1),
    };
    if let (Some(searching), Some(steps)) = (searching(model), steps) {
        let checkpoints = searching.search.plan.checkpoints().len();
        searching.cursor = moved_by(searching.cursor, steps, checkpoints);
    }
    Vec::new()
}

fn start_over(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let effects = experiment::stop(model, JobKind::Search);
    prepare(model);
    effects
}

/// Whether the search runs, which is said then: what it is about cannot be changed meanwhile.
fn is_busy(model: &mut Model) -> bool {
    let is_running = experiment::is_running(model, JobKind::Search);
    if is_running {
        inform(model, "stop the search first");
    }
    is_running
}

fn ask_plan(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if is_busy(model) {
        return Vec::new();
    }
    prompting::open(model, &SEARCH_PLAN)
}

fn change_seeds(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if !is_busy(model)
        && let Some(searching) = searching(model)
    {
        let mut search = searching.search.clone();
        search.seeds.count = step_seeds(search.seeds.count, given);
        *searching = Searching::new(search);
    }
    Vec::new()
}

/// The plan as it is typed.
pub(crate) fn plan_text(model: &Model) -> String {
    model
        .experiments
        .search
        .as_ref()
        .map_or_else(String::new, |of| {
            let SearchPlan {
                start,
                batch,
                queries,
            } = of.search.plan;
            format!("{start} {batch} {queries}")
        })
}

/// Takes a typed plan in.
///
/// # Errors
/// For what is not a plan, or one that cannot be followed.
pub(crate) fn set_plan(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let Some(searching) = searching(model) else {
        return Ok(Vec::new());
    };
    let numbers = text.split([',', ' ']).filter(|word| !word.is_empty());
    let numbers: Option<Vec<usize>> = numbers.map(|word| word.parse().ok()).collect();
    let Some(&[start, batch, queries]) = numbers.as_deref() else {
        return Err(
            "three whole numbers are expected: architectures to start with, architectures a batch, \
             queries in all"
                .to_owned(),
        );
    };
    let plan = SearchPlan {
        start,
        batch,
        queries,
    };
    plan.check(&searching.search.prediction_task)
        .map_err(|error| error.to_string())?;
    let mut search = searching.search.clone();
    search.plan = plan;
    *searching = Searching::new(search);
    Ok(Vec::new())
}

/// Takes searches in.
pub(crate) fn record(model: &mut Model, runs: &[SearchRun]) {
    if let Some(searching) = searching(model) {
        searching.runs.extend(runs.iter().cloned());
        // Sums do not depend on the order in which threads finish.
        searching.runs.sort_by_key(|run| (run.series, run.seed));
        searching.refresh();
    }
}

/// All searches are made, or they cannot go on.
pub(crate) fn finished(model: &mut Model, done: Result<(), String>) {
    if let Some(searching) = searching(model) {
        searching.work = Work::ended(done);
    }
}
