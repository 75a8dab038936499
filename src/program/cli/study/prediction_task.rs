//! The options that say what is predicted, and on which rows.

use std::sync::Arc;

use anyhow::{bail, ensure};
use clap::Args;

use crate::cli::source::{Opened, SourceArgs};
use crate::cli::values::choice;
use grafscope_core::bench::{Benchmark, DatasetId};
use grafscope_core::experiment::PredictionTask;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{OwnSplit, RowPolicy, Rows};
use grafscope_core::table::{Values, measured_in_all};

/// Stands for every data set, or every target.
const ALL: &str = "all";

#[derive(Debug, Clone, Args)]
pub(crate) struct SubjectArgs {
    /// Data sets, or `all` [default: the benchmark's first]
    #[arg(long, short, value_name = "D[,D…]", value_delimiter = ',')]
    dataset: Vec<String>,
    /// Targets to predict, or `all` [default: the data set's first]
    #[arg(long, short, value_name = "T[,T…]", value_delimiter = ',')]
    target: Vec<String>,
    /// Rows to train and score on
    #[arg(long, default_value = Rows::Canonical.name(), value_parser = choice(
        &[Rows::Canonical, Rows::All],
        Rows::name,
        &["Canonical rows, as in published results", "All rows"]
    ))]
    rows: Rows,
    #[command(flatten)]
    source: SourceArgs,
}

impl SubjectArgs {
    pub(crate) fn open(&self, benchmark: &str, job: &JobContext) -> anyhow::Result<Opened> {
        self.source.open(benchmark, job)
    }

    /// The prediction tasks on `opened`, one per target of a data set. If no data set is given, its first
    /// one counts, or with `all_datasets` every one.
    pub(crate) fn all(
        &self,
        opened: &Opened,
        all_datasets: bool,
    ) -> anyhow::Result<Vec<PredictionTask>> {
        let bench = &opened.bench;
        let mut tasks = Vec::new();
        let mut measured = false;
        for dataset in self.datasets(bench, all_datasets)? {
            let rows = self.policy(bench, dataset);
            for target in self.targets(bench, dataset)? {
                let values = &bench.dataset(dataset).targets[target].mean;
                measured |= values.range().is_some();
                let table = Arc::new(opened.table(dataset, target)?);
                let task = PredictionTask::new(bench, dataset, target, table, rows.clone())?;
                tasks.push(task);
            }
        }
        let (name, doc) = (&bench.name, &bench.doc);
        ensure!(measured, "{name}: no architecture has a true value. {doc}");
        Ok(tasks)
    }

    /// The one data set, and which of its rows take part.
    pub(crate) fn dataset(&self, bench: &Benchmark) -> anyhow::Result<(DatasetId, RowPolicy)> {
        match self.datasets(bench, false)?.as_slice() {
            [only] => Ok((*only, self.policy(bench, *only))),
            _ => bail!("expected one data set"),
        }
    }

    /// What is named as targets.
    pub(crate) fn names(&self) -> &[String] {
        &self.target
    }

    /// Whether several targets are named one by one.
    pub(crate) fn names_targets(&self) -> bool {
        self.target.len() > 1
    }

    /// The prediction tasks on `opened`, as [`Self::all`]; targets of a data set that are named one by one are
    /// trained on the same samples, of rows that are measured in all of them.
    pub(crate) fn on_the_same_rows(
        &self,
        opened: &Opened,
        all_datasets: bool,
    ) -> anyhow::Result<Vec<PredictionTask>> {
        let mut tasks = self.all(opened, all_datasets)?;
        if !self.names_targets() {
            return Ok(tasks);
        }
        for (at, name) in self.target.iter().enumerate() {
            let is_twice = self.target[..at].contains(name);
            ensure!(!is_twice, "target `{name}` is given twice");
        }
        for tasks in tasks.chunk_by_mut(|a, b| a.dataset == b.dataset) {
            let truth = |task: &PredictionTask| Arc::clone(&task.table.column(task.target).values);
            let truths: Vec<_> = tasks.iter().map(truth).collect();
            let truths: Vec<&Values> = truths.iter().map(|values| &**values).collect();
            let Some(rows) = measured_in_all(&truths) else {
                continue;
            };
            for task in tasks {
                *task = task.clone().measured_in_all(&rows);
            }
        }
        Ok(tasks)
    }

    /// Opens `benchmark`, on which targets of one data set are expected.
    pub(crate) fn of_one_dataset(
        &self,
        benchmark: &str,
        job: &JobContext,
    ) -> anyhow::Result<(Opened, Vec<Arc<PredictionTask>>)> {
        let opened = self.open(benchmark, job)?;
        let tasks = self.on_the_same_rows(&opened, false)?;
        let datasets = tasks.chunk_by(|a, b| a.dataset == b.dataset).count();
        ensure!(datasets < 2, "expected one data set, not {datasets}");
        Ok((opened, tasks.into_iter().map(Arc::new).collect()))
    }

    fn policy(&self, bench: &Benchmark, dataset: DatasetId) -> RowPolicy {
        match OwnSplit::new(bench, dataset, self.rows, &[]) {
            Some(split) => RowPolicy::Split(Arc::new(split)),
            None if self.rows == Rows::All => RowPolicy::All,
            None => RowPolicy::Canonical,
        }
    }

    /// Opens `benchmark`, on which one task is expected.
    pub(crate) fn only(
        &self,
        benchmark: &str,
        job: &JobContext,
    ) -> anyhow::Result<(Opened, Arc<PredictionTask>)> {
        let opened = self.open(benchmark, job)?;
        match <[PredictionTask; 1]>::try_from(self.all(&opened, false)?) {
            Ok([only]) => Ok((opened, Arc::new(only))),
            Err(tasks) => bail!(
                "one target here: expected one data set and one target, not {}",
                tasks.len()
            ),
        }
    }

    fn datasets(&self, bench: &Benchmark, all: bool) -> anyhow::Result<Vec<DatasetId>> {
        let find = |name: Option<&str>| anyhow::Ok(bench.find_dataset(name)?);
        match self.dataset.as_slice() {
            [] if !all => Ok(vec![find(None)?]),
            [] => Ok((0..bench.datasets.len()).map(DatasetId).collect()),
            [one] if one == ALL => Ok((0..bench.datasets.len()).map(DatasetId).collect()),
            names => names.iter().map(|name| find(Some(name))).collect(),
        }
    }

    fn targets(&self, bench: &Benchmark, dataset: DatasetId) -> anyhow::Result<Vec<usize>> {
        let dataset = bench.dataset(dataset);
        let find = |name: Option<&str>| anyhow::Ok(dataset.find_target(name)?);
        match self.target.as_slice() {
            [] => Ok(vec![find(None)?]),
            [one] if one == ALL => Ok((0..dataset.targets.len()).collect()),
            names => names.iter().map(|name| find(Some(name))).collect(),
        }
    }
}
