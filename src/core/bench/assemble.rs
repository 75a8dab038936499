//! From the raw table of a file to a benchmark.

use std::collections::HashSet;
use std::path::Path;

use rayon::prelude::*;

use super::file_name::{file_name, stem};
use super::meaning::{self, Context};
use super::part_columns::place;
use super::placement::{Placement, representatives};
use super::{Benchmark, Dataset, LoadError, Origin, RawTable, builtin, nas_bench_201, space_of};
use crate::space::{Architecture, SearchSpace};

pub(super) struct OpenOptions<'a> {
    pub(super) format: &'static str,
    pub(super) space: Option<&'static dyn SearchSpace>,
    pub(super) targets: Option<&'a [String]>,
}

/// Its rows are the architectures of all data sets in the order in which they first come.
pub(super) fn benchmark(
    table: RawTable,
    path: &Path,
    options: &OpenOptions,
) -> Result<Benchmark, LoadError> {
    let found = space_of::find(&table.parts, options.space, path)?;
    let mut notes = table.notes;
    let mut seen = HashSet::new();
    let archs = found.archs.iter().flatten();
    let archs: Vec<_> = archs.filter(|arch| seen.insert(*arch)).cloned().collect();
    let networks = representatives(found.space, &archs);
    notes.extend(same_networks(&networks));
    let canonical = first_canonical(found.space, &archs, networks);
    let (file, stem) = (file_name(path), stem(path));
    let mut datasets: Vec<Dataset> = Vec::new();
    let mut disagreed = 0;
    for (part, of_part) in table.parts.into_iter().zip(&found.archs) {
        let placement = Placement::new(&archs, of_part, &part.columns);
        let name = part.dataset.unwrap_or_else(|| stem.clone());
        notes.extend(repeats(&placement, &name));
        disagreed += placement.disagreed;
        let columns = place(part.columns, options.targets, &placement, &mut notes);
        let context = Context::new(&file, found.space, &name, &columns);
        let mut dataset = bare(found.space, &name, archs.len());
        for column in columns {
            dataset.add(column, &context);
        }
        datasets.push(dataset);
    }
    Ok(Benchmark {
        name: stem,
        doc: format!("Data from {file}."),
        space: found.space,
        canonical,
        archs,
        datasets,
        priors: Vec::new(),
        joins: Vec::new(),
        origin: Origin {
            format: Some(options.format),
            space_because: found.because,
            notes,
            disagreed,
            damaged: table.damaged,
        },
    })
}

pub(super) fn unmeasured(space: &'static dyn SearchSpace) -> Benchmark {
    let archs = space.architectures();
    let mut doc = format!("All architectures of {}, nothing measured.", space.title());
    if let Some(measured) = builtin::of_space(space.name()) {
        doc += &format!(" Measured values are in the built-in benchmark {measured}.");
    }
    Benchmark {
        name: space.name().to_owned(),
        doc,
        space,
        canonical: canonical(space, &archs),
        datasets: vec![bare(space, space.name(), archs.len())],
        archs,
        priors: Vec::new(),
        joins: Vec::new(),
        origin: Origin::default(),
    }
}

pub(super) fn bare(space: &dyn SearchSpace, name: &str, rows: usize) -> Dataset {
    Dataset {
        name: name.to_owned(),
        input: nas_bench_201::input(space, name),
        targets: vec![meaning::unmeasured(rows)],
        proxies: Vec::new(),
        others: Vec::new(),
        predictions: Vec::new(),
        split: None,
    }
}

/// No operation is cut off, and no row before it is the same network.
pub(super) fn canonical(space: &dyn SearchSpace, archs: &[Architecture]) -> Vec<bool> {
    first_canonical(space, archs, representatives(space, archs))
}

fn first_canonical(
    space: &dyn SearchSpace,
    archs: &[Architecture],
    networks: Vec<Architecture>,
) -> Vec<bool> {
    let rows = archs.par_iter();
    let mut canonical: Vec<bool> = rows.map(|arch| space.canonical(arch) == *arch).collect();
    let mut seen = HashSet::with_capacity(archs.len());
    for (canonical, network) in canonical.iter_mut().zip(networks) {
        *canonical = *canonical && seen.insert(network);
    }
    canonical
}

fn same_networks(networks: &[Architecture]) -> Option<String> {
    let distinct: HashSet<_> = networks.iter().collect();
    let same = networks.len() - distinct.len();
    (same > 0).then(|| {
        format!(
            "rows that are the network of an earlier row, with nodes in another order or on no path: {same}; they are not canonical"
        )
    })
}

fn repeats(placement: &Placement, dataset: &str) -> Option<String> {
    let disagreed = placement.disagreed;
    let repeated = placement.duplicated + disagreed;
    (repeated > 0).then(|| {
        format!(
            "{dataset}: rows that repeat an architecture: {repeated}, with other figures {disagreed}; the first stands"
        )
    })
}
