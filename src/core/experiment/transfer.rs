//! Trained on one target, evaluated on another.

use std::sync::Arc;

use crate::job::JobContext;
use crate::predict::{TrainError, Trainer, score};

use super::{Method, PredictionTask, Seeds, Spread, Task, WorkerPool};

/// A method trained on each target and evaluated on all of them.
#[derive(Debug, Clone)]
pub struct Transfer {
    /// The targets, all of the same benchmark, each with the method that is trained on it: one
    /// feature set and model, on the table of that target's data set.
    pub subjects: Vec<(Arc<PredictionTask>, Arc<Method>)>,
    /// Training size.
    pub train_size: usize,
    /// The seeds.
    pub seeds: Seeds,
}

/// How well predictions of one target rank the rows by another; errors would mix units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranking {
    /// Kendall's tau-b, −1 to 1; NaN where it is not defined.
    pub tau: f64,
    /// Spearman's rank correlation, −1 to 1; NaN where it is not defined.
    pub spearman: f64,
}

/// One training run.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferRun {
    /// Which of the targets it was trained on.
    pub source: usize,
    /// Its seed.
    pub seed: u64,
    /// How its predictions rank the held-out rows of each target by that target.
    pub rankings: Vec<Ranking>,
}

impl Transfer {
    /// Trains on every target with every seed, several at a time, and calls `done` with each run as it
    /// is finished; only the order of the calls depends on the number of threads. Progress counts
    /// `runs`.
    ///
    /// # Errors
    /// [`TrainError`] of the first run that fails, or on a stop.
    pub fn run(
        &self,
        worker_pool: WorkerPool,
        job: &JobContext,
        mut done: impl FnMut(TransferRun),
    ) -> Result<(), TrainError> {
        let prepared = |(prediction_task, series): &(Arc<PredictionTask>, Arc<Method>)| {
            let mut trainer = Trainer::default();
            trainer.prepare(&prediction_task.request(&self.task(series, 0)));
            trainer
        };
        let trainers: Vec<Trainer> = self.subjects.iter().map(prepared).collect();
        let transfer = self.clone();
        worker_pool.each_seed(
            &(0..self.subjects.len()).collect::<Vec<_>>(),
            self.seeds,
            ("runs", job),
            move |source, seed, job| transfer.evaluate(source, trainers[source].clone(), seed, job),
            |source, seed, rankings| {
                done(TransferRun {
                    source,
                    seed,
                    rankings,
                });
            },
        )
    }

    /// Mean and standard deviation over seeds, by target trained on, then by target evaluated on.
    pub fn matrix(&self, runs: &[TransferRun], of: fn(&Ranking) -> f64) -> Vec<Vec<Spread>> {
        let places = 0..self.subjects.len();
        let line = |source: usize| {
            let runs = runs.iter().filter(move |run| run.source == source);
            places
                .clone()
                .map(|at| Spread::of(runs.clone().map(move |run| of(&run.rankings[at]))))
                .collect()
        };
        places.clone().map(line).collect()
    }

    fn task(&self, series: &Arc<Method>, seed: u64) -> Task {
        Task {
            series: Arc::clone(series),
            train_size: self.train_size,
            seed,
        }
    }

    fn evaluate(
        &self,
        source: usize,
        mut trainer: Trainer,
        seed: u64,
        job: &JobContext,
    ) -> Result<Vec<Ranking>, TrainError> {
        let (prediction_task, series) = &self.subjects[source];
        let task = self.task(series, seed);
        let prediction = trainer.train(&prediction_task.request(&task), job)?;
        let predicted = &prediction.columns.predicted;
        let drawn = prediction_task.sample(self.train_size, seed);
        let rank = |evaluated: &PredictionTask| {
            let truth = &evaluated.table.column(evaluated.target).values;
            let rows = evaluated.scored().iter();
            let held_out = rows.filter(|row| drawn.binary_search(row).is_err());
            let (truth, predicted): (Vec<f64>, Vec<f64>) = held_out
                .map(|&row| (truth.get(row as usize), predicted.get(row as usize)))
                .unzip();
            let scores = score(&truth, &predicted, evaluated.better);
            Ranking {
                tau: scores.tau,
                spearman: scores.spearman,
            }
        };
        let evaluated = self.subjects.iter();
        Ok(evaluated.map(|(evaluated, _)| rank(evaluated)).collect())
    }
}
