//! The search.

use std::sync::Arc;

pub(crate) use crate::command::Command;
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::overlay::prompt::experiments::SEARCH_PLAN;
use crate::screen::{Screen, Work};
use crate::search::state::Searching;
use grafscope_core::experiment::{Search, SearchPlan, SearchRun, Seeds};

use crate::overlay::prompt::update as prompting;
use crate::screen::update::{prediction_task, series, start_or_stop, step_seeds};
use crate::update::{inform, requests, warn};

/// How a search goes on at the beginning.
const PLAN: SearchPlan = SearchPlan {
    start: 16,
    batch: 16,
    queries: 144,
};
/// Seeds at the beginning.
const SEEDS: usize = 10;

/// Opens the screen; it starts when the person says so.
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

/// A search with the predictor of now, which keeps what was set before.
fn prepare(model: &mut Model) -> bool {
    let Some(prediction_task) = prediction_task(model) else {
        return false;
    };
    let Some(series) = series(model, &prediction_task) else {
        return false;
    };
    if prediction_task.check(&series.features, 2).is_err() {
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
    let seeds = before.map_or(
        Seeds {
            first: 0,
            count: SEEDS,
        },
        |of| of.seeds,
    );
    model.experiments.search = Some(Searching::new(Search {
        prediction_task,
        series: vec![Arc::new(series)],
        plan,
        seeds,
    }));
    true
}

fn searching(model: &mut Model) -> Option<&mut Searching> {
    model.experiments.search.as_mut()
}

/// Starts anew with the predictor of now.
fn start(model: &mut Model) -> Vec<Effect> {
    if !prepare(model) {
        warn(model, "the feature set of now cannot guide a search");
        return Vec::new();
    }
    let Some(searching) = searching(model) else {
        return Vec::new();
    };
    searching.work = Work::Running(None);
    let search = Box::new(searching.search.clone());
    vec![requests::start(model, Job::Search(search))]
}

/// Runs `command` in the screen.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if let Some(effects) = start_or_stop(model, command, JobKind::Search, start) {
        return Some(effects);
    }
    let searching = searching(model)?;
    let last = searching.search.plan.checkpoints().len().saturating_sub(1);
    match command {
        Command::Left | Command::Up => searching.cursor = searching.cursor.saturating_sub(1),
        Command::Right | Command::Down => searching.cursor = (searching.cursor + 1).min(last),
        Command::First => searching.cursor = 0,
        Command::Last => searching.cursor = last,
        Command::ClearRuns => {
            requests::forget(model, JobKind::Search);
            prepare(model);
            return Some(vec![Effect::Stop(JobKind::Search)]);
        }
        Command::Sizes | Command::MoreSeeds | Command::FewerSeeds
            if searching.work.is_running() =>
        {
            inform(model, "stop the search first");
        }
        Command::Sizes => return Some(prompting::open(model, &SEARCH_PLAN)),
        Command::MoreSeeds | Command::FewerSeeds => {
            let mut search = searching.search.clone();
            search.seeds.count = step_seeds(search.seeds.count, command == Command::MoreSeeds);
            *searching = Searching::new(search);
        }
        _ => return None,
    }
    Some(Vec::new())
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
/// For what is no plan, or one that cannot be followed.
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
