//! Charts of scores over whole numbers, as text.

use std::io::{self, Write};

use grafscope_explorer::snapshot::chart::{Chart, ChartCurve, ChartPoint};

/// Columns of a chart.
const WIDTH: u16 = 78;

pub(super) struct Axes {
    pub(super) up: String,
    pub(super) across: &'static str,
    pub(super) logarithmic: bool,
    /// Rows of the chart.
    pub(super) height: u16,
    pub(super) ascii: bool,
}

impl Axes {
    /// Draws curves: each with its name, and its heights at these numbers.
    pub(super) fn draw<P: IntoIterator<Item = (usize, f64)>>(
        self,
        out: &mut dyn Write,
        curves: impl IntoIterator<Item = (String, P)>,
    ) -> io::Result<()> {
        let curves = curves.into_iter().map(|(name, points)| {
            let point = |(x, mean)| ChartPoint {
                x: x as f64,
                mean,
                spread: f64::NAN,
            };
            let points = points.into_iter().map(point).collect();
            ChartCurve { name, points }
        });
        let chart = Chart {
            curves: curves.collect(),
            up: self.up,
            across: self.across,
            logarithmic: self.logarithmic,
        };
        writeln!(out, "{}", chart.text(WIDTH, self.height, self.ascii))
    }
}
