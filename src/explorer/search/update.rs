//! The search: its screen, its actions, and what its results change.

use std::sync::Arc;

use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::{Effect, Job, JobKind};
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::prompt::experiments::SEARCH_PLAN;
use crate::overlay::prompt::update as prompting;
use crate::screen::experiment::{
    self, Experiment, SEEDS, get, is_busy, moved_by, starting_point, step_seeds,
};
use crate::screen::layout::screen_areas;
use crate::screen::room::{CLOSE, Room};
use crate::screen::{Experiments, Screen};
use crate::search::state::Searching;
use crate::search::view;
use crate::table::moving;
use crate::theme::Theme;
use crate::widgets::Frame;
use grafscope_core::experiment::{Search, SearchPlan, SearchRun};

const PLAN: SearchPlan = SearchPlan {
    start: 16,
    batch: 16,
    queries: 144,
};

const ACTIONS: &[Action] = &[
    experiment::pause::<Searching>(),
    Action::always(C::Sizes, ask_plan),
    Action::always(C::MoreSeeds, change_seeds),
    Action::always(C::FewerSeeds, change_seeds),
    CLOSE,
    Action::always(C::Right, step),
    Action::always(C::Left, step),
    Action::always(C::ClearRuns, experiment::start_over::<Searching>),
    experiment::stop_or_close::<Searching>(),
    Action::always(C::Down, step),
    Action::always(C::Up, step),
    Action::always(C::First, step),
    Action::always(C::Last, step),
];

pub(crate) struct SearchRoom;

impl Room for SearchRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Search, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool {
        let Some(searching) = &mut model.experiments.search else {
            return false;
        };
        let chart = searching.chart();
        let (drawn, _) = chart.split(screen_areas(area).body);
        let hit = chart.nearest(drawn, x, y);
        searching.cursor = hit.map_or(searching.cursor, |(_, checkpoint)| checkpoint);
        hit.is_some()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(searching) = &model.experiments.search {
            view::draw(searching, theme, area, frame);
        }
    }
}

impl Experiment for Searching {
    const KIND: JobKind = JobKind::Search;
    const SCREEN: Screen = Screen::Search;
    const NAME: &'static str = "search";
    const IMPOSSIBLE: [&'static str; 2] = [
        "there is nothing to search: no predictor can be trained",
        "the current feature set cannot guide a search",
    ];

    fn slot(experiments: &mut Experiments) -> &mut Option<Self> {
        &mut experiments.search
    }

    fn prepare(model: &Model) -> Option<(Self, Job)> {
        let (prediction_task, method) = starting_point(model)?;
        prediction_task.check(&method.features, 2).ok()?;
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
        plan.check(&prediction_task).ok()?;
        let search = Search {
            prediction_task,
            series: vec![Arc::new(method)],
            plan,
            seeds: before.map_or(SEEDS, |of| of.seeds),
        };
        let job = Job::Search(Box::new(search.clone()));
        Some((Self::new(search), job))
    }
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let steps = match given.command {
        C::Left => Some(-1),
        C::Right => Some(1),
        other => moving::steps(other, 1),
    };
    if let (Some(searching), Some(steps)) = (get::<Searching>(model), steps) {
        let checkpoints = searching.search.plan.checkpoints().len();
        searching.cursor = moved_by(searching.cursor, steps, checkpoints);
    }
    Vec::new()
}

fn ask_plan(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if is_busy::<Searching>(model) {
        return Vec::new();
    }
    prompting::open(model, &SEARCH_PLAN)
}

fn change_seeds(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if !is_busy::<Searching>(model)
        && let Some(searching) = get::<Searching>(model)
    {
        let mut search = searching.search.clone();
        search.seeds.count = step_seeds(search.seeds.count, given);
        *searching = Searching::new(search);
    }
    Vec::new()
}

pub(crate) fn plan_text(model: &Model) -> String {
    let searching = model.experiments.search.as_ref();
    searching.map_or_else(String::new, |of| {
        let plan = of.search.plan;
        format!("{} {} {}", plan.start, plan.batch, plan.queries)
    })
}

pub(crate) fn set_plan(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let Some(searching) = get::<Searching>(model) else {
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

pub(crate) fn record(model: &mut Model, runs: &[SearchRun]) {
    if let Some(searching) = get::<Searching>(model) {
        searching.runs.extend(runs.iter().cloned());
        // Sums do not depend on the order in which threads finish.
        searching.runs.sort_by_key(|run| (run.series, run.seed));
        searching.refresh();
    }
}
