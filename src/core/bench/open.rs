//! From a [`Source`] to a benchmark.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::cache::Cache;
use super::format::{self, Format, ReadOptions};
use super::{BUILTIN, Benchmark, LoadError, RawTable, Source, assemble, builtin, join, names};
use crate::job::JobContext;
use crate::space::{self, SearchSpace};

/// Opens what `source` names: a built-in benchmark, a search space (all its architectures, nothing
/// measured), or a file; and joins the files it lists. A large source is found in the [`cache`] the
/// second time.
///
/// [`cache`]: super::cache
///
/// # Errors
/// [`LoadError`] when there is no such thing, a file cannot be read, or an option of the source
/// does not go with it; on a stop.
pub fn open(source: &Source, job: &JobContext) -> Result<Arc<Benchmark>, LoadError> {
    job.check()?;
    let bench = match Cache::of(source) {
        Some(cache) => cache.benchmark(source, job, || joined(source, job))?,
        None => joined(source, job)?,
    };
    Ok(Arc::new(bench))
}

fn joined(source: &Source, job: &JobContext) -> Result<Benchmark, LoadError> {
    let mut bench = opened(source, job)?;
    for path in &source.joins {
        job.check()?;
        let (_, sheet) = source.read(path, bench.origin.format.is_none(), job)?;
        join::join(&mut bench, path, sheet, source.targets.as_deref())?;
    }
    source.order_targets(&mut bench)?;
    if bench.origin.format.is_some() || !bench.joins.is_empty() {
        for dataset in &mut bench.datasets {
            bench
                .origin
                .notes
                .extend(names::make_unique(bench.space, dataset));
        }
        // Data sets of a file have the same oddities.
        let mut seen = HashSet::new();
        bench.origin.notes.retain(|note| seen.insert(note.clone()));
    }
    job.check()?;
    Ok(bench)
}

fn opened(source: &Source, job: &JobContext) -> Result<Benchmark, LoadError> {
    let name = source.benchmark.as_str();
    if let Some(bench) = builtin::find(name, job)? {
        source.check_space(bench.space)?;
        return Ok(bench);
    }
    if let Ok(space) = space::find(name) {
        source.check_space(space)?;
        return all_of(space);
    }
    let path = Path::new(name);
    if fs::metadata(path).is_err() {
        return Err(LoadError::UnknownBenchmark {
            name: name.to_owned(),
            known: BUILTIN.iter().map(|&known| known.to_owned()).collect(),
            spaces: space::all().iter().map(|s| s.name().to_owned()).collect(),
        });
    }
    if source.format.is_none() && format::describes_space(path)? {
        let space = space_named(name)?;
        source.check_space(space)?;
        return all_of(space);
    }
    let (format, sheet) = source.read(path, true, job)?;
    let wishes = assemble::OpenOptions {
        format: format.name,
        space: source.space.as_deref().map(space_named).transpose()?,
        targets: source.targets.as_deref(),
    };
    assemble::benchmark(sheet, path, &wishes)
}

pub(super) fn space_named(text: &str) -> Result<&'static dyn SearchSpace, LoadError> {
    space::resolve(text).map_err(|error| LoadError::Space(error.to_string()))
}

fn all_of(space: &'static dyn SearchSpace) -> Result<Benchmark, LoadError> {
    if space.size().is_none() {
        return Err(LoadError::Misfit(format!(
            "{} has too many architectures to list; open a file that has some of them",
            space.title()
        )));
    }
    Ok(assemble::unmeasured(space))
}

impl Source {
    /// `first` where the options for reading are meant for this file and not for another.
    fn read(
        &self,
        path: &Path,
        first: bool,
        job: &JobContext,
    ) -> Result<(&'static Format, RawTable), LoadError> {
        let format = match &self.format {
            Some(name) if first => Format::find(name)?,
            _ => Format::of(path)?,
        };
        let options = ReadOptions {
            key: self.key.as_deref(),
            key_must_exist: first,
            epochs: self.epochs,
        };
        Ok((format, format.read(path, &options, job)?))
    }

    fn check_space(&self, space: &dyn SearchSpace) -> Result<(), LoadError> {
        match self.space.as_deref().map(space_named).transpose()? {
            Some(other) if other.name() != space.name() => Err(LoadError::Misfit(format!(
                "{} is of the search space {}, not {}",
                self.benchmark,
                space.name(),
                other.name()
            ))),
            _ => Ok(()),
        }
    }

    fn order_targets(&self, bench: &mut Benchmark) -> Result<(), LoadError> {
        let Some(order) = &self.targets else {
            return Ok(());
        };
        let all = || bench.datasets.iter().flat_map(|dataset| &dataset.targets);
        if let Some(name) = order.iter().find(|&name| all().all(|t| t.name != *name)) {
            let first = &bench.datasets[0];
            let targets = first.targets.iter().map(|target| &target.name);
            let sides = first.proxies.iter().chain(&first.others);
            return Err(LoadError::UnknownTarget {
                dataset: first.name.clone(),
                name: name.clone(),
                known: targets.chain(sides.map(|c| &c.name)).cloned().collect(),
            });
        }
        let place = |name: &str| order.iter().position(|other| other == name);
        for dataset in &mut bench.datasets {
            dataset
                .targets
                .sort_by_key(|target| place(&target.name).unwrap_or(order.len()));
        }
        Ok(())
    }
}
