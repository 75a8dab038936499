//! A search guided by a predictor, against random search.
//!
//! Both begin with the same architectures, drawn at random. The guided one trains on what it knows,
//! measures those predicted best, and repeats; the other goes on drawing.

use std::sync::Arc;

use anyhow::ensure;
use rand::Rng;

use crate::bench::Better;
use crate::job::JobContext;
use crate::predict::{RowPolicy, TrainError, TrainRequest, Trainer, generator};

use super::{Method, PredictionTask, Seeds, Spread, Task, WorkerPool};

/// Stream of random numbers of the order in which architectures are drawn.
const ORDER_STREAM: u64 = u64::MAX - 1;

/// How a search goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchPlan {
    /// Architectures drawn at random to begin with, at least 2.
    pub start: usize,
    /// Architectures measured between two trainings, at least 1.
    pub batch: usize,
    /// Architectures measured in all, more than `start`.
    pub queries: usize,
}

/// Searches on a task: each method with each seed, and random search with each seed.
#[derive(Debug, Clone)]
pub struct Search {
    /// The best value of its target is searched for.
    pub prediction_task: Arc<PredictionTask>,
    /// The methods that guide.
    pub series: Vec<Arc<Method>>,
    /// How it goes on.
    pub plan: SearchPlan,
    /// The seeds.
    pub seeds: Seeds,
}

/// One search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRun {
    /// Which of the methods guided it; `None` for random search.
    pub series: Option<usize>,
    /// Its seed.
    pub seed: u64,
    /// The best true value found by each of [`SearchPlan::checkpoints`].
    pub best: Vec<f64>,
}

impl SearchPlan {
    /// Whether it can be followed on `prediction_task`.
    ///
    /// # Errors
    /// When it cannot: says why.
    pub fn check(&self, prediction_task: &PredictionTask) -> anyhow::Result<()> {
        let Self {
            start,
            batch,
            queries,
        } = *self;
        ensure!(
            start >= 2,
            "a search starts with at least 2 architectures, not {start}"
        );
        ensure!(
            batch > 0,
            "a search measures at least 1 architecture at a time"
        );
        let (least, most) = (start + 1, prediction_task.pool().len().saturating_sub(1));
        ensure!(
            (least..=most).contains(&queries),
            "{queries} queries are out of range: {least} to {most} can be made"
        );
        Ok(())
    }

    /// Numbers of queries after which there is a best value: the start, then each batch.
    pub fn checkpoints(&self) -> Vec<usize> {
        let batches = (self.start..self.queries).step_by(self.batch.max(1));
        batches.chain([self.queries]).collect()
    }
}

impl Search {
    /// Runs every search, several at a time, and calls `done` with each as it is finished; only the
    /// order of the calls depends on the number of threads. Progress counts `searches`.
    ///
    /// # Errors
    /// [`TrainError`] of the first search that cannot go on, or on a stop.
    ///
    /// # Panics
    /// When the plan has not been checked and cannot be followed.
    pub fn run(
        &self,
        worker_pool: &WorkerPool,
        job: &JobContext,
        mut done: impl FnMut(SearchRun),
    ) -> Result<(), TrainError> {
        let prepared = |series| {
            let mut trainer = Trainer::default();
            trainer.prepare(&self.request(series, &[], 0));
            trainer
        };
        let trainers: Vec<Trainer> = self.series.iter().map(prepared).collect();
        let search = self.clone();
        let guides = (0..self.series.len()).map(Some).chain([None]);
        worker_pool.each_seed(
            &guides.collect::<Vec<_>>(),
            self.seeds,
            ("searches", job),
            move |guide, seed, job| match guide {
                Some(at) => search.guided(at, trainers[at].clone(), seed, job),
                None => Ok(search.by_chance(seed)),
            },
            |series, seed, best| done(SearchRun { series, seed, best }),
        )
    }

    /// The best value there is.
    pub fn best_possible(&self) -> f64 {
        self.best_of(self.prediction_task.pool())
    }

    /// Mean and standard deviation over seeds at each checkpoint, of the runs of one guide.
    pub fn band(&self, runs: &[SearchRun], series: Option<usize>) -> Vec<Spread> {
        let of_guide = runs.iter().filter(|run| run.series == series);
        (0..self.plan.checkpoints().len())
            .map(|at| Spread::of(of_guide.clone().map(|run| run.best[at])))
            .collect()
    }

    fn request(&self, series: &Arc<Method>, rows: &[u32], seed: u64) -> TrainRequest {
        let prediction_task = &self.prediction_task;
        let task = Task {
            series: Arc::clone(series),
            train_size: rows.len(),
            seed,
        };
        let pool = Arc::new(prediction_task.pool().to_vec());
        TrainRequest {
            rows: RowPolicy::Given(Arc::new(rows.to_vec()), pool),
            ..prediction_task.request(&task)
        }
    }

    /// Rows in the order in which they are drawn at random, as many as there are queries.
    fn order(&self, seed: u64) -> Vec<u32> {
        let mut rng = generator(seed, ORDER_STREAM);
        let mut rows = self.prediction_task.pool().to_vec();
        for at in 0..self.plan.queries {
            let other = rng.gen_range(at as u32..rows.len() as u32);
            rows.swap(at, other as usize);
        }
        rows.truncate(self.plan.queries);
        rows
    }

    fn by_chance(&self, seed: u64) -> Vec<f64> {
        let order = self.order(seed);
        let best = |queries: usize| self.best_of(&order[..queries]);
        self.plan.checkpoints().into_iter().map(best).collect()
    }

    fn guided(
        &self,
        series: usize,
        mut trainer: Trainer,
        seed: u64,
        job: &JobContext,
    ) -> Result<Vec<f64>, TrainError> {
        let mut known = self.order(seed);
        known.truncate(self.plan.start);
        let mut best = vec![self.best_of(&known)];
        for queries in self.plan.checkpoints().into_iter().skip(1) {
            let request = self.request(&self.series[series], &known, seed);
            let prediction = trainer.train(&request, job)?;
            let predicted = &prediction.columns.predicted;
            let mut unknown: Vec<u32> = self.prediction_task.pool().to_vec();
            unknown.retain(|row| !known.contains(row));
            // The sort is stable: of rows predicted alike the upper ones come first.
            unknown.sort_by(|&a, &b| {
                let (a, b) = (predicted.get(a as usize), predicted.get(b as usize));
                match self.prediction_task.better {
                    Better::Higher => b.total_cmp(&a),
                    Better::Lower => a.total_cmp(&b),
                }
            });
            known.extend(&unknown[..queries - known.len()]);
            best.push(self.best_of(&known));
        }
        Ok(best)
    }

    fn best_of(&self, rows: &[u32]) -> f64 {
        let task = &self.prediction_task;
        let truth = &task.table.column(task.target).values;
        let values = rows.iter().map(|&row| truth.get(row as usize));
        match task.better {
            Better::Higher => values.fold(f64::NEG_INFINITY, f64::max),
            Better::Lower => values.fold(f64::INFINITY, f64::min),
        }
    }
}
