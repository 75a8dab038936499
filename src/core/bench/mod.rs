//! Benchmarks: one row an architecture, with measured targets by data set.
//!
//! A file is read ([`mod@format`]) as a [`RawTable`], from which a benchmark is assembled: the search
//! space is found, columns get their roles, and further files are joined by architecture. Published
//! packages are imported ([`import`]) as [`Figures`], which are kept in a small exact file ([`gsb`]).

mod assemble;
mod builtin;
pub mod cache;
mod damaged;
mod declared;
mod file_name;
pub mod format;
pub mod gsb;
pub mod import;
mod join;
mod meaning;
mod names;
mod nas_bench_201;
mod nas_bench_graph;
mod open;
mod own_columns;
mod part_columns;
mod placement;
mod prior;
mod raw_table;
mod roles;
mod runs;
mod source;
mod space_of;
mod target_kind;
mod texts;
mod unknown;

pub use assemble::unmeasured;
pub use builtin::BUILTIN;
pub use cache::features;
pub use damaged::DamagedLines;
pub use format::Format as FileFormat;
pub(crate) use meaning::{better_by_name, format as number_format, is_accuracy};
pub(crate) use names::long_name;
pub use open::{Peek, open};
pub use prior::{PRIOR, Prior, PriorPredictor, Seen};
pub use raw_table::{DatasetFigures, Figures, Keys, Part, Quantity, RawTable};
pub use source::{JoinReport, Source};
pub use target_kind::TargetKind;
pub use texts::Texts;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::column::{Format, Unit, Values};
use crate::space::{Architecture, InputShape, SearchSpace};
use crate::spelling::listed;

/// A data set of a benchmark: its place in [`Benchmark::datasets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DatasetId(pub usize);

/// Which end of a target is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Better {
    /// Higher is better, as for accuracy.
    Higher,
    /// Lower is better, as for latency.
    Lower,
}

impl Better {
    /// `higher` or `lower`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
        }
    }

    /// By how much `a` is better than `b`; negative where it is worse.
    pub fn gain(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Higher => a - b,
            Self::Lower => b - a,
        }
    }

    /// 1 where more is better, −1 where less is.
    pub fn sign(self) -> f64 {
        match self {
            Self::Higher => 1.0,
            Self::Lower => -1.0,
        }
    }
}

/// A measured column that can be predicted; `C` is its values, or what stands for them in a cache
/// entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Target<C = Arc<Values>> {
    /// Name, such as `val_acc`.
    pub name: String,
    /// One sentence: what was measured, on which split, after how much training.
    pub doc: String,
    /// Split of the data it was measured on, such as `valid`; empty where that has no meaning.
    pub split: String,
    /// Unit of the values.
    pub unit: Unit,
    /// How the values are written.
    pub format: Format,
    /// Which end is good.
    pub better: Better,
    /// Whether the values follow from the architecture by formula, so that nothing need be trained
    /// to know them and a predictor of another target may use them.
    pub by_formula: bool,
    /// The value that is predicted: the mean over the runs a row has.
    pub mean: C,
    /// Standard deviation over runs (n − 1), where there are several; missing for rows with one.
    pub std: Option<C>,
    /// The single runs (training seeds), where the source has them; a row may lack the later ones.
    pub runs: Vec<C>,
}

impl Target {
    /// A measured target with one figure a row, of which more is better.
    fn new(name: &str, doc: String, unit: Unit, format: Format, mean: Vec<f64>) -> Self {
        Self {
            name: name.to_owned(),
            doc,
            split: String::new(),
            unit,
            format,
            better: Better::Higher,
            by_formula: false,
            mean: Arc::new(Values::measured(mean)),
            std: None,
            runs: Vec::new(),
        }
    }

    /// How many rows have 0, 1, 2 … runs; a target without runs has one figure a row.
    pub fn rows_by_runs(&self) -> Vec<usize> {
        let runs = match self.runs.as_slice() {
            [] => std::slice::from_ref(&self.mean),
            runs => runs,
        };
        let mut rows = vec![0; runs.len() + 1];
        for row in 0..self.mean.len() {
            rows[runs.iter().filter(|run| !run.get(row).is_nan()).count()] += 1;
        }
        rows
    }
}

/// A column that is known of the rows beside the targets; a predictor may be trained on it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SideColumn<C = Arc<Values>> {
    /// Name, such as `synflow`.
    pub name: String,
    /// One sentence: what it is and where it comes from.
    pub doc: String,
    /// How the values are written.
    pub format: Format,
    /// The values, NaN where a row has none.
    pub values: C,
}

/// A data set with the targets measured on it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dataset<C = Arc<Values>> {
    /// Name, such as `cifar10`.
    pub name: String,
    /// What the network sees, where that is known.
    pub input: Option<InputShape>,
    /// The targets, at least one; the first is the default. Where nothing was measured, the one
    /// target is called `unmeasured` and missing throughout.
    pub targets: Vec<Target<C>>,
    /// The zero-cost proxies.
    pub proxies: Vec<SideColumn<C>>,
    /// What else is known of the rows, such as an embedding of the architecture.
    pub others: Vec<SideColumn<C>>,
    /// What other predictors predict of the targets.
    pub predictions: Vec<SideColumn<C>>,
    /// A split of the user's: 1 for training rows, 0 for test rows, NaN for rows in neither.
    pub split: Option<SideColumn<C>>,
}

