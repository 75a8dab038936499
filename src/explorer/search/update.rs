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
use grafscope_core::experiment::{
    ACQUISITIONS, Acquisition, Baseline, Method, Search, SearchPlan, SearchRun,
};
use grafscope_core::predict::ModelSpec;

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
        let before = model.experiments.search.as_ref().map(|of| &of.search);
        let mut plan = before.map_or_else(SearchPlan::default, |of| of.plan);
        let most = prediction_task.pool().len().saturating_sub(1);
        if plan.queries > most {
            plan = SearchPlan {
                start: 2,
                queries: most,
                ..plan
            };
        }
        let search = Search {
            bench: Arc::clone(&model.data.as_ref()?.opened.bench),
            series: vec![Arc::new(Method {
                model: before.map_or_else(ModelSpec::kriging, guide),
                ..method
            })],
            prediction_task,
            baselines: Baseline::ALL.to_vec(),
            plan,
            seeds: before.map_or(SEEDS, |of| of.seeds),
        };
        search.check().ok()?;
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

/// The model that guides; there is one method on this screen.
fn guide(search: &Search) -> ModelSpec {
    let method = search.series.first();
    method.map_or_else(ModelSpec::kriging, |method| method.model.clone())
}

pub(crate) fn plan_text(model: &Model) -> String {
    let searching = model.experiments.search.as_ref();
    searching.map_or_else(String::new, |of| {
        let plan = of.search.plan;
        format!(
            "{} {} {} {} {}",
            plan.start,
            plan.batch,
            plan.queries,
            plan.acquisition.name,
            guide(&of.search)
        )
    })
}

/// The acquisition function called `name`.
pub(crate) fn acquisition(name: &str) -> Result<Acquisition, String> {
    Acquisition::find(name).ok_or_else(|| {
        let names = ACQUISITIONS.map(|of| of.name).join(", ");
        format!("unknown acquisition function `{name}`: expected one of {names}")
    })
}

/// The plan and the model that `text` says.
fn read_plan(text: &str) -> Result<(SearchPlan, ModelSpec), String> {
    let text = text.replace(',', " ");
    let mut words = text.split_whitespace();
    let mut number = || words.next().and_then(|word| word.parse().ok());
    let (Some(start), Some(batch), Some(queries)) = (number(), number(), number()) else {
        return Err(
            "three whole numbers are expected: architectures to start with, architectures a batch, \
             queries in all; then an acquisition function and a model"
                .to_owned(),
        );
    };
    let acquisition = match words.next() {
        None => Acquisition::default(),
        Some(name) => acquisition(name)?,
    };
    let model = words.collect::<Vec<_>>().join(" ");
    let model = if model.is_empty() {
        ModelSpec::kriging()
    } else {
        ModelSpec::parse_guide(&model).map_err(|error| error.to_string())?
    };
    let plan = SearchPlan {
        start,
        batch,
        queries,
        acquisition,
    };
    Ok((plan, model))
}

pub(crate) fn set_plan(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let Some(searching) = get::<Searching>(model) else {
        return Ok(Vec::new());
    };
    let (plan, guide) = read_plan(text)?;
    let mut search = searching.search.clone();
    search.plan = plan;
    for method in &mut search.series {
        Arc::make_mut(method).model = guide.clone();
    }
    search.check().map_err(|error| error.to_string())?;
    *searching = Searching::new(search);
    Ok(Vec::new())
}

pub(crate) fn record(model: &mut Model, runs: &[SearchRun]) {
    if let Some(searching) = get::<Searching>(model) {
        searching.runs.extend(runs.iter().cloned());
        // Sums do not depend on the order in which threads finish.
        searching.runs.sort_by_key(|run| (run.strategy, run.seed));
        searching.refresh();
    }
}
