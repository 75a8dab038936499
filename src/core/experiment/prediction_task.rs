//! What an experiment predicts: a target of a data set, and the rows that take part.

use std::hash::Hasher;
use std::sync::Arc;

use twox_hash::XxHash3_64;

use crate::bench::{Benchmark, Better, Dataset, DatasetId};
use crate::predict::{
    Eligible, FeatureSet, Provenance, RowPolicy, TrainError, TrainRequest, sample,
};
use crate::table::{ColumnId, Table, UnknownColumn, Values};

use super::external::ExternalPredictions;
use super::{Folds, Method, RunKey, Splits, Task};

/// A target to predict, and from what and on which rows it may be.
#[derive(Debug, Clone)]
pub struct PredictionTask {
    /// Name of the benchmark.
    pub benchmark: String,
    /// Name of the data set.
    pub dataset: String,
    /// The columns.
    pub table: Arc<Table>,
    /// The column to predict.
    pub target: ColumnId,
    /// Which end of the target is good.
    pub better: Better,
    rows: RowPolicy,
    eligible: Eligible,
    /// Those of `eligible`, to be shared with requests.
    scored: Arc<Vec<u32>>,
    splits: Option<Arc<Splits>>,
    folds: Option<Folds>,
    external: ExternalPredictions,
    /// Whether samples are only of rows that are measured in other targets as well.
    in_all: bool,
}

impl PredictionTask {
    /// The target at `target` among those of `dataset`; `table` is the data set's.
    ///
    /// # Errors
    /// [`UnknownColumn`] when the table is another one and has no such target.
    ///
    /// # Panics
    /// When `dataset` or `target` is none of the benchmark's.
    pub fn new(
        bench: &Benchmark,
        dataset: DatasetId,
        target: usize,
        table: Arc<Table>,
        rows: RowPolicy,
    ) -> Result<Self, UnknownColumn> {
        let of = bench.dataset(dataset);
        let target = &of.targets[target];
        let column = table.resolve(&target.name)?;
        Ok(Self::of_table(
            (&bench.name, &of.name),
            table,
            (column, target.better),
            rows,
        ))
    }

    /// A column of a table, by the names of its benchmark and data set.
    pub fn of_table(
        (benchmark, dataset): (&str, &str),
        table: Arc<Table>,
        (target, better): (ColumnId, Better),
        rows: RowPolicy,
    ) -> Self {
        let truth: Vec<f64> = table.column(target).values.iter().collect();
        let eligible = Eligible::new(&rows, &table, &truth);
        Self {
            benchmark: benchmark.to_owned(),
            dataset: dataset.to_owned(),
            scored: Arc::new(eligible.scored.clone()),
            eligible,
            table,
            target,
            better,
            rows,
            splits: None,
            folds: None,
            external: ExternalPredictions::default(),
            in_all: false,
        }
    }

    /// The same with the samples of `splits`; other ones cannot be trained on.
    #[must_use]
    pub fn with_splits(mut self, splits: Arc<Splits>) -> Self {
        self.splits = Some(splits);
        self
    }

    /// The same by cross-validation: of as many rows as the training size says, each is predicted by a
    /// model of the other folds.
    #[must_use]
    pub fn with_folds(mut self, folds: Folds) -> Self {
        self.folds = Some(folds);
        self
    }

    /// The same with samples of those of its rows that are among `rows`, ascending, which are measured in all of
    /// several targets: each of these is trained on the same samples then, and scored on its own rows.
    #[must_use]
    pub fn measured_in_all(mut self, rows: &[u32]) -> Self {
        let pool = &mut self.eligible.pool;
        pool.retain(|row| rows.binary_search(row).is_ok());
        self.in_all = true;
        self
    }

    /// The same with the external predictions of `dataset` beside it: scored are the rows that have all.
    #[must_use]
    pub fn beside_external(mut self, dataset: &Dataset) -> Self {
        self.external = ExternalPredictions::new(dataset, &self.table, &self.scored);
        self.scored = self.external.covered(&self.table, &self.scored);
        self.eligible.scored.clone_from(&self.scored);
        self
    }

