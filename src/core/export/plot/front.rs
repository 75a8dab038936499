//! Any two columns against each other, with their Pareto front.

use crate::diagnosis::ends;

use super::cloud::{self, Cloud, ROWS, widest_labels};
use super::mark::{Mark, Point};
use super::palette::{Colour, diamond};
use super::scale::Scale;
use super::sheet::{Key, Region, Sheet, ticks_for_height, ticks_for_width};
use super::size::PlotSize;
use super::stepped::{PointColours, Stepped};
use super::words::counted;

/// Rows by two columns, with the front of those that are not dominated, and those that are chosen by prediction.
/// Points are pairs, across and up.
#[derive(Debug, Clone)]
pub struct FrontPlot {
    /// What it is of.
    pub title: String,
    /// Lines below the title.
    pub lines: Vec<String>,
    /// What the rows are called in the legend, such as `held-out rows`.
    pub rows: String,
    /// Names and units of the columns, such as `edgegpu_latency [ms]`: across, up.
    pub axes: [String; 2],
    /// The rows that have both values.
    pub points: Vec<(f64, f64)>,
    /// What colours them.
    pub colours: Option<PointColours>,
    /// Those on the front.
    pub front: Vec<(f64, f64)>,
    /// The line around what they dominate.
    pub front_line: Vec<(f64, f64)>,
    /// Those on the front by predicted values; `None` where nothing is predicted.
    pub chosen: Option<Vec<(f64, f64)>>,
}

impl FrontPlot {
    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let stepped = self.colours.as_ref().map(|of| (Stepped::new(of), of));
        let mut lines = self.lines.clone();
        if stepped.is_none() {
            lines.extend(cloud::note(self.points.len()));
        }
        let mut sheet = Sheet::new(size, &self.title, &lines);
        let own = match &stepped {
            Some((stepped, colours)) => stepped.labels(colours),
            None => widest_labels(self.points.len()),
        };
        let room = sheet.legend_room(&self.labels(&own));
        let (left, right) = ends(self.points.iter().map(|point| point.0));
        let (low, high) = ends(self.points.iter().map(|point| point.1));
        let [across, up] = &self.axes;
        let axes = sheet.axes(
            (across, up),
            |length| Scale::around(left, right, ticks_for_width(length)),
            |length| Scale::around(low, high, ticks_for_height(length)),
            false,
        );
        match stepped {
            Some((stepped, _)) => {
                self.legend(&mut sheet, room, &own, |at, place| stepped.key(at, place));
                sheet.marks.extend(stepped.marks(&axes, &self.points));
            }
            None => {
                let cloud = Cloud::new(&axes, &self.points);
                let own = cloud.labels();
                self.legend(&mut sheet, room, &own, |at, place| cloud.key(at, place));
                sheet.draw(cloud.mark);
            }
        }
        let placed = |points: &[(f64, f64)]| -> Vec<Point> {
            points.iter().map(|&(x, y)| axes.place(x, y)).collect()
        };
        if self.front_line.len() > 1 {
            sheet.draw(Mark::Line(
                placed(&self.front_line),
                1.5,
                Colour::Vermillion,
            ));
        }
        let by_prediction = placed(self.chosen.as_deref().unwrap_or_default());
        sheet
            .marks
            .extend(by_prediction.into_iter().flat_map(chosen));
        sheet
            .marks
            .extend(placed(&self.front).into_iter().map(on_front));
        sheet.marks
    }

    fn legend(
        &self,
        sheet: &mut Sheet,
        room: Region,
        own: &[String],
        key: impl Fn(usize, Point) -> Key,
    ) {
        sheet.legend_in(room, &self.labels(own), |at, place| {
            match at.checked_sub(own.len()) {
                None => key(at, place),
                Some(0) => vec![on_front(place)],
                Some(_) => chosen(place).into(),
            }
        });
    }

    fn labels(&self, of_points: &[String]) -> Vec<String> {
        let own = of_points
            .iter()
            .map(|label| label.replace(ROWS, &self.rows));
        let front = format!("Pareto front, {} rows", counted(self.front.len()));
        let chosen = self.chosen.as_ref().map(|chosen| {
            let chosen = counted(chosen.len());
            format!("front by prediction, {chosen} rows")
        });
        own.chain([front]).chain(chosen).collect()
    }
}

fn on_front(at: Point) -> Mark {
    Mark::Disc(at, 3.5, Colour::Vermillion)
}

fn chosen(at: Point) -> [Mark; 2] {
    [
        diamond(at, 6.5, Colour::Ground),
        diamond(at, 5.0, Colour::Text),
    ]
}
