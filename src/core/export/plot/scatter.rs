//! Predicted against true.

use crate::diagnosis::{HeldOutSet, ends};
use crate::table::Values;

use super::cloud::{self, Cloud, widest_labels};
use super::mark::{Mark, Point};
use super::palette::Colour;
use super::scale::Scale;
use super::sheet::{Sheet, ticks_for_height, ticks_for_width};
use super::size::PlotSize;
use super::words::{PlotOf, counted, unit_of};

/// Predicted against true values of the held-out rows, and out-of-fold predictions of the training rows.
#[derive(Debug, Clone)]
pub struct Scatter {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) unit: String,
    pub(super) target: String,
    pub(super) held_out: Vec<(f64, f64)>,
    pub(super) trained: Vec<(f64, f64)>,
}

impl Scatter {
    /// Of the predictor `of`; `predicted` holds its predictions of all rows, `rows` those that are shown,
    /// of which those it was trained on are drawn apart.
    pub fn new(of: &PlotOf, held_out: &HeldOutSet, predicted: &Values, rows: &[u32]) -> Self {
        let trained_model = &held_out.trained_model;
        let truth = trained_model.truth();
        let pair = |&row: &u32| (truth[row as usize], predicted.get(row as usize));
        let known = |&(truth, predicted): &(f64, f64)| truth.is_finite() && predicted.is_finite();
        let is_trained = |row: &&u32| trained_model.rows().binary_search(row).is_ok();
        let trained = rows.iter().filter(is_trained).map(pair);
        let predictions = held_out.predicted.iter().copied();
        let pairs = held_out.truth.iter().copied().zip(predictions);
        let mut lines = of.lines(held_out);
        lines.extend(cloud::note(held_out.len()));
        Self {
            title: format!("Predicted and true {}: {}", of.key.target, of.place()),
            lines,
            unit: unit_of(&held_out.table, &of.key.target),
            target: of.key.target.clone(),
            held_out: pairs.filter(known).collect(),
            trained: trained.filter(known).collect(),
        }
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let mut sheet = Sheet::new(size, &self.title, &self.lines);
        let all = self.held_out.iter().chain(&self.trained);
        let (low, high) = ends(all.flat_map(|&(truth, predicted)| [truth, predicted]));
        let room = sheet.legend_room(&self.labels(widest_labels(self.held_out.len())));
        let axes = sheet.axes(
            (
                &format!("true {}{}", self.target, self.unit),
                &format!("predicted {}{}", self.target, self.unit),
            ),
            |length| Scale::around(low, high, ticks_for_width(length)),
            |length| Scale::around(low, high, ticks_for_height(length)),
            true,
        );
        let cloud = Cloud::new(&axes, &self.held_out);
        let own = cloud.labels();
        sheet.legend_in(room, &self.labels(own.clone()), |at, place| {
            if at < own.len() {
                cloud.key(at, place)
            } else {
                trained(place)
            }
        });
        let (low, high) = axes.across.range();
        sheet.draw(cloud.mark);
        sheet.line(
            axes.place(low, low),
            axes.place(high, high),
            1.0,
            Colour::Axis,
        );
        for &(truth, predicted) in &self.trained {
            sheet.marks.extend(trained(axes.place(truth, predicted)));
        }
        sheet.marks
    }

    fn labels(&self, mut of_cloud: Vec<String>) -> Vec<String> {
        if !self.trained.is_empty() {
            let trained = counted(self.trained.len());
            of_cloud.push(format!("{trained} training rows, out-of-fold predictions"));
        }
        of_cloud
    }
}

fn trained(at: Point) -> Vec<Mark> {
    vec![
        Mark::Disc(at, 2.75, Colour::Ground),
        Mark::Disc(at, 2.0, Colour::Vermillion),
    ]
}
