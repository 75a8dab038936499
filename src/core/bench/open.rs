//! From a [`Source`] to a benchmark.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache::Cache;
use super::file_name::file_name;
use super::format::{self, Format, ReadOptions};
use super::{BUILTIN, Benchmark, LoadError, RawTable, Source, assemble, builtin, join, names};
use crate::files::{self, FileState};
use crate::job::JobContext;
use crate::space::{self, SearchSpace};

/// Opens what `source` names: a built-in benchmark, a search space (all its architectures, nothing
/// measured), or a file; and joins the files it lists. Large sources are [cached](super::cache).
///
/// # Errors
/// [`LoadError`] when there is no such thing, a file cannot be read, an option does not fit, or the
/// job was cancelled.
pub fn open(source: &Source, job: &JobContext) -> Result<Arc<Benchmark>, LoadError> {
    job.check()?;
    check_files(source)?;
    let bench = match Cache::of(source) {
        Some(cache) => cache.benchmark(source, job, || joined(source, job))?,
        None => joined(source, job)?,
    };
    Ok(Arc::new(bench))
}

/// Refuses pipes and devices: opening one may never return, and files are read more than once. A folder may be an
/// unpacked package.
fn check_files(source: &Source) -> Result<(), LoadError> {
    let named = [Some(&source.benchmark), source.space.as_ref()];
    let paths = named.into_iter().flatten().map(Path::new);
    let joined = source.joins.iter().chain(&source.priors);
    let others = joined.chain(&source.splits).map(PathBuf::as_path);
    for path in paths.chain(others) {
        match files::check_regular(path) {
            Err(error) if error.kind() != ErrorKind::IsADirectory => {
                return Err(LoadError::io(path, error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn joined(source: &Source, job: &JobContext) -> Result<Benchmark, LoadError> {
    let mut bench = opened(source, job)?;
    let mut all_begun = true;
    for path in &source.joins {
        job.check()?;
        if source.follow && !path.is_dir() && !begins(path)? {
            let file = file_name(path);
            bench.origin.notes.push(format!("{file}: no rows yet"));
            all_begun = false;
            continue;
        }
        let (_, table) =
            source.read(path, bench.origin.format.is_none(), Some(bench.space), job)?;
        join::join(&mut bench, path, table, source.targets.as_deref())?;
    }
    // What the options name may come with the first rows.
    if all_begun {
        source.order_targets(&mut bench)?;
    }
    if bench.origin.format.is_some() || !bench.joins.is_empty() {
        let renamed = names::make_unique(&mut bench, source);
        let lacks_target = bench.lacks_target();
        let notes = &mut bench.origin.notes;
        notes.extend(renamed);
        notes.extend(lacks_target);
        // Data sets of a file have the same oddities.
        let mut seen = HashSet::new();
        notes.retain(|note| seen.insert(note.clone()));
    }
    if all_begun {
        source.declare(&mut bench)?;
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
    if let Some(space) = source.as_space()? {
        return source.all_of(space);
    }
    let path = Path::new(name);
    let space = source.space.as_deref().map(space_named).transpose()?;
    let (format, table) = source.read(path, true, space, job)?;
    let options = assemble::OpenOptions {
        format: format.name,
        space,
        targets: source.targets.as_deref(),
    };
    assemble::benchmark(table, path, &options)
}

/// Whether there are rows in a file that grows.
fn begins(path: &Path) -> Result<bool, LoadError> {
    let state = FileState::of(path).map_err(|error| LoadError::io(path, error))?;
    Ok(state.is_some_and(|state| state.has_rows()))
}

pub(super) fn space_named(text: &str) -> Result<&'static dyn SearchSpace, LoadError> {
    space::resolve(text).map_err(|error| LoadError::Misfit(error.to_string()))
}

impl Source {
    /// The search space that it names, where it names no benchmark.
    ///
    /// # Errors
    /// [`LoadError`] when it names nothing, or a file that cannot be read.
    pub fn as_space(&self) -> Result<Option<&'static dyn SearchSpace>, LoadError> {
        let name = self.benchmark.as_str();
        if BUILTIN.contains(&name) {
            return Ok(None);
        }
        if let Ok(space) = space::find(name) {
            return Ok(Some(space));
        }
        self.check_name()?;
        check_files(self)?;
        if self.format.is_none() && format::describes_space(Path::new(name))? {
            return space_named(name).map(Some);
        }
        Ok(None)
    }

    /// Whether it names a file without rows so far: an empty one, or the header of a CSV file.
    ///
    /// # Errors
    /// [`LoadError`] when it names nothing, or a file that cannot be read.
    pub fn is_blank(&self) -> Result<bool, LoadError> {
        let path = Path::new(&self.benchmark);
        Ok(self.as_space()?.is_none()
            && !BUILTIN.contains(&self.benchmark.as_str())
            && format::is_blank(path, self.format.as_deref())?)
    }

    fn all_of(&self, space: &'static dyn SearchSpace) -> Result<Benchmark, LoadError> {
        self.check_space(space)?;
        if space.size().is_none() {
            let which = if self.joins.is_empty() {
                "a file that has some of its architectures"
            } else {
                "the joined file by itself, or a file that lists candidates"
            };
            return Err(LoadError::Misfit(format!(
                "{} cannot be enumerated; open {which}",
                space.title()
            )));
        }
        let mut bench = super::unmeasured(space, space.architectures());
        if !self.joins.is_empty() {
            let title = space.title();
            bench.doc =
                format!("All architectures of {title}, measured as far as the joined files say.");
        }
        Ok(bench)
    }

    /// The files that may grow: the benchmark's, unless it is built in or a search space, and the joined ones.
    pub fn files(&self) -> Vec<PathBuf> {
        let name = self.benchmark.as_str();
        let is_file = !BUILTIN.contains(&name) && space::find(name).is_err();
        let own = is_file.then(|| PathBuf::from(name));
        let all = own.into_iter().chain(self.joins.iter().cloned());
        all.collect()
    }

    /// Checks that there is a file that may grow.
    ///
    /// # Errors
    /// [`LoadError`] that says what can be followed.
    pub fn check_follow(&self) -> Result<(), LoadError> {
        if self.files().is_empty() {
            return Err(LoadError::Misfit(format!(
                "there is nothing to follow: {} does not grow; open a file, or join one",
                self.benchmark
            )));
        }
        Ok(())
    }

    /// `first` where the options for reading are meant for this file and not for another; `space` is that of the
    /// encodings, where it is known.
    fn read(
        &self,
        path: &Path,
        first: bool,
        space: Option<&'static dyn SearchSpace>,
        job: &JobContext,
    ) -> Result<(&'static Format, RawTable), LoadError> {
        let format = match &self.format {
            Some(name) if first => Format::find(name)?,
            _ => Format::of(path)?,
        };
        let options = ReadOptions {
            key: self.key.as_deref(),
            key_must_exist: first,
            splits_column: self.splits_column.as_deref(),
            epochs: self.epochs,
            follow: self.follow,
        };
        let mut table = format.read(path, &options, job)?;
        if let Some(name) = &self.splits_column
            && format.name != format::CSV
            && (table.parts.iter().flat_map(|part| &part.columns)).any(|of| of.name == *name)
        {
            let reason = "a split is read from CSV and TSV only; join one as a file of its own";
            return Err(LoadError::malformed(
                path,
                format!("column `{name}`"),
                reason,
            ));
        }
        self.leave_out_own(&mut table);
        if self.follow {
            table.leave_out_damaged(space, path);
        }
        Ok((format, table))
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
            return Err(first.unknown_target(name, targets.chain(sides.map(|c| &c.name))));
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

/// The first rows of a CSV or TSV file, as they stand in it: something to look at while it loads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peek {
    /// Names of the columns, in the order of the file.
    pub headers: Vec<String>,
    /// The fields of the first rows; a row may have more or fewer of them than there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Peek {
    /// The beginning of the file that `source` names; `None` where it names no CSV or TSV file.
    pub fn of(source: &Source) -> Option<Self> {
        let name = source.benchmark.as_str();
        if BUILTIN.contains(&name) || space::find(name).is_ok() {
            return None;
        }
        format::peek(Path::new(name), source.format.as_deref())
    }
}
