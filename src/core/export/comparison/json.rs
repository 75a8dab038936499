//! Comparisons as a list of JSON objects.

use std::io::{self, Write};

use serde::Serialize;

use super::Comparison;
use crate::experiment::{DifferenceRecord, Spread, Summary};
use crate::predict::Provenance;

#[derive(Serialize)]
struct Object<'a> {
    benchmark: &'a str,
    dataset: &'a str,
    target: &'a str,
    #[serde(flatten)]
    provenance: &'a Provenance,
    metric: &'a str,
    /// How many comparisons `p_holm` is corrected for.
    comparisons: usize,
    margin: Option<f64>,
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
    reference: Option<String>,
    #[serde(flatten)]
    difference: DifferenceRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
}

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    let tables = comparisons.iter().flat_map(|comparison| {
        let summaries = comparison.summaries().into_iter();
        summaries.map(move |summary| (comparison, summary))
    });
    let objects = tables.map(|(comparison, summary)| Object {
        benchmark: &comparison.benchmark,
        dataset: &comparison.dataset,
        target: &comparison.target,
        provenance: &comparison.provenance,
        metric: summary.metric.name(),
        comparisons: summary.comparisons,
        margin: summary.margin,
        cells: cells(summary),
    });
    serde_json::to_writer_pretty(&mut *out, &objects.collect::<Vec<_>>())?;
    writeln!(out)
}

fn cells(summary: &Summary) -> Vec<Cell<'_>> {
    let cells = summary.labelled().map(|of| Cell {
        features: of.features,
        model: of.model,
        n_features: of.cell.n_features,
        train_size: of.size,
        seeds: of.cell.seeds,
        spread: of.cell.spread,
        reference: of.reference_name(),
        difference: DifferenceRecord::new(of.cell.difference.as_ref()),
        failed: of.cell.failed.as_ref().map(ToString::to_string),
    });
    cells.collect()
}
