//! Predicted against true.

use crate::diagnosis::HeldOutSet;
use crate::table::Values;

use super::cloud::{Cloud, are_dots, widest_labels};
use super::mark::{Mark, Point};
use super::palette::{AXIS, VERMILLION, WHITE};
use super::scale::Scale;
use super::sheet::{Sheet, ticks_for_height, ticks_for_width};
use super::size::PlotSize;
use super::words::{PlotOf, counted, unit_of};

/// What the legend calls the cloud.
const ROWS: &str = "unseen rows";

/// Predicted against true values of the judged rows, and of the training rows what did not learn from
/// them says.
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
    /// Of the predictor `of`; `predicted` is what the predictor says of all rows, `rows` those that are
    /// shown, of which those it was trained on are drawn apart.
    pub fn new(of: &PlotOf, held_out: &HeldOutSet, predicted: &Values, rows: &[u32]) -> Self {
        let trained_model = &held_out.trained_model;
        let pair = |&row: &u32| {
            (
                trained_model.truth()[row as usize],
                predicted.get(row as usize),
            )
        };
        let known = |&(truth, predicted): &(f64, f64)| truth.is_finite() && predicted.is_finite();
        let trained = rows
            .iter()
            .filter(|row| trained_model.rows().binary_search(row).is_ok());
        let trained: Vec<(f64, f64)> = trained.map(pair).filter(known).collect();
        let pairs = held_out
            .truth
            .iter()
            .copied()
            .zip(held_out.predicted.iter().copied());
        let mut lines = vec![of.how(), of.scores(held_out)];
        if !are_dots(held_out.len()) {
            lines.push(format!(
                "all {} drawn, in cells of 3 × 3 pixels shaded by how many lie in each",
                counted(held_out.len())
            ));
        }
        Self {
            title: format!("Predicted and true {}: {}", of.key.target, of.place()),
            lines,
            unit: unit_of(&held_out.table, &of.key.target),
            target: of.key.target.clone(),
            held_out: pairs.filter(known).collect(),
            trained,
        }
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let mut sheet = Sheet::new(size, &self.title, &self.lines);
        let all = self.held_out.iter().chain(&self.trained);
        let values = all.flat_map(|&(truth, predicted)| [truth, predicted]);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let room = sheet.legend_room(&self.labels(widest_labels(self.held_out.len(), ROWS)));
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
        let own = cloud.labels(ROWS);
        sheet.legend_in(room, &self.labels(own.clone()), |at, place| {
            if at < own.len() {
                cloud.key(at, place)
            } else {
                trained(place)
            }
        });
        let (low, high) = axes.across.range();
        sheet.draw(cloud.mark);
        sheet.line(axes.place(low, low), axes.place(high, high), 1.0, AXIS);
        for &(truth, predicted) in &self.trained {
            sheet.marks.extend(trained(axes.place(truth, predicted)));
        }
        sheet.marks
    }

    /// The entries of the legend: those of the cloud, and of the training rows.
    fn labels(&self, mut of_cloud: Vec<String>) -> Vec<String> {
        if !self.trained.is_empty() {
            let trained = counted(self.trained.len());
            of_cloud.push(format!(
                "{trained} training rows, as what did not learn from them predicts"
            ));
        }
        of_cloud
    }
}

/// A training row.
fn trained(at: Point) -> Vec<Mark> {
    [(2.75, WHITE), (2.0, VERMILLION)]
        .map(|(radius, colour)| Mark::Circle {
            at,
            radius,
            colour,
            filled: true,
        })
        .to_vec()
}
