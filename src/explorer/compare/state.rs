//! A comparison under way: methods by training sizes, filled in the background.

use std::sync::Arc;

use crate::compare::chart::{Chart, ChartCurve, ChartPoint};
use grafscope_core::experiment::{CellSummary, Metric, PredictionTask, RunGrid, Summary};

/// A comparison, and where the user is in it.
#[derive(Debug, Clone)]
pub struct Compare {
    /// What is predicted.
    pub prediction_task: Arc<PredictionTask>,
    /// The runs so far.
    pub grid: RunGrid,
    /// The score shown.
    pub metric: Metric,
    /// The figures of the grid in it.
    pub summary: Arc<Summary>,
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
        let summary = Arc::new(Summary::new(&grid, metric));
        let done = grid.progress();
        Self {
            prediction_task,
            grid,
            metric,
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
        self.summary = Arc::new(Summary::new(&self.grid, self.metric));
        self.done = self.grid.progress();
        let last = |len: usize| len.saturating_sub(1);
        self.method = self.method.min(last(self.summary.series.len()));
        self.size = self.size.min(last(self.summary.sizes.len()));
    }

    /// The cell under the cursor.
    pub fn selected(&self) -> Option<&CellSummary> {
        self.summary.cells.get(self.method)?.get(self.size)
    }

    /// What a method is called: its set, and its model where there are several.
    pub fn label(&self, place: usize) -> String {
        let (features, model) = &self.summary.series[place];
        if self.summary.has_models() {
            format!("{features}, {model}")
        } else {
            features.clone()
        }
    }

    /// The learning curves.
    pub fn chart(&self) -> Chart {
        let curves = self.summary.cells.iter().enumerate().map(|(place, cells)| {
            let points = self.summary.sizes.iter().zip(cells);
            let points = points.map(|(&size, cell)| ChartPoint::new(size, cell.spread));
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
            decimals: self.metric.decimals().min(3),
        }
    }
}
