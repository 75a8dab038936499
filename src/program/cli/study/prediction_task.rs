//! The options that say what is predicted, and on which rows.

use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::cli::source::SourceArgs;
use grafscope_core::bench;
use grafscope_core::bench::{Benchmark, DatasetId};
use grafscope_core::experiment::PredictionTask;
use grafscope_core::graf::FeatureMatrix;
use grafscope_core::job::JobContext;
use grafscope_core::predict::RowPolicy;
use grafscope_core::table;
use grafscope_core::table::Table;

/// Names every data set, or every target.
pub(in super::super) const ALL: &str = "all";

/// Which rows are drawn and scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in super::super) enum RowsArg {
    /// Canonical rows, as published results.
    Canonical,
    /// All rows.
    All,
}

/// What is predicted.
#[derive(Debug, Clone, Args)]
pub(in super::super) struct SubjectArgs {
    /// Data sets, or `all` [default: the benchmark's first]
    #[arg(long, short, value_name = "D[,D…]", value_delimiter = ',')]
    pub(in super::super) dataset: Vec<String>,
    /// Targets to predict, or `all` [default: the data set's first]
    #[arg(long, short, value_name = "T[,T…]", value_delimiter = ',')]
    pub(in super::super) target: Vec<String>,
    /// Which rows are drawn and scored
    #[arg(long, value_enum, default_value_t = RowsArg::Canonical)]
    pub(in super::super) rows: RowsArg,
    #[command(flatten)]
    pub(in super::super) source: SourceArgs,
}

/// A benchmark that is open, with the features of its rows.
#[derive(Debug)]
pub(in super::super) struct Opened {
    pub(in super::super) bench: Arc<Benchmark>,
    pub(in super::super) features: Arc<FeatureMatrix>,
}

impl RowsArg {
    pub(in super::super) fn policy(self) -> RowPolicy {
        match self {
            Self::Canonical => RowPolicy::Canonical,
            Self::All => RowPolicy::All,
        }
    }
}

impl SubjectArgs {
    /// Opens `benchmark`.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(in super::super) fn open(
        &self,
        benchmark: &str,
        job: &JobContext,
    ) -> anyhow::Result<Opened> {
        let source = self.source.source(benchmark);
        let bench = bench::open(&source, job)?;
        let families = self.source.families();
        let features = Arc::new(bench::features(&source, &bench, families, job)?);
        Ok(Opened { bench, features })
    }

    /// What is predicted on `opened`, one subject a target of a data set. Without a data set among
    /// the options: its first, or every one with `all_datasets`.
    ///
    /// # Errors
    /// For a data set or target that there is not.
    pub(in super::super) fn subjects(
        &self,
        opened: &Opened,
        all_datasets: bool,
    ) -> anyhow::Result<Vec<PredictionTask>> {
        let bench = &opened.bench;
        let mut subjects = Vec::new();
        for dataset in self.datasets(bench, all_datasets)? {
            for target in self.targets(bench, dataset)? {
                let table = opened.table(dataset, target);
                let rows = self.rows.policy();
                subjects.push(PredictionTask::new(bench, dataset, target, table, rows)?);
            }
        }
        Ok(subjects)
    }

    /// The one thing that is predicted.
    ///
    /// # Errors
    /// As [`Self::subjects`], and when the options name more.
    pub(in super::super) fn prediction_task(
        &self,
        opened: &Opened,
    ) -> anyhow::Result<PredictionTask> {
        let mut subjects = self.subjects(opened, false)?;
        match subjects.pop() {
            Some(prediction_task) if subjects.is_empty() => Ok(prediction_task),
            _ => anyhow::bail!("one data set and one target are expected here"),
        }
    }

    fn datasets(&self, bench: &Benchmark, all: bool) -> anyhow::Result<Vec<DatasetId>> {
        match self.dataset.as_slice() {
            [] if !all => Ok(vec![bench.find_dataset(None)?]),
            [] => Ok((0..bench.datasets.len()).map(DatasetId).collect()),
            [one] if one == ALL => Ok((0..bench.datasets.len()).map(DatasetId).collect()),
            names => {
                let found = names.iter().map(|name| bench.find_dataset(Some(name)));
                Ok(found.collect::<Result<_, _>>()?)
            }
        }
    }

    fn targets(&self, bench: &Benchmark, dataset: DatasetId) -> anyhow::Result<Vec<usize>> {
        let dataset = bench.dataset(dataset);
        match self.target.as_slice() {
            [] => Ok(vec![dataset.find_target(None)?]),
            [one] if one == ALL => Ok((0..dataset.targets.len()).collect()),
            names => {
                let found = names.iter().map(|name| dataset.find_target(Some(name)));
                Ok(found.collect::<Result<_, _>>()?)
            }
        }
    }
}

impl Opened {
    /// The table of a data set, for one of its targets.
    pub(in super::super) fn table(&self, dataset: DatasetId, target: usize) -> Arc<Table> {
        Arc::new(table::build(&self.bench, dataset, target, &self.features))
    }
}
