//! A session: a view of a benchmark as a file that can be read and edited by hand. Everything in it is
//! optional, and columns and architectures are named by text, so that it survives a changed benchmark;
//! large sets of marks alone are kept as bits of rows, see [`Marked`].

mod key;
pub mod marks;
pub(crate) mod merging;
pub mod newcomer;
mod paths;
mod read;
pub mod restore_state;
pub(crate) mod restoring;
pub mod snapshot;
pub mod store;
mod write;

use std::path::PathBuf;

use crate::config::Layer;
use crate::plot::columns::PlotColumns;
use crate::session::marks::Marked;
use grafscope_core::bench::Source;
use grafscope_core::graf::Families;
use grafscope_core::predict::Settings;

/// The version of the format that is written, and the only one that is read.
pub const VERSION: u64 = 1;

/// A view of a benchmark. What is `None` is left as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Session {
    /// Name of a built-in benchmark or of a search space, or a path.
    pub benchmark: Option<String>,
    /// Files joined to it.
    pub joins: Option<Vec<PathBuf>>,
    /// Saved predictors whose outputs are columns.
    pub priors: Option<Vec<PathBuf>>,
    /// The columns that are targets.
    pub targets: Option<Vec<String>>,
    /// The columns of external predictions.
    pub predictions: Option<Vec<String>>,
    /// The column that says train or test.
    pub splits_column: Option<String>,
    /// A file of training samples.
    pub splits: Option<PathBuf>,
    /// The search space, by name or as a path.
    pub space: Option<String>,
    /// The file format.
    pub format: Option<String>,
    /// The column of encodings.
    pub key: Option<String>,
    /// Epochs of the training runs.
    pub epochs: Option<u32>,
    /// Whether `longest_path` is computed.
    pub longest_path: Option<bool>,
    /// Derived columns, each as `NAME = EXPR`.
    pub derived: Option<Vec<String>>,
    /// The data set.
    pub dataset: Option<String>,
    /// The target.
    pub target: Option<String>,
    /// Further targets, which are predicted beside it.
    pub further_targets: Option<Vec<String>>,
    /// Bounds that rows are to keep within.
    pub bounds: Option<String>,
    /// The filter.
    pub filter: Option<String>,
    /// Whether only scored rows are shown.
    pub scored_only: Option<bool>,
    /// The columns of the plot.
    pub plot: Option<PlotColumns>,
    /// Whether a pane has the whole body.
    pub zoomed: Option<bool>,
    /// The encoding of the selected architecture.
    pub selected: Option<String>,
    /// Settings of the predictor, the view and the theme.
    pub settings: Layer,
    /// Filters applied so far, the newest last.
    pub filters: Vec<String>,
    /// Marked architectures.
    pub marks: Marked,
    /// Notes: an encoding and what is noted of it.
    pub notes: Vec<(String, String)>,
    /// Predictors trained so far, the newest first.
    pub trained: Vec<PastPredictor>,
}

/// A predictor that was trained. Its predictions are not kept.
#[derive(Debug, Clone, PartialEq)]
pub struct PastPredictor {
    /// Data set.
    pub dataset: String,
    /// Target.
    pub target: String,
    /// What it was trained on.
    pub settings: Settings,
}

impl Session {
    /// Notes what is opened.
    pub fn set_source(&mut self, source: &Source, families: Families) {
        let Source {
            benchmark,
            joins,
            priors,
            space,
            format,
            key,
            targets,
            predictions,
            splits_column,
            splits,
            epochs,
            follow: _,
            no_cache: _,
            derived,
        } = source.clone();
        self.benchmark = Some(benchmark);
        self.joins = Some(joins);
        self.priors = (!priors.is_empty()).then_some(priors);
        self.targets = targets;
        self.predictions = Some(predictions).filter(|columns| !columns.is_empty());
        self.splits_column = splits_column;
        self.splits = splits;
        self.space = space;
        self.format = format;
        self.key = key;
        self.epochs = epochs;
        self.derived = Some(derived).filter(|derived| !derived.is_empty());
        self.longest_path = (families == Families::new(true)).then_some(true);
    }

    /// `source` with what this session says of it.
    pub fn source(&self, source: &Source) -> Source {
        let mut source = source.clone();
        if let Some(benchmark) = &self.benchmark {
            source.benchmark.clone_from(benchmark);
        }
        if let Some(joins) = &self.joins {
            source.joins.clone_from(joins);
        }
        if let Some(priors) = &self.priors {
            source.priors.clone_from(priors);
        }
        for (own, of_source) in [
            (&self.space, &mut source.space),
            (&self.format, &mut source.format),
            (&self.key, &mut source.key),
        ] {
            if own.is_some() {
                of_source.clone_from(own);
            }
        }
        if let Some(predictions) = &self.predictions {
            source.predictions.clone_from(predictions);
        }
        if self.splits_column.is_some() || self.splits.is_some() {
            source.splits_column.clone_from(&self.splits_column);
            source.splits.clone_from(&self.splits);
        }
        if self.targets.is_some() {
            source.targets.clone_from(&self.targets);
        }
        if let Some(derived) = &self.derived {
            source.derived.clone_from(derived);
        }
        source.epochs = self.epochs.or(source.epochs);
        source
    }
}
