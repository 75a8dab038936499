//! The options that say what is predicted, and on which rows.

use std::sync::Arc;

use anyhow::{bail, ensure};
use clap::Args;

use crate::cli::source::{Opened, SourceArgs};
use crate::cli::values::choice;
use grafscope_core::bench::{Benchmark, Dataset, DatasetId, TargetKind};
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
    /// Whether data sets or targets are given.
    pub(super) fn names_targets(&self) -> bool {
        !self.dataset.is_empty() || !self.target.is_empty()
    }

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
        let targets = |bench: &Benchmark, dataset| self.targets(bench, dataset);
        self.tasks(opened, all_datasets, targets)
    }

    /// The same for the targets of a kind on every data set, unless the options say which.
    pub(crate) fn of_kind(
        &self,
        opened: &Opened,
        kind: TargetKind,
    ) -> anyhow::Result<Vec<PredictionTask>> {
        if !self.target.is_empty() {
            return self.all(opened, true);
        }
        let bench = &opened.bench;
        let datasets = self.datasets(bench, true)?.into_iter();
        let datasets: Vec<&Dataset> = datasets.map(|dataset| bench.dataset(dataset)).collect();
        if datasets
            .iter()
            .all(|dataset| kind.targets(dataset).is_empty())
        {
            let targets = datasets.iter().flat_map(|dataset| &dataset.targets);
            let mut names: Vec<&str> = targets.map(|target| target.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            bail!(
                "{}: no measured target is one of {}: looked for names with one of the words {}, and there are {}; join a file that has such columns (--join), or name targets (--target)",
                bench.name,
                kind.name(),
                kind.words().join(", "),
                names.join(", ")
            );
        }
        self.tasks(opened, true, |bench, dataset| {
            Ok(kind.targets(bench.dataset(dataset)))
        })
    }

    fn tasks(
        &self,
        opened: &Opened,
        all_datasets: bool,
        targets: impl Fn(&Benchmark, DatasetId) -> anyhow::Result<Vec<usize>>,
    ) -> anyhow::Result<Vec<PredictionTask>> {
        let bench = &opened.bench;
        let mut tasks = Vec::new();
        let mut measured = false;
        for dataset in self.datasets(bench, all_datasets)? {
            let rows = self.policy(bench, dataset);
            for target in targets(bench, dataset)? {
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
    pub(crate) fn names_several_targets(&self) -> bool {
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
        if !self.names_several_targets() {
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