/// A benchmark.
#[derive(Debug, Clone)]
pub struct Benchmark {
    /// Name, such as `nas-bench-201`.
    pub name: String,
    /// One or two sentences: what it is and where the figures come from.
    pub doc: String,
    /// The search space of its rows.
    pub space: &'static dyn SearchSpace,
    /// The rows.
    pub archs: Vec<Architecture>,
    /// Whether each row is canonical: no operation is cut off ([`SearchSpace::canonical`]), and no row
    /// before it is the same network ([`SearchSpace::representative`]).
    pub canonical: Vec<bool>,
    /// The data sets; the first is the default.
    pub datasets: Vec<Dataset>,
    /// What saved predictors say of the rows.
    pub priors: Vec<Prior>,
    /// What came of the files joined to it.
    pub joins: Vec<JoinReport>,
    /// Where the rows come from.
    pub origin: Origin,
}

/// What opening found out about where a benchmark comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Name of the file format; `None` for what is not read from a file.
    #[serde(skip)]
    pub format: Option<&'static str>,
    /// Why the rows are taken for architectures of their space, where that was found out.
    pub space_because: Option<String>,
    /// What was left out or is odd, one sentence each.
    pub notes: Vec<String>,
    /// Rows of the file that repeat an architecture with other figures; the first stands.
    pub disagreed: usize,
    /// Lines left out of files that grow.
    pub damaged: DamagedLines,
}

impl Benchmark {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.archs.len()
    }

    /// Says on which data set the architectures of a space are to be measured, of which nothing is; costs by
    /// formula follow from it. `None` stands for the usual one of the space.
    pub fn name_dataset(&mut self, name: Option<&str>) {
        let usual = nas_bench_201::usual_dataset(self.space);
        if let ([dataset], Some(name)) = (self.datasets.as_mut_slice(), name.or(usual))
            && dataset.name == self.space.name()
        {
            name.clone_into(&mut dataset.name);
            dataset.input = nas_bench_201::input(self.space, name);
        }
    }

    /// Number of canonical rows.
    pub fn canonical_rows(&self) -> usize {
        self.canonical.iter().filter(|&&yes| yes).count()
    }

    /// For each row the first one that is the same network.
    pub fn networks(&self) -> Vec<u32> {
        placement::first_rows(&placement::networks(self.space, &self.archs))
    }

    /// The data set `id`.
    pub fn dataset(&self, id: DatasetId) -> &Dataset {
        &self.datasets[id.0]
    }

    /// The saved predictor whose output is the column called `name`; `None` where it needs more than an
    /// architecture.
    pub fn prior(&self, name: &str) -> Option<&dyn PriorPredictor> {
        let prior = self.priors.iter().find(|prior| prior.name == name)?;
        prior.predictor.as_deref()
    }

    /// The data set called `name`, the default one for `None`.
    ///
    /// # Errors
    /// [`LoadError::Misfit`] with the names there are.
    pub fn find_dataset(&self, name: Option<&str>) -> Result<DatasetId, LoadError> {
        let Some(name) = name else {
            return Ok(DatasetId(0));
        };
        let mut datasets = self.datasets.iter();
        let found = datasets.position(|dataset| dataset.name.eq_ignore_ascii_case(name));
        found.map(DatasetId).ok_or_else(|| {
            let known = listed(self.datasets.iter().map(|dataset| &dataset.name));
            LoadError::Misfit(format!(
                "{} has no data set `{name}`; it has {known}",
                self.name
            ))
        })
    }
}

impl Dataset {
    /// Place of the target called `name` in [`Dataset::targets`], the default one for `None`.
    ///
    /// # Errors
    /// [`LoadError::Misfit`] with the names there are.
    pub fn find_target(&self, name: Option<&str>) -> Result<usize, LoadError> {
        let Some(name) = name else {
            return Ok(0);
        };
        let found = self.targets.iter().position(|target| target.name == name);
        found.ok_or_else(|| self.unknown_target(name, self.targets.iter().map(|t| &t.name)))
    }

    fn unknown_target<'a>(&self, name: &str, known: impl Iterator<Item = &'a String>) -> LoadError {
        let known = listed(known);
        LoadError::Misfit(format!(
            "data set {} has no target `{name}`; it has {known}",
            self.name
        ))
    }
}

/// Why a benchmark could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A name that nothing has, or an option that does not go with what is opened.
    #[error("{0}")]
    Misfit(String),
    /// A file that does not hold what it should.
    #[error("{}: {place}: {reason}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where in the file: a line, a byte, a key.
        place: String,
        /// What is wrong and what was expected.
        reason: String,
    },
    /// A file that could not be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The work was cancelled.
    #[error(transparent)]
    Cancelled(#[from] crate::job::Cancelled),
}

impl LoadError {
    fn malformed(path: &Path, place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Malformed {
            path: path.to_owned(),
            place: place.into(),
            reason: reason.into(),
        }
    }

    fn io(path: &Path, source: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            source,
        }
    }

    /// `place` and `reason` are for a failed read that speaks of what was read (a wrong checksum, a
    /// stream cut short, an unknown compression) and not of the reading.
    fn read(
        path: &Path,
        source: io::Error,
        place: &str,
        reason: impl Fn(io::Error) -> String,
    ) -> Self {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof, Unsupported};
        match source.kind() {
            InvalidData | InvalidInput | UnexpectedEof | Unsupported => {
                Self::malformed(path, place, reason(source))
            }
            _ => Self::io(path, source),
        }
    }
}
