//! A comparison under way: methods by training sizes, filled in the background.

use std::sync::Arc;

use crate::compare::chart::{Chart, ChartCurve, ChartPoint};
use grafscope_core::experiment::{
    CellSummary, ComparisonOptions, Method, Metric, PredictionTask, RunGrid, Summary,
};

/// A comparison, and where the user is in it.
#[derive(Debug, Clone)]
pub struct Compare {
    /// What is predicted.
    pub prediction_task: Arc<PredictionTask>,
    /// The runs so far.
    pub grid: RunGrid,
    /// The score shown.
    pub metric: Metric,
    /// The method that the user chose to compare the others with.
    pub pinned: Option<Arc<Method>>,
    /// Whether the table shows differences from the reference in place of scores.
    pub differences: bool,
    /// The figures of the grid in it.
    pub summary: Arc<Summary>,
    /// Those that the learning curves below the table show: the last ones with a round of seeds complete.
    /// Curves that moved with every run would be sent again with each.
    pub charted: Arc<Summary>,
    /// Rounds that were complete then.
    rounds: usize,
    /// Runs done, and runs asked for.
    pub done: (usize, usize),
    /// Whether runs are being made.
    pub running: bool,
    /// Whether the user had them stopped.
    pub paused: bool,
    /// The method under the cursor.
    pub method: usize,
    /// The training size under the cursor: its place among the sizes.
    pub size: usize,
}

impl Compare {
    /// A comparison of nothing yet.
    pub fn new(prediction_task: Arc<PredictionTask>, grid: RunGrid) -> Self {
        let metric = Metric::default();
        let summary = Arc::new(Summary::new(&grid, &ComparisonOptions::new(metric)));
        let done = grid.progress();
        Self {
            prediction_task,
            grid,
            metric,
            pinned: None,
            differences: false,
            charted: Arc::clone(&summary),
            rounds: 0,
            summary,
            done,
            running: false,
            paused: false,
            method: 0,
            size: 0,
        }
    }

    /// Brings the figures up to date, and the cursor back into the grid. Takes milliseconds.
    pub(crate) fn refresh(&mut self) {
        self.summary = Arc::new(Summary::new(&self.grid, &self.options()));
        self.done = self.grid.progress();
        let rounds = self.grid.rounds_done();
        let (now, shown) = (&self.summary, &self.charted);
        let same_shape =
            (now.metric, &now.sizes, &now.series) == (shown.metric, &shown.sizes, &shown.series);
        if self.paused || !same_shape || rounds != self.rounds {
            self.rounds = rounds;
            self.charted = Arc::clone(&self.summary);
        }
        let last = |len: usize| len.saturating_sub(1);
        self.method = self.method.min(last(self.summary.series.len()));
        self.size = self.size.min(last(self.summary.sizes.len()));
    }

    /// How the methods are compared.
    pub(crate) fn options(&self) -> ComparisonOptions {
        ComparisonOptions {
            reference: self.pinned.clone(),
            ..ComparisonOptions::new(self.metric)
        }
    }

    /// Makes the method under the cursor the reference, or the best of each size again where it is.
    pub(crate) fn turn_pin(&mut self) {
        let under = self.grid.series().nth(self.method).cloned();
        self.pinned = under.filter(|under| self.pinned.as_ref() != Some(under));
        self.refresh();
    }

    /// The cell under the cursor.
    pub fn selected(&self) -> Option<&CellSummary> {
        self.summary.cells.get(self.method)?.get(self.size)
    }

    /// What a method is called: its set, and its model where there are several.
    pub fn label(&self, place: usize) -> String {
        self.summary.name(&self.summary.series[place])
    }

    /// The same with a word for the one that is pinned.
    pub fn line_label(&self, place: usize) -> String {
        let label = self.label(place);
        if self.summary.pinned == Some(place) {
            format!("{label} [pinned]")
        } else {
            label
        }
    }

    /// The learning curves.
    pub fn chart(&self) -> Chart {
        self.curves(&self.summary)
    }

    /// Those below the table.
    pub fn chart_below(&self) -> Chart {
        self.curves(&self.charted)
    }

    fn curves(&self, summary: &Summary) -> Chart {
        let curves = summary.cells.iter().enumerate().map(|(place, cells)| {
            let points = summary.sizes.iter().zip(cells);
            let points = points.map(|(&size, cell)| ChartPoint {
                x: size as f64,
                mean: cell.interval.mean,
                spread: cell.interval.margin,
            });
            ChartCurve {
                name: self.label(place),
                points: points.collect(),
            }
        });
        Chart {
            curves: curves.collect(),
            across: "training size n",
            up: self.metric.title().to_owned(),
            logarithmic: true,
        }
    }
}
