//! A search guided by a predictor, against one by chance.
//!
//! Both begin with the same architectures, drawn at random. The guided one trains on what it knows,
//! measures those predicted best, and repeats; the other goes on drawing.

use std::ops::ControlFlow;
use std::sync::Arc;

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

/// A plan that cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SearchPlanError {
    /// Too few to train on.
    #[error("a search starts with at least 2 architectures, not {0}")]
    Start(usize),
    /// Nothing would ever be measured.
    #[error("a search measures at least 1 architecture at a time")]
    Batch,
    /// The search would end before it began, or measure everything.
    #[error("{queries} queries are out of range: {least} to {most} can be made")]
    Queries {
        /// Queries asked for.
        queries: usize,
        /// One more than the start.
        least: usize,
        /// One fewer than there are architectures.
        most: usize,
    },
}

/// Searches on a subject: each series with each seed, and chance with each seed.
#[derive(Debug, Clone)]
pub struct Search {
    /// What is searched for: the best value of its target.
    pub prediction_task: Arc<PredictionTask>,
    /// What guides.
    pub series: Vec<Arc<Method>>,
    /// How it goes on.
    pub plan: SearchPlan,
    /// The seeds.
    pub seeds: Seeds,
}

/// One search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRun {
    /// Which of the series guided it; `None` for chance.
    pub series: Option<usize>,
    /// Its seed.
    pub seed: u64,
    /// The best true value found by each of [`SearchPlan::checkpoints`].
    pub best: Vec<f64>,
}

impl SearchPlan {
    /// Whether it can be followed on `subject`.
    ///
    /// # Errors
    /// [`SearchPlanError`].
    pub fn check(&self, prediction_task: &PredictionTask) -> Result<(), SearchPlanError> {
        let Self {
            start,
            batch,
            queries,
        } = *self;
        if start < 2 {
            return Err(SearchPlanError::Start(start));
        }
        if batch == 0 {
            return Err(SearchPlanError::Batch);
        }
        let most = prediction_task.pool().len().saturating_sub(1);
        if queries <= start || queries > most {
            return Err(SearchPlanError::Queries {
                queries,
                least: start + 1,
                most,
            });
        }
        Ok(())
    }

    /// Numbers of queries after which there is a best value: the start, then each batch.
    pub fn checkpoints(&self) -> Vec<usize> {
        let mut checkpoints: Vec<usize> = (self.start..self.queries)
            .step_by(self.batch.max(1))
            .collect();
        checkpoints.push(self.queries);
        checkpoints
    }
}

impl Search {
    /// Does every search, several at a time, and tells `done` of each as it is finished; the order
    /// of the calls depends on the number of threads, what is told does not. Progress counts
    /// `searches`.
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
        let trainers: Vec<Trainer> = self
            .series
            .iter()
            .map(|series| self.trainer(series))
            .collect();
        let guides = (0..self.series.len()).map(Some).chain([None]);
        let pieces: Vec<(Option<usize>, u64)> = self
            .seeds
            .iter()
            .flat_map(|seed| guides.clone().map(move |guide| (guide, seed)))
            .collect();
        let (search, quiet, total) = (self.clone(), job.quiet(), pieces.len());
        let mut finished = 0;
        let mut failed = None;
        worker_pool.each(
            pieces,
            move |&(guide, seed)| match guide {
                Some(at) => search.guided(at, trainers[at].clone(), seed, &quiet),
                None => Ok(search.by_chance(seed)),
            },
            |(series, seed), best| match best {
                Ok(best) => {
                    done(SearchRun { series, seed, best });
                    finished += 1;
                    job.report("searches", finished, total);
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            },
        );
        failed.map_or(Ok(()), Err)
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

    fn trainer(&self, series: &Arc<Method>) -> Trainer {
        let mut trainer = Trainer::default();
        trainer.prepare(&self.request(series, &[], 0));
        trainer
    }

    /// What is asked of a trainer that knows `rows`.
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

    /// Rows in the order in which chance draws them, as many as there are queries.
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
        let checkpoints = self.plan.checkpoints().into_iter();
        checkpoints
            .map(|queries| self.best_of(&order[..queries]))
            .collect()
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

    /// The best true value of `rows`.
    fn best_of(&self, rows: &[u32]) -> f64 {
        let truth = &self
            .prediction_task
            .table
            .column(self.prediction_task.target)
            .values;
        let values = rows.iter().map(|&row| truth.get(row as usize));
        match self.prediction_task.better {
            Better::Higher => values.fold(f64::NEG_INFINITY, f64::max),
            Better::Lower => values.fold(f64::INFINITY, f64::min),
        }
    }
}
