//! How well a predictor does on held-out rows.

use crate::diagnosis::Summary;
use crate::predict::{Intervals, Metric, ScoreUnit, Scores};
use crate::table::Format;

use super::{Block, Cell, Section, Table, Values};

/// Its scores, errors and prediction intervals.
pub fn performance(
    summary: &Summary,
    scores: &Scores,
    intervals: &Intervals,
    values: &Values,
) -> Section {
    let row = |name: &str, cell| vec![Cell::Text(name.to_owned()), cell];
    let value = |value| Cell::Text(values.text(value));
    let scores = scores.per_metric();
    let score = |metric: Metric| {
        let score = *scores.get(metric);
        let cell = match metric.unit() {
            ScoreUnit::Scale => Cell::Score(score),
            ScoreUnit::Rank => Cell::Number(score, Format::Compact),
            ScoreUnit::Target => value(score),
        };
        row(metric.in_full(), cell)
    };
    let mut rows: Vec<_> = Metric::ALL.into_iter().map(score).collect();
    rows.push(row("bias", value(summary.bias)));
    let level = Intervals::percent(intervals.level);
    let mut too_few = None;
    if intervals.coverage().is_nan() {
        let least = Intervals::least_rows(intervals.level);
        let text = format!("Intervals of {level} % need {least} training rows.");
        too_few = Some(Block::sentence(text));
    } else {
        rows.push(row(
            &format!("held-out rows inside their {level} % interval"),
            Cell::Percent(intervals.coverage()),
        ));
        rows.push(row("mean width of these intervals", value(intervals.width)));
    }
    let held_out = format!(
        "{} of {} rows are held out: measured, and not trained on.",
        summary.rows, summary.shown
    );
    let table = Block::Table(Table {
        headings: ["score", "value"].map(str::to_owned).into(),
        rows,
        wide_first: false,
    });
    let blocks = [Block::sentence(held_out), table]
        .into_iter()
        .chain(too_few);
    Section::new("Performance", blocks)
}
