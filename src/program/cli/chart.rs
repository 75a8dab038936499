//! Charts of scores over whole numbers, as text.

use std::io::{self, Write};

use grafscope_explorer::snapshot::chart::{Chart, Curve};

/// Columns of a chart.
const WIDTH: u16 = 78;

pub(super) struct Axes<'a> {
    pub(super) title: String,
    pub(super) across: &'static str,
    /// Decimals of the labels of the vertical axis.
    pub(super) decimals: usize,
    /// Where a whole number is on the horizontal axis.
    pub(super) place: fn(usize) -> f64,
    pub(super) ticks: &'a [usize],
    /// Rows of the chart.
    pub(super) height: u16,
    pub(super) ascii: bool,
}

impl Axes<'_> {
    /// Draws curves: each with its name, and its heights at these numbers.
    pub(super) fn draw<P: IntoIterator<Item = (usize, f64)>>(
        self,
        out: &mut dyn Write,
        curves: impl IntoIterator<Item = (String, P)>,
    ) -> io::Result<()> {
        let ticks = self.ticks.iter();
        let ticks = ticks.map(|&tick| ((self.place)(tick), tick.to_string()));
        let curves = curves.into_iter().map(|(name, points)| {
            let points = points.into_iter();
            let points = points.map(|(x, y)| ((self.place)(x), y)).collect();
            Curve { name, points }
        });
        let chart = Chart {
            ticks: ticks.collect(),
            curves: curves.collect(),
            title: self.title,
            across: self.across.to_owned(),
            decimals: self.decimals,
        };
        writeln!(out, "{}", chart.text(WIDTH, self.height, self.ascii))
    }
}
