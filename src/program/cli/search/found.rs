//! What strategies have found, as a chart and two tables.

use std::io::Write;

use crate::cli::chart::Axes;
use grafscope_core::experiment::Spread;
use grafscope_core::export::{letters, write_columns};

/// A line of the second table: its heading and what it says of an outcome.
pub(super) type Line<Outcome> = (&'static str, fn(&Outcome) -> String);

/// The name and the outcome of each strategy, and what is told of an outcome.
pub(super) struct Found<Outcome> {
    pub(super) outcomes: Vec<(String, Outcome)>,
    /// The numbers of queries at which there is a value.
    pub(super) queries: Vec<usize>,
    /// What the values are.
    pub(super) title: String,
    pub(super) values: fn(&Outcome) -> &[Spread],
    pub(super) decimals: usize,
    /// The lines of the second table.
    pub(super) lines: [Line<Outcome>; 3],
}

impl<Outcome> Found<Outcome> {
    pub(super) fn write(self, out: &mut dyn Write, ascii: bool) -> anyhow::Result<()> {
        let axes = Axes {
            up: self.title,
            across: "queries",
            logarithmic: false,
            height: 22,
            ascii,
        };
        let curves = self.outcomes.iter().map(|(name, outcome)| {
            let means = (self.values)(outcome).iter().map(|spread| spread.mean);
            (name.clone(), self.queries.iter().copied().zip(means))
        });
        axes.draw(out, curves)?;
        let heading = |first: &str| {
            let letters = letters().take(self.outcomes.len()).map(String::from);
            [first.to_owned()].into_iter().chain(letters).collect()
        };
        let line = |first: String, text: &dyn Fn(&Outcome) -> String| {
            let texts = self.outcomes.iter().map(|(_, outcome)| text(outcome));
            [first].into_iter().chain(texts).collect()
        };
        let mut lines: Vec<Vec<String>> = vec![heading("queries")];
        for (at, made) in self.queries.iter().enumerate() {
            let text = |of: &Outcome| (self.values)(of)[at].text(self.decimals);
            lines.push(line(made.to_string(), &text));
        }
        write_columns(out, &lines)?;
        writeln!(out)?;
        let mut lines: Vec<Vec<String>> = vec![heading("found")];
        lines.extend(self.lines.map(|(name, text)| line(name.to_owned(), &text)));
        Ok(write_columns(out, &lines)?)
    }
}

/// A number of queries; a dash where it was not enough.
pub(super) fn reached(queries: Option<f64>) -> String {
    queries.map_or_else(|| "–".to_owned(), |queries| queries.to_string())
}
