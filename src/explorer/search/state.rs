//! A search under way, guided by a model, with searches without one for comparison.

use crate::compare::chart::{Chart, ChartCurve, ChartPoint};
use crate::screen::Work;
use grafscope_core::experiment::{Search, SearchGoals, SearchOutcome, SearchRun};

#[derive(Debug, Clone)]
pub struct Searching {
    pub search: Search,
    pub work: Work,
    pub runs: Vec<SearchRun>,
    /// Of each strategy.
    pub outcomes: Vec<SearchOutcome>,
    pub goals: SearchGoals,
    pub cursor: usize,
}

impl Searching {
    pub fn new(search: Search) -> Self {
        let goals = search.goals();
        Self {
            search,
            work: Work::Idle,
            runs: Vec::new(),
            outcomes: Vec::new(),
            goals,
            cursor: 0,
        }
    }

    pub(crate) fn refresh(&mut self) {
        let strategies = self.search.strategies().into_iter();
        let outcomes =
            strategies.map(|strategy| self.search.outcome(&self.runs, strategy, &self.goals));
        self.outcomes = outcomes.collect();
        let last = self.search.plan.checkpoints().len().saturating_sub(1);
        self.cursor = self.cursor.min(last);
    }

    /// The curves; the name of each says what it has found at the cursor, and how often the best.
    pub fn chart(&self) -> Chart {
        let checkpoints = self.search.plan.checkpoints();
        let strategies = self.search.strategies().into_iter();
        let curves = strategies.zip(&self.outcomes).map(|(strategy, outcome)| {
            let points = checkpoints.iter().zip(&outcome.best);
            let points = points.map(|(&queries, &spread)| ChartPoint::new(queries, spread));
            ChartCurve {
                name: format!("{}{}", self.search.name(strategy), self.found(outcome)),
                points: points.collect(),
            }
        });
        Chart {
            curves: curves.collect(),
            across: "architectures measured",
            up: format!("best {} found", self.search.prediction_task.target_name()),
            logarithmic: true,
        }
    }

    fn found(&self, outcome: &SearchOutcome) -> String {
        let Some(spread) = outcome.best.get(self.cursor) else {
            return String::new();
        };
        let queries = |queries: Option<f64>| queries.map_or("–".to_owned(), |at| at.to_string());
        format!(
            ": {}; optimum {} of {}; to best 1 %: {}, 0.1 %: {}",
            spread.text(2),
            outcome.found_optimum,
            outcome.searches,
            queries(outcome.queries_to_top_1_percent),
            queries(outcome.queries_to_top_01_percent),
        )
    }
}
