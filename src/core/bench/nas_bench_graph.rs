//! NAS-Bench-Graph (Qin et al., NeurIPS 2022) as a benchmark: what its data sets and figures are.

use std::path::Path;

use super::assemble::canonical;
use super::import::nas_bench_graph::QUANTITIES;
use super::{Benchmark, Better, Dataset, DatasetFigures, Figures, LoadError, Origin, Target};
use crate::column::{Format, Unit};

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
    let missing =
        |place: String| LoadError::malformed(path, place, "missing, though NAS-Bench-Graph has it");
    let mut datasets = Vec::new();
    for name in DATASETS {
        let mut all = figures.datasets.iter();
        let measured = all.find(|dataset| dataset.name == name);
        let measured = measured.ok_or_else(|| missing(name.to_owned()))?;
        let target = |quantity: &&str| {
            let target = target(name, quantity, measured);
            target.ok_or_else(|| missing(format!("{name}, {quantity}")))
        };
        datasets.push(Dataset {
            name: name.to_owned(),
            input: None,
            targets: QUANTITIES.iter().map(target).collect::<Result<_, _>>()?,
            proxies: Vec::new(),
            others: Vec::new(),
            predictions: Vec::new(),
            split: None,
        });
    }
    Ok(Benchmark {
        name: "nas-bench-graph".to_owned(),
        doc: "NAS-Bench-Graph (Qin et al., NeurIPS 2022), graph neural networks for node \
              classification, means over three training seeds; out of nas-bench-graph 1.4.0."
            .to_owned(),
        space: figures.space,
        canonical: canonical(figures.space, &figures.archs),
        archs: figures.archs,
        datasets,
        priors: Vec::new(),
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
    let percent = |split: &str| {
        let doc = format!(
            "{score} on the {split} nodes of {dataset}, in percent; mean over three training seeds."
        );
        let mean = values.iter().map(|part| 100.0 * part).collect();
        Target {
            split: split.to_owned(),
            ..Target::new(quantity, doc, Unit::Percent, Format::Fixed(2), mean)
        }
    };
    let lower = |name, doc, unit, format| Target {
        better: Better::Lower,
        ..Target::new(name, doc, unit, format, values.clone())
    };
    Some(match quantity {
        "valid_perf" => percent("validation"),
        "perf" => percent("test"),
        "latency" => {
            let doc =
                format!("Inference latency on {dataset}, in seconds; the source names no device.");
            let format = Format::significant(values, 4);
            lower(quantity, doc, Unit::Seconds, format)
        }
        _ => {
            let doc = format!("Trainable parameters on {dataset}, in millions.");
            Target {
                by_formula: true,
                ..lower("params", doc, Unit::Millions, Format::Fixed(3))
            }
        }
    })
}
