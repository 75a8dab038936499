//! What to open, and how to understand it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A benchmark with the files joined to it: everything that opening depends on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Name of a built-in benchmark or of a search space, or a path.
    pub benchmark: String,
    /// Files whose columns are joined by architecture, in this order.
    pub joins: Vec<PathBuf>,
    /// Files of saved predictors whose output is a column, see [`super::Prior`].
    pub priors: Vec<PathBuf>,
    /// The search space, by name or path of a space file; found from the encodings where absent.
    pub space: Option<String>,
    /// Name of the file format; recognised by content where absent.
    pub format: Option<String>,
    /// The column that holds the encodings; recognised where absent.
    pub key: Option<String>,
    /// The columns that are targets; guessed from their names where absent.
    pub targets: Option<Vec<String>>,
    /// Columns that are predictions of other predictors: scored, and never features.
    pub predictions: Vec<String>,
    /// The column that says which rows are for training and which for testing.
    pub splits_column: Option<String>,
    /// A file of training samples by training size and seed.
    pub splits: Option<PathBuf>,
    /// Epochs of the training runs that are read, in formats that have several.
    pub epochs: Option<u32>,
    /// Whether its files grow: they are read up to the end of their last whole line, damaged lines are left out
    /// and counted, joined files may have no rows yet, and nothing is cached.
    pub follow: bool,
    /// Whether nothing is read from or written to the cache.
    pub no_cache: bool,
    /// Columns that are derived from others, each as `NAME = EXPR`.
    pub derived: Vec<String>,
}

impl Source {
    /// The benchmark called `name`, and nothing else.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            benchmark: name.into(),
            ..Self::default()
        }
    }

    /// Whether the same is read from files: derived columns follow from what is read.
    pub fn reads_same(&self, other: &Self) -> bool {
        let read = |source: &Self| Self {
            derived: Vec::new(),
            ..source.clone()
        };
        read(self) == read(other)
    }
}

/// What came of joining a file to a benchmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinReport {
    /// The file.
    #[serde(skip)]
    pub file: PathBuf,
    /// Rows of the benchmark that the file has figures for.
    pub matched: usize,
    /// Rows of the benchmark that the file lacks.
    pub missing: usize,
    /// Architectures of the file that the benchmark lacks; their figures are dropped.
    pub unknown: usize,
    /// Rows of the file that repeat an architecture with the same figures.
    pub duplicated: usize,
    /// Rows of the file whose figures differ from earlier ones under the same name, which stand.
    pub disagreed: usize,
    /// Rows of the benchmark in the order in which the file has them; empty where it has them all.
    pub order: Vec<u32>,
}
