//! From the raw table of a file to a benchmark.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use rayon::prelude::*;

use super::file_name::{file_name, stem};
use super::meaning::{self, Context};
use super::part_columns::place;
use super::placement::{Placement, first_equal, first_rows, representatives};
use super::{Benchmark, Dataset, LoadError, Origin, RawTable, builtin, nas_bench_201, space_of};
use crate::space::{Architecture, SearchSpace};

pub(super) struct OpenOptions<'a> {
    pub(super) format: &'static str,
    pub(super) space: Option<&'static dyn SearchSpace>,
    pub(super) targets: Option<&'a [String]>,
}

/// Its rows are the architectures of all data sets in the order in which they first come.
pub(super) fn benchmark(
    mut table: RawTable,
    path: &Path,
    options: &OpenOptions,
) -> Result<Benchmark, LoadError> {
    let mut found = space_of::find(&mut table.parts, options.space, path)?;
    let mut notes = table.notes;
    let archs = distinct(&found.archs);
    let networks = first_of_distinct(found.space, &archs);
    notes.extend(same_networks(&networks));
    let canonical = first_canonical(found.space, &archs, &networks);
    drop(networks);
    let (file, stem) = (file_name(path), stem(path));
    let mut datasets: Vec<Dataset> = Vec::new();
    let mut disagreed = 0;
    for (part, of_part) in table.parts.into_iter().zip(&found.archs) {
        let placement = match &archs {
            Cow::Borrowed(all) => Placement::same(all.len()),
            Cow::Owned(all) => Placement::new(all, of_part, &part.columns),
        };
        let name = part.dataset.unwrap_or_else(|| stem.clone());
        notes.extend(repeats(&placement, &name));
        disagreed += placement.disagreed;
        let columns = place(part.columns, options.targets, &placement, &mut notes);
        let context = Context::new(&file, found.space, &name, &columns);
        let mut dataset = bare(found.space, &name, archs.len());
        dataset.add_all(columns, &context);
        datasets.push(dataset);
    }
    let archs = match archs {
        Cow::Owned(archs) => archs,
        Cow::Borrowed(_) => found.archs.swap_remove(0),
    };
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

/// The architectures of all parts, each once, in the order in which they first come.
fn distinct(parts: &[Vec<Architecture>]) -> Cow<'_, [Architecture]> {
    if let [only] = parts
        && (0..)
            .zip(first_equal(only))
            .all(|(row, first)| row == first)
    {
        return Cow::Borrowed(only);
    }
    let mut seen = HashSet::new();
    let all = parts.iter().flatten();
    all.filter(|arch| seen.insert(*arch)).cloned().collect()
}

/// For each of different architectures the first one that is the same network.
fn first_of_distinct(space: &dyn SearchSpace, archs: &[Architecture]) -> Vec<u32> {
    let stands_for_itself = |arch: &Architecture| space.representative(arch) == *arch;
    if archs.par_iter().all(stands_for_itself) {
        return (0..archs.len() as u32).collect();
    }
    first_rows(&representatives(space, archs))
}

/// A benchmark of architectures of `space` of which nothing is measured.
pub fn unmeasured(space: &'static dyn SearchSpace, archs: Vec<Architecture>) -> Benchmark {
    let all = match space.size() {
        Some(size) if size == archs.len() => "All architectures",
        _ => "Some architectures",
    };
    let mut doc = format!("{all} of {}, nothing measured.", space.title());
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
    first_canonical(space, archs, &first_rows(&representatives(space, archs)))
}

fn first_canonical(space: &dyn SearchSpace, archs: &[Architecture], first: &[u32]) -> Vec<bool> {
    let rows = archs.par_iter();
    let mut canonical: Vec<bool> = rows.map(|arch| space.canonical(arch) == *arch).collect();
    let mut seen = vec![false; archs.len()];
    for (canonical, &first) in canonical.iter_mut().zip(first) {
        *canonical = *canonical && !std::mem::replace(&mut seen[first as usize], true);
    }
    canonical
}

fn same_networks(first: &[u32]) -> Option<String> {
    let rows = (0..).zip(first);
    let same = rows.filter(|(row, first)| row != *first).count();
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
