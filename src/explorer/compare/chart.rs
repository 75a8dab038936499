//! Curves with bands over a common axis: what is drawn, and where on the screen.

use crate::layout::area::Area;
use grafscope_core::experiment::Spread;

/// Cells of the labels left of the plot.
const LABELS: u16 = 8;
/// Most rows of a legend.
const LEGEND: u16 = 8;
/// Shares of the range left free above and below the curves.
const AIR: f64 = 0.05;

/// A point of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    /// Where it is across.
    pub x: f64,
    /// Its height; NaN for none.
    pub mean: f64,
    /// Half the height of the band; NaN for none.
    pub spread: f64,
}

impl ChartPoint {
    pub(crate) fn new(x: usize, spread: Spread) -> Self {
        Self {
            x: x as f64,
            mean: spread.mean,
            spread: spread.std,
        }
    }
}

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartCurve {
    /// What the legend says of it.
    pub name: String,
    /// From left to right; points without a mean are left out.
    pub points: Vec<ChartPoint>,
}

/// Curves over one horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The curves.
    pub curves: Vec<ChartCurve>,
    /// What the horizontal axis shows.
    pub across: &'static str,
    /// What the vertical axis shows.
    pub up: String,
    /// Whether equal distances across are equal factors.
    pub logarithmic: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPlace {
    pub plot: Area,
    /// Least and greatest place shown, as [`Chart::across_of`] gives it.
    pub across: (f64, f64),
    /// Least and greatest value shown.
    pub up: (f64, f64),
}

impl Chart {
    /// A place on the horizontal axis as it is drawn: its logarithm where the axis is.
    pub fn across_of(&self, x: f64) -> f64 {
        if self.logarithmic { x.ln() } else { x }
    }

    /// The part of `area` that the axes and curves have, and that of the legend below them.
    pub fn split(&self, area: Area) -> (Area, Area) {
        let curves = self.curves.len().min(usize::from(LEGEND)) as u16;
        area.split_bottom(curves.min(area.height / 4))
    }

    /// Whether no curve has a point.
    pub(crate) fn is_empty(&self) -> bool {
        self.points().next().is_none()
    }

    fn points(&self) -> impl Iterator<Item = &ChartPoint> {
        let all = self.curves.iter().flat_map(|curve| &curve.points);
        all.filter(|point| point.mean.is_finite())
    }

    /// Where the chart is when it has `area`, without the legend; `None` while there is no point, or no room.
    pub fn place(&self, area: Area) -> Option<ChartPlace> {
        // A line above for the title.
        let (rest, _) = area.split_top(1).1.split_bottom(2);
        let plot = rest.split_left(LABELS).1;
        if plot.width < 4 || plot.height < 2 {
            return None;
        }
        let range = |values: &mut dyn Iterator<Item = f64>| {
            values.fold(None, |range: Option<(f64, f64)>, value| {
                let (low, high) = range.unwrap_or((value, value));
                Some((low.min(value), high.max(value)))
            })
        };
        let across = range(&mut self.points().map(|point| self.across_of(point.x)))?;
        let up = range(&mut self.points().flat_map(|point| {
            let has_band = point.spread.is_finite();
            let spread = if has_band { point.spread } else { 0.0 };
            [point.mean - spread, point.mean + spread]
        }))?;
        let wide = |(low, high): (f64, f64), air: f64| {
            let extra = if high > low { (high - low) * air } else { 0.5 };
            (low - extra, high + extra)
        };
        Some(ChartPlace {
            plot,
            across: wide(across, AIR / 2.0),
            up: wide(up, AIR),
        })
    }

    /// The point nearest to the cell at column `x`, row `y` of the screen: (curve, point).
    pub fn nearest(&self, area: Area, x: u16, y: u16) -> Option<(usize, usize)> {
        let place = self.place(area)?;
        let mut nearest = None;
        let mut least = f64::INFINITY;
        for (c, curve) in self.curves.iter().enumerate() {
            for (p, point) in curve.points.iter().enumerate() {
                let (column, row) = place.cell(self.across_of(point.x), point.mean);
                // A cell is about twice as high as wide.
                let across = column - f64::from(x);
                let up = 2.0 * (row - f64::from(y));
                let distance = across * across + up * up;
                if point.mean.is_finite() && distance < least {
                    least = distance;
                    nearest = Some((c, p));
                }
            }
        }
        nearest
    }
}

impl ChartPlace {
    /// Column and row of the screen, with fractions, counted in the middle of cells.
    pub fn cell(&self, across: f64, up: f64) -> (f64, f64) {
        let share = |(low, high): (f64, f64), value: f64| (value - low) / (high - low);
        let column = share(self.across, across) * f64::from(self.plot.width - 1);
        let row = (1.0 - share(self.up, up)) * f64::from(self.plot.height - 1);
        let (x, y) = (f64::from(self.plot.x), f64::from(self.plot.y));
        (x + column, y + row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        let point = |x, mean| ChartPoint {
            x,
            mean,
            spread: 0.1,
        };
        let curve = |name: &str, points: [ChartPoint; 2]| ChartCurve {
            name: name.to_owned(),
            points: points.to_vec(),
        };
        Chart {
            curves: vec![
                curve("a", [point(16.0, 0.4), point(256.0, 0.8)]),
                curve("b", [point(16.0, f64::NAN), point(64.0, 0.2)]),
            ],
            across: "n",
            up: "tau".to_owned(),
            logarithmic: true,
        }
    }

    #[test]
    fn the_point_under_the_mouse_is_the_one_drawn_there() {
        let area = Area {
            x: 3,
            y: 2,
            width: 60,
            height: 20,
        };
        let chart = chart();
        let place = chart.place(area).unwrap();
        for (c, curve) in chart.curves.iter().enumerate() {
            for (p, point) in curve.points.iter().enumerate() {
                if point.mean.is_nan() {
                    continue;
                }
                let (x, y) = place.cell(point.x.ln(), point.mean);
                let (x, y) = (x.round() as u16, y.round() as u16);
                assert!(place.plot.contains(x, y));
                assert_eq!(chart.nearest(area, x, y), Some((c, p)));
            }
        }
    }

    #[test]
    fn without_points_or_room_there_is_no_chart() {
        let mut empty = chart();
        assert!(empty.place(Area::of(9, 20)).is_none());
        empty.curves.clear();
        assert!(empty.place(Area::of(60, 20)).is_none());
        assert!(empty.nearest(Area::of(60, 20), 3, 3).is_none());
    }
}
