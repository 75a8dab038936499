//! What is known of the search so far, and where the cursor is.

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use crate::compare::chart::{Chart, ChartCurve, ChartPoint};
use crate::effect::Opened;
use crate::screen::Work;
use grafscope_core::experiment::LearningSoFar;
use grafscope_core::predict::{ModelSpec, Rows};

/// What it was asked of. What is open is not kept by it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) opened: Weak<Opened>,
    pub(crate) predictor: (String, ModelSpec, u64, Rows),
}

impl Asked {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.opened.ptr_eq(&other.opened) && self.predictor == other.predictor
    }
}

/// The screen.
#[derive(Debug, Clone, Default)]
pub struct Learning {
    pub found: Arc<LearningSoFar>,
    pub work: Work,
    /// Which of the marks is under the cursor; the last one for `None`.
    pub cursor: Option<usize>,
    pub(crate) asked: Option<Asked>,
}

impl Learning {
    /// Numbers of measurements that the cursor steps through: where a predictor is looked at, and now.
    pub fn marks(&self) -> Vec<usize> {
        let trained_on = self.found.foresight.iter().map(|of| of.trained_on);
        let now = Some(self.found.order.len()).filter(|&measured| measured > 0);
        trained_on.chain(now).collect()
    }

    /// The mark under the cursor: its place, and the number of measurements.
    pub fn mark(&self) -> Option<(usize, usize)> {
        let marks = self.marks();
        let last = marks.len().checked_sub(1)?;
        let at = self.cursor.map_or(last, |cursor| cursor.min(last));
        Some((at, marks[at]))
    }

    /// The best value by number of measurements, a step where it became better; the point under the cursor.
    pub fn best_chart(&self, target: &str) -> (Chart, usize) {
        let best = &self.found.best;
        let steps = (1..best.len()).filter(|&at| best[at].total_cmp(&best[at - 1]).is_ne());
        // Just before a step, and on it.
        let steps = steps.flat_map(|at| [at, at + 1]);
        let first = (!best.is_empty()).then_some(1);
        let shown: BTreeSet<usize> = first.into_iter().chain(steps).chain(self.marks()).collect();
        let mark = self.mark().map_or(0, |(_, mark)| mark);
        let under_cursor = shown.iter().position(|&at| at == mark);
        let points = shown
            .into_iter()
            .map(|measured| point(measured, best[measured - 1]));
        let chart = chart(format!("best {target} so far"), points.collect());
        (chart, under_cursor.unwrap_or(0))
    }

    /// Tau by number of measurements.
    pub fn tau_chart(&self) -> Chart {
        let points = self.found.foresight.iter();
        let points = points.map(|of| point(of.trained_on, of.tau));
        chart(
            "tau on the rows measured later".to_owned(),
            points.collect(),
        )
    }
}

fn point(measured: usize, value: f64) -> ChartPoint {
    ChartPoint {
        x: measured as f64,
        mean: value,
        spread: f64::NAN,
    }
}

fn chart(up: String, points: Vec<ChartPoint>) -> Chart {
    let curve = ChartCurve {
        name: up.clone(),
        points,
    };
    Chart {
        curves: vec![curve],
        across: "architectures measured",
        up,
        logarithmic: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use grafscope_core::experiment::Foresight;

    fn learning() -> Learning {
        let foresight = |trained_on| Foresight {
            trained_on,
            scored: 10,
            tau: 0.5,
        };
        Learning {
            found: Arc::new(LearningSoFar {
                order: (0..6).collect(),
                best: vec![90.0, 90.0, 91.0, 91.0, 91.0, 91.0],
                foresight: vec![foresight(2), foresight(4)],
            }),
            ..Learning::default()
        }
    }

    #[test]
    fn the_best_value_is_a_staircase_with_a_point_at_each_mark() {
        let learning = learning();
        assert_eq!(learning.marks(), [2, 4, 6]);
        assert_eq!(learning.mark(), Some((2, 6)));
        let (chart, at) = learning.best_chart("val_acc");
        let points = &chart.curves[0].points;
        let places: Vec<f64> = points.iter().map(|point| point.x).collect();
        assert_eq!(places, [1.0, 2.0, 3.0, 4.0, 6.0]);
        let values: Vec<f64> = points.iter().map(|point| point.mean).collect();
        assert_eq!(values, [90.0, 90.0, 91.0, 91.0, 91.0]);
        assert_eq!(at, 4);
    }

    #[test]
    fn the_cursor_stays_among_the_marks() {
        let mut learning = learning();
        learning.cursor = Some(9);
        assert_eq!(learning.mark(), Some((2, 6)));
        learning.cursor = Some(0);
        assert_eq!(learning.best_chart("a").1, 1);
        assert_eq!(Learning::default().mark(), None);
        assert!(Learning::default().best_chart("a").0.is_empty());
    }
}
