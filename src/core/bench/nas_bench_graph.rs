//! NAS-Bench-Graph (Qin et al., NeurIPS 2022) as a benchmark: what its data sets and figures are.

use std::path::Path;
use std::sync::Arc;

use super::import::nas_bench_graph::QUANTITIES;
use super::{Benchmark, Better, Dataset, DatasetFigures, Figures, LoadError, Origin, Target};
use crate::column::{Format, Unit, Values};

/// Only a part of the operations was tried on it, and its score is another.
pub(super) const PROTEINS: &str = "proteins";

/// The default one first.
pub(super) const DATASETS: [&str; 9] = [
    "cora",
    "citeseer",
    "pubmed",
    "cs",
    "physics",
    "photo",
    "computers",
    "arxiv",
    PROTEINS,
];

pub(super) fn from_figures(figures: Figures, path: &Path) -> Result<Benchmark, LoadError> {
    let missing = |place: String| LoadError::Malformed {
        path: path.to_owned(),
        place,
        reason: "missing, though NAS-Bench-Graph has it".to_owned(),
    };
    let datasets = DATASETS
        .iter()
        .map(|&name| {
            let mut all = figures.datasets.iter();
            let figures = all
                .find(|figures| figures.name == name)
                .ok_or_else(|| missing(name.to_owned()))?;
            let targets = QUANTITIES
                .iter()
                .map(|quantity| {
                    target(name, quantity, figures)
                        .ok_or_else(|| missing(format!("{name}, {quantity}")))
                })
                .collect::<Result<_, _>>()?;
            Ok(Dataset {
                name: name.to_owned(),
                input: None,
                targets,
                proxies: Vec::new(),
                others: Vec::new(),
            })
        })
        .collect::<Result<_, LoadError>>()?;
    Ok(Benchmark {
        name: "nas-bench-graph".to_owned(),
        doc: "NAS-Bench-Graph (Qin et al., NeurIPS 2022), graph neural networks for node \
              classification, means over three training seeds; out of nas-bench-graph 1.4.0."
            .to_owned(),
        space: figures.space,
        canonical: vec![true; figures.archs.len()],
        archs: figures.archs,
        datasets,
        joins: Vec::new(),
        origin: Origin::default(),
    })
}

fn target(dataset: &str, quantity: &str, figures: &DatasetFigures) -> Option<Target> {
    let values = figures.quantity(quantity)?.runs.first()?;
    let score = if dataset == PROTEINS {
        "Area under the ROC curve"
    } else {
        "Accuracy"
    };
    let percent = |split: &str| Target {
        name: quantity.to_owned(),
        doc: format!(
            "{score} on the {split} nodes of {dataset}, in percent; mean over three training seeds."
        ),
        split: split.to_owned(),
        unit: Unit::Percent,
        format: Format::Fixed(2),
        better: Better::Higher,
        by_formula: false,
        mean: Arc::new(Values::Dense(
            values.iter().map(|part| 100.0 * part).collect(),
        )),
        std: None,
        runs: Vec::new(),
    };
    Some(match quantity {
        "valid_perf" => percent("validation"),
        "perf" => percent("test"),
        "latency" => Target {
            name: quantity.to_owned(),
            doc: format!("Inference latency on {dataset}, in seconds; the source names no device."),
            split: String::new(),
            unit: Unit::Seconds,
            format: Format::Si,
            better: Better::Lower,
            mean: Arc::new(Values::Dense(values.clone())),
            ..percent("")
        },
        _ => Target {
            name: "params".to_owned(),
            doc: format!("Trainable parameters on {dataset}, in millions."),
            split: String::new(),
            unit: Unit::Millions,
            format: Format::Fixed(3),
            better: Better::Lower,
            by_formula: true,
            mean: Arc::new(Values::Dense(values.clone())),
            ..percent("")
        },
    })
}
