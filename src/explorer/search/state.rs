//! A search under way, guided by the predictor, against random search.

use crate::compare::chart::{Chart, ChartCurve, ChartPoint};
use crate::screen::Work;
use grafscope_core::experiment::{Search, SearchRun, Spread};

#[derive(Debug, Clone)]
pub struct Searching {
    pub search: Search,
    pub work: Work,
    pub runs: Vec<SearchRun>,
    /// Mean and standard deviation at each checkpoint: of each series, then of random search.
    pub bands: Vec<Vec<Spread>>,
    pub best: f64,
    pub cursor: usize,
}

impl Searching {
    pub fn new(search: Search) -> Self {
        let best = search.best_possible();
        Self {
            search,
            work: Work::Idle,
            runs: Vec::new(),
            bands: Vec::new(),
            best,
            cursor: 0,
        }
    }

    pub(crate) fn refresh(&mut self) {
        let guides = (0..self.search.series.len()).map(Some).chain([None]);
        let bands = guides.map(|guide| self.search.band(&self.runs, guide));
        self.bands = bands.collect();
        let last = self.search.plan.checkpoints().len().saturating_sub(1);
        self.cursor = self.cursor.min(last);
    }

    pub fn names(&self) -> Vec<String> {
        let series = self.search.series.iter().map(ToString::to_string);
        series.chain(["random search".to_owned()]).collect()
    }

    pub fn chart(&self) -> Chart {
        let checkpoints = self.search.plan.checkpoints();
        let curves = self.names().into_iter().zip(&self.bands);
        let curves = curves.map(|(name, band)| {
            let points = checkpoints.iter().zip(band);
            let points = points.map(|(&queries, &spread)| ChartPoint::new(queries, spread));
            ChartCurve {
                name,
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
}
