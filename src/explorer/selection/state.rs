//! A selection of features under way.

use std::sync::Arc;

use crate::compare::chart::{Chart, ChartCurve, ChartPoint};
use crate::screen::Work;
use grafscope_core::experiment::selection::{Direction, Selected, Selection, Step};

#[derive(Debug, Clone)]
pub struct Selecting {
    pub selection: Selection,
    pub work: Work,
    pub steps: Vec<Step>,
    /// What it came to, once it has.
    pub selected: Option<Arc<Selected>>,
    pub cursor: usize,
}

impl Selecting {
    pub fn new(selection: Selection) -> Self {
        Self {
            selection,
            work: Work::Idle,
            steps: Vec::new(),
            selected: None,
            cursor: 0,
        }
    }

    /// The score of the sets on the path against how many columns they have.
    pub fn chart(&self) -> Chart {
        let columns = |step: &Step| step.features.columns().len();
        let point = |step: &Step| ChartPoint::new(columns(step), step.inner.score);
        let mut points: Vec<ChartPoint> = self.steps.iter().map(point).collect();
        if let (Some(first), Direction::Backward) = (self.steps.first(), self.selection.direction) {
            // The difference is from the full set, so that its score follows from that of any step.
            points.push(ChartPoint {
                x: self.selection.features.columns().len() as f64,
                mean: first.inner.score.mean - first.inner.test.delta.mean,
                spread: f64::NAN,
            });
        }
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        Chart {
            curves: vec![ChartCurve {
                name: "sets on the path, inner half".to_owned(),
                points,
            }],
            across: "columns in the set",
            up: self.selection.metric.title().to_owned(),
            logarithmic: true,
        }
    }
}
