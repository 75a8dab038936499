//! Comparisons as a list of JSON objects.

use std::io::{self, Write};

use serde::Serialize;

use super::Comparison;
use crate::experiment::{Mark, Spread, Summary};

#[derive(Serialize)]
struct Object<'a> {
    benchmark: &'a str,
    dataset: &'a str,
    target: &'a str,
    metric: &'a str,
    cells: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    features: &'a str,
    model: &'a str,
    n_features: usize,
    train_size: usize,
    seeds: usize,
    #[serde(flatten)]
    spread: Spread,
    best: bool,
    /// Null where the test cannot tell.
    not_worse: Option<bool>,
    p_against_best: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
}

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    let objects = comparisons.iter().map(|comparison| Object {
        benchmark: &comparison.benchmark,
        dataset: &comparison.dataset,
        target: &comparison.target,
        metric: comparison.summary.metric.name(),
        cells: cells(&comparison.summary),
    });
    serde_json::to_writer_pretty(&mut *out, &objects.collect::<Vec<_>>())?;
    writeln!(out)
}

fn cells(summary: &Summary) -> Vec<Cell<'_>> {
    let cells = summary.labelled();
    let cells = cells.map(|(features, model, train_size, cell)| Cell {
        features,
        model,
        n_features: cell.n_features,
        train_size,
        seeds: cell.seeds,
        spread: cell.spread,
        best: cell.mark == Mark::Best,
        not_worse: match cell.mark {
            Mark::Best | Mark::NotWorse => Some(true),
            Mark::Worse => Some(false),
            Mark::Open => None,
        },
        p_against_best: Some(cell.p).filter(|p| !p.is_nan()),
        failed: cell.failed.as_ref().map(ToString::to_string),
    });
    cells.collect()
}
