//! Two objectives, and the fronts by true values and by prediction.

use crate::bench::Better;
use crate::diagnosis::ends;

use super::cloud::{self, Cloud, ROWS, widest_labels};
use super::mark::{Mark, Point};
use super::palette::{Colour, diamond};
use super::scale::Scale;
use super::sheet::{Axes, Sheet, ticks_for_height, ticks_for_width};
use super::size::PlotSize;
use super::words::counted;

/// An axis of a front: its title, and which end is good.
#[derive(Debug, Clone)]
pub struct FrontAxis {
    /// Name and unit, such as `edgegpu_latency [ms]`.
    pub title: String,
    /// Which end is good.
    pub better: Better,
}

/// Rows by the true values of two objectives, with the front of those that are not dominated, and those that are
/// chosen by prediction. Points are pairs, across and up.
#[derive(Debug, Clone)]
pub struct FrontPlot {
    /// What it is of.
    pub title: String,
    /// Lines below the title.
    pub lines: Vec<String>,
    /// What the rows are called in the legend, such as `held-out rows`.
    pub rows: String,
    /// The level axis, then the upright one.
    pub axes: [FrontAxis; 2],
    /// All rows that are compared.
    pub points: Vec<(f64, f64)>,
    /// Those on the front by true values.
    pub front: Vec<(f64, f64)>,
    /// Those on the front by predicted values; `None` where nothing is predicted.
    pub chosen: Option<Vec<(f64, f64)>>,
}

impl FrontPlot {
    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let note = cloud::note(self.points.len());
        let lines: Vec<String> = self.lines.iter().cloned().chain(note).collect();
        let mut sheet = Sheet::new(size, &self.title, &lines);
        let room = sheet.legend_room(&self.labels(&widest_labels(self.points.len())));
        let [across, up] = self.axes.each_ref().map(|axis| axis.title.as_str());
        let (left, right) = ends(self.points.iter().map(|point| point.0));
        let (low, high) = ends(self.points.iter().map(|point| point.1));
        let axes = sheet.axes(
            (across, up),
            |length| Scale::around(left, right, ticks_for_width(length)),
            |length| Scale::around(low, high, ticks_for_height(length)),
            false,
        );
        let cloud = Cloud::new(&axes, &self.points);
        let own = cloud.labels();
        sheet.legend_in(room, &self.labels(&own), |at, place| {
            match at.checked_sub(own.len()) {
                None => cloud.key(at, place),
                Some(0) => vec![on_front(place)],
                Some(_) => chosen(place),
            }
        });
        sheet.draw(cloud.mark);
        let steps = self.steps(&axes);
        if steps.len() > 1 {
            sheet.draw(Mark::Line(steps, 1.5, Colour::Vermillion));
        }
        for &(x, y) in self.chosen.iter().flatten() {
            sheet.marks.extend(chosen(axes.place(x, y)));
        }
        for &(x, y) in &self.front {
            sheet.draw(on_front(axes.place(x, y)));
        }
        sheet.marks
    }

    fn labels(&self, of_cloud: &[String]) -> Vec<String> {
        let own = of_cloud.iter().map(|label| label.replace(ROWS, &self.rows));
        let mut labels: Vec<String> = own.collect();
        labels.push(format!("Pareto front, {} rows", counted(self.front.len())));
        if let Some(chosen) = &self.chosen {
            labels.push(format!(
                "front by prediction, {} rows",
                counted(chosen.len())
            ));
        }
        labels
    }

    /// Where what the front dominates ends: between two of its points the worse value of each axis.
    fn steps(&self, axes: &Axes) -> Vec<Point> {
        let mut front = self.front.clone();
        front.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let worse = |better, a: f64, b: f64| match better {
            Better::Higher => a.min(b),
            Better::Lower => a.max(b),
        };
        let [across, up] = self.axes.each_ref().map(|axis| axis.better);
        let mut steps = Vec::new();
        for (at, &(x, y)) in front.iter().enumerate() {
            if at > 0 {
                let (before_x, before_y) = front[at - 1];
                let corner = (worse(across, before_x, x), worse(up, before_y, y));
                steps.push(axes.place(corner.0, corner.1));
            }
            steps.push(axes.place(x, y));
        }
        steps
    }
}

fn on_front(at: Point) -> Mark {
    Mark::Disc(at, 3.5, Colour::Vermillion)
}

fn chosen(at: Point) -> Vec<Mark> {
    vec![
        diamond(at, 6.5, Colour::Ground),
        diamond(at, 5.0, Colour::Text),
    ]
}