    /// The external predictions that methods are scored beside.
    pub fn external_methods(&self) -> impl Iterator<Item = Method> + '_ {
        let columns = self.external.columns.iter();
        columns.map(|&column| Method::external(column, &self.table))
    }

    /// Name of the target.
    pub fn target_name(&self) -> &str {
        &self.table.column(self.target).spec.name
    }

    /// `nas-bench-201, cifar10, val_acc [%]; held-out canonical rows`.
    pub fn heading(&self) -> String {
        let spec = &self.table.column(self.target).spec;
        let unit = spec.unit.bracketed();
        let rows = match &self.rows {
            RowPolicy::All => "all rows",
            RowPolicy::Split(split) => &split.summary(),
            _ => "canonical rows",
        };
        let rows = match (&self.folds, &self.rows) {
            (Some(folds), _) => format!("{}-fold cross-validation of n {rows}", folds.count()),
            (None, RowPolicy::Split(_)) => rows.to_owned(),
            (None, _) => format!("held-out {rows}"),
        };
        let trained_on_is_known = matches!(self.rows, RowPolicy::Split(_));
        let external = self
            .external
            .sentence(&self.table, self.scored.len(), trained_on_is_known);
        let in_all = if self.in_all {
            let rows = self.eligible.pool.len();
            format!("; samples of the {rows} rows that are measured in all targets")
        } else {
            String::new()
        };
        format!(
            "{}, {}, {}{unit}; {rows}{in_all}{external}",
            self.benchmark, self.dataset, spec.name
        )
    }

    /// The heading, and which features of `sets` networks were trained for.
    pub fn heading_with<'s>(&self, sets: impl IntoIterator<Item = &'s FeatureSet>) -> String {
        self.heading() + &self.provenance(sets).suffix()
    }

    /// The features of `sets` that networks were trained for.
    pub fn provenance<'s>(&self, sets: impl IntoIterator<Item = &'s FeatureSet>) -> Provenance {
        Provenance::of(sets, &self.table)
    }

    /// The rows that take part.
    pub fn rows(&self) -> &RowPolicy {
        &self.rows
    }

    /// Rows that samples are drawn from, ascending.
    pub fn pool(&self) -> &[u32] {
        &self.eligible.pool
    }

    /// Rows that count in scores unless they were drawn, ascending.
    pub fn scored(&self) -> &[u32] {
        &self.scored
    }

    /// Most rows that can be drawn so that one is left to be scored.
    pub fn largest_size(&self) -> usize {
        match self.folds {
            Some(_) => self.eligible.pool.len(),
            None => self.eligible.most(),
        }
    }

    /// Whether a predictor can be trained: the size is possible, the target is no feature.
    ///
    /// # Errors
    /// [`TrainError`] that says why not.
    pub fn check(&self, features: &FeatureSet, train_size: usize) -> Result<(), TrainError> {
        features.check_target(self.target, &self.table)?;
        self.eligible.check(&self.rows)?;
        self.external.check(&self.table, self.scored.len())?;
        let available = self.largest_size();
        if train_size < 2 || train_size > available {
            return Err(TrainError::TrainSize {
                asked: train_size,
                available,
            });
        }
        match &self.folds {
            Some(folds) => folds.check(train_size),
            None => Ok(()),
        }
    }

    /// Whether there is a sample of a size and seed.
    ///
    /// # Errors
    /// [`TrainError::NoRows`] when the file of splits has none.
    pub fn check_sample(&self, train_size: usize, seed: u64) -> Result<(), TrainError> {
        let splits = self.splits.as_ref();
        match splits.filter(|splits| splits.rows(train_size, seed).is_none()) {
            Some(splits) => Err(TrainError::NoRows(splits.lacks(train_size, seed))),
            None => Ok(()),
        }
    }

    /// The rows that a run of a size and seed is scored on, ascending.
    pub(super) fn held_out(&self, train_size: usize, seed: u64) -> Vec<u32> {
        let sample = self.sample(train_size, seed);
        let in_sample = |row: &&u32| sample.binary_search(row).is_ok();
        let scored = self.scored.iter();
        let held_out = scored.filter(|row| in_sample(row) == self.folds.is_some());
        held_out.copied().collect()
    }

    /// The folds of a size and seed; `None` without cross-validation.
    pub(super) fn folds(&self, train_size: usize, seed: u64) -> Option<Vec<Vec<u32>>> {
        let folds = self.folds.as_ref()?;
        Some(folds.of(&self.sample(train_size, seed), seed))
    }

    /// The training rows of a size and seed, ascending.
    pub fn sample(&self, train_size: usize, seed: u64) -> Vec<u32> {
        match self.given(train_size, seed) {
            Some(rows) => rows.to_vec(),
            None => sample(&self.eligible.pool, train_size, seed),
        }
    }

    fn given(&self, train_size: usize, seed: u64) -> Option<&Arc<Vec<u32>>> {
        self.splits.as_ref()?.rows(train_size, seed)
    }

    /// What is asked of a trainer for `task`.
    pub fn request(&self, task: &Task) -> TrainRequest {
        let Method { features, model } = &*task.series;
        TrainRequest {
            table: Arc::clone(&self.table),
            target: self.target,
            better: self.better,
            features: features.clone(),
            train_size: task.train_size,
            seed: task.seed,
            model: model.clone(),
            rows: match self.given(task.train_size, task.seed) {
                Some(rows) => RowPolicy::Given(Arc::clone(rows), Arc::clone(&self.scored)),
                None if self.in_all || !self.external.columns.is_empty() => {
                    let pool = Arc::new(self.eligible.pool.clone());
                    RowPolicy::Given(pool, Arc::clone(&self.scored))
                }
                None => self.rows.clone(),
            },
        }
    }

    /// The key of the run that `task` becomes.
    pub fn key(&self, task: &Task) -> RunKey {
        let rows = match &self.folds {
            Some(folds) => format!("{}, {}-fold", self.rows.name(), folds.count()),
            None => self.rows.name(),
        };
        RunKey {
            benchmark: self.benchmark.clone(),
            dataset: self.dataset.clone(),
            target: self.target_name().to_owned(),
            rows,
            features: task.series.features.text().to_owned(),
            model: task.series.model.to_string(),
            train_size: task.train_size,
            seed: task.seed,
        }
    }

    /// Fingerprint of the target, the features and the scored rows. Takes milliseconds.
    pub fn fingerprint(&self, features: &FeatureSet) -> u64 {
        let mut hasher = XxHash3_64::default();
        let columns = std::iter::once(&self.target).chain(features.columns());
        for &id in columns {
            write_values(&mut hasher, &self.table.column(id).values);
        }
        write_rows(&mut hasher, &self.scored);
        hasher.finish()
    }

    /// Fingerprint of all that a run of `task` depends on besides its key, as
    /// [`super::Run::content`]; `fingerprint` is that of its features.
    pub fn content(&self, fingerprint: u64, task: &Task) -> String {
        let mut hasher = XxHash3_64::default();
        hasher.write(&fingerprint.to_le_bytes());
        match self.folds(task.train_size, task.seed) {
            Some(folds) => folds.iter().for_each(|fold| write_rows(&mut hasher, fold)),
            None => write_rows(&mut hasher, &self.sample(task.train_size, task.seed)),
        }
        format!("{:016x}", hasher.finish())
    }
}

fn write_values(hasher: &mut XxHash3_64, values: &Values) {
    let bytes: Vec<u8> = values.iter().flat_map(f64::to_le_bytes).collect();
    hasher.write(&bytes);
}

fn write_rows(hasher: &mut XxHash3_64, rows: &[u32]) {
    let bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_le_bytes()).collect();
    hasher.write(&bytes);
}
