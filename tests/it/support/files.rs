//! Files made for a test, and what is read from a benchmark.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use grafscope_core::bench;
use grafscope_core::bench::{Benchmark, Dataset, LoadError, Source};
use grafscope_core::job::JobContext;
use tempfile::TempDir;

/// A folder with files that goes with the test.
pub(crate) struct Files(TempDir);

impl Files {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Writes a file and gives its path.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// A source whose benchmark is a file of this content.
    pub(crate) fn source(&self, name: &str, bytes: impl AsRef<[u8]>) -> Source {
        Source::named(self.write(name, bytes).to_str().unwrap())
    }
}

/// Opens a file of this content alone.
pub(crate) fn open(name: &str, bytes: impl AsRef<[u8]>) -> Result<Arc<Benchmark>, LoadError> {
    let files = Files::new();
    bench::open(&files.source(name, bytes), &JobContext::default())
}

/// The data set called `name`.
pub(crate) fn dataset<'a>(bench: &'a Benchmark, name: &str) -> &'a Dataset {
    bench.dataset(bench.find_dataset(Some(name)).unwrap())
}

/// The row of the architecture that `text` encodes.
pub(crate) fn row(bench: &Benchmark, text: &str) -> usize {
    let arch = bench.space.parse(text).unwrap();
    bench.archs.iter().position(|other| *other == arch).unwrap()
}

/// The figure of any column of `dataset` in `row`; `None` when missing.
pub(crate) fn figure(dataset: &Dataset, column: &str, row: usize) -> Option<f64> {
    let targets = dataset.targets.iter().map(|t| (&t.name, &t.mean));
    let sides = dataset.proxies.iter().chain(&dataset.others);
    let mut all = targets.chain(sides.map(|c| (&c.name, &c.values)));
    let values = all.find(|(name, _)| *name == column);
    let (_, values) = values.unwrap_or_else(|| panic!("no column {column}"));
    Some(values.get(row)).filter(|value| !value.is_nan())
}

/// How many rows lack a figure.
pub(crate) fn missing(dataset: &Dataset, column: &str) -> usize {
    let rows = dataset.targets[0].mean.len();
    let lacking = (0..rows).filter(|&row| figure(dataset, column, row).is_none());
    lacking.count()
}

/// Names of the targets, the proxies and the other columns.
pub(crate) fn names(dataset: &Dataset) -> [Vec<&str>; 3] {
    [
        dataset.targets.iter().map(|t| t.name.as_str()).collect(),
        dataset.proxies.iter().map(|c| c.name.as_str()).collect(),
        dataset.others.iter().map(|c| c.name.as_str()).collect(),
    ]
}
