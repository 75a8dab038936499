//! Searches: the best value found by number of queries.

use crate::diagnosis::ends;
use crate::experiment::{MultiRun, MultiSearch, Search, SearchPlan, SearchRun, Spread};

use super::comparison::reach;
use super::curves::{draw, key};
use super::mark::Mark;
use super::scale::Scale;
use super::sheet::{Sheet, ticks_for_height, ticks_for_width};
use super::size::PlotSize;

/// Curves of searches: the mean over the seeds of each strategy, and one standard deviation to both sides.
#[derive(Debug, Clone)]
pub struct SearchCurves {
    title: String,
    line: String,
    up: String,
    queries: Vec<usize>,
    names: Vec<String>,
    bands: Vec<Vec<Spread>>,
}

impl SearchCurves {
    /// Those of `runs`.
    pub fn new(search: &Search, runs: &[SearchRun]) -> Self {
        let task = &search.prediction_task;
        let spec = &task.table.column(task.target).spec;
        let plan = &search.plan;
        let goals = search.goals();
        let outcomes = search.strategies().into_iter().map(|strategy| {
            let outcome = search.outcome(runs, strategy, &goals);
            let (found, of) = (outcome.found_optimum, outcome.searches);
            let name = search.name(strategy);
            (format!("{name} (optimum: {found} of {of})"), outcome.best)
        });
        let (names, bands) = outcomes.unzip();
        Self {
            title: format!(
                "Search for the best {}: {}, {}",
                spec.name, task.benchmark, task.dataset
            ),
            line: line(
                task.pool().len(),
                plan,
                plan.acquisition.name,
                search.seeds.count,
            ),
            up: format!("best {} found{}", spec.name, spec.unit.bracketed()),
            queries: plan.checkpoints(),
            names,
            bands,
        }
    }

    /// Those of `runs` for trade-offs.
    pub fn of_fronts(search: &MultiSearch, runs: &[MultiRun]) -> Self {
        let objectives = &search.objectives;
        let task = &objectives.tasks()[0];
        let outcomes = search.strategies().into_iter().map(|strategy| {
            let outcome = search.outcome(runs, strategy);
            let (found, of) = (outcome.found_front.mean, objectives.front_size());
            let name = search.name(strategy);
            let name = format!("{name} (of the front of {of}: {found:.1})");
            (name, outcome.hypervolume)
        });
        let (names, bands) = outcomes.unzip();
        let (plan, acquisition) = (&search.plan, search.acquisition.name());
        Self {
            title: format!(
                "Search for the best trade-offs of {}: {}, {}",
                objectives.names(),
                task.benchmark,
                task.dataset
            ),
            line: line(
                objectives.pool().len(),
                plan,
                acquisition,
                search.seeds.count,
            ),
            up: format!(
                "hypervolume ÷ that of the front (up to {})",
                objectives.reference_text()
            ),
            queries: plan.checkpoints(),
            names,
            bands,
        }
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let mut sheet = Sheet::new(size, &self.title, std::slice::from_ref(&self.line));
        sheet.legend(&self.names, key);
        let spreads = self.bands.iter().flatten();
        let (low, high) = ends(spreads.filter_map(reach).flatten());
        let (first, last) = match self.queries.as_slice() {
            [first, .., last] => (*first as f64, *last as f64),
            _ => (0.0, 1.0),
        };
        let axes = sheet.axes(
            ("architectures measured", &self.up),
            |length| Scale::around(first, last, ticks_for_width(length)),
            |length| Scale::around(low, high, ticks_for_height(length)),
            false,
        );
        draw(&mut sheet, &axes, &self.queries, &self.bands);
        sheet.marks
    }
}

fn line(candidates: usize, plan: &SearchPlan, acquisition: &str, searches: usize) -> String {
    let SearchPlan { start, batch, .. } = plan;
    format!(
        "{candidates} candidates; {start} random, then {batch} at a time by {acquisition}; mean and standard deviation over {searches} searches"
    )
}
