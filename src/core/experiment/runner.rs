//! Runs tasks.

use std::sync::{Arc, Mutex, PoisonError};

use crate::job::{Cancelled, JobContext};
use crate::predict::{FeatureSet, TrainError, Trainer};

use super::outcome::Outcome;
use super::{PredictionTask, Run, Task, WorkerPool};

/// Most feature sets whose binned columns are kept.
const KEPT: usize = 64;

/// Runs tasks, several at a time, and keeps what the runs of a feature set share.
#[derive(Debug)]
pub struct Runner {
    worker_pool: WorkerPool,
    prepared: Vec<Shared>,
}

/// What the runs on one feature set of one prediction task share.
#[derive(Debug, Clone)]
struct Shared {
    prediction_task: Arc<PredictionTask>,
    features: FeatureSet,
    prepared: Arc<Mutex<Option<Prepared>>>,
}

#[derive(Debug, Clone)]
struct Prepared {
    trainer: Trainer,
    fingerprint: u64,
}

impl Default for Runner {
    /// A runner with as many threads as the machine has cores.
    fn default() -> Self {
        Self::new(None)
    }
}

impl Runner {
    /// A runner with this many threads; for `None` as many as the machine has cores.
    pub fn new(threads: Option<usize>) -> Self {
        Self {
            worker_pool: WorkerPool::new(threads),
            prepared: Vec::new(),
        }
    }

    /// Runs `tasks`, which are taken one by one as a thread becomes free, and calls `done` on the
    /// calling thread with each outcome. Only the order of the calls depends on the number of threads.
    /// To pause, end `tasks`.
    ///
    /// # Errors
    /// [`Cancelled`]; runs handed over until then are whole.
    pub fn run(
        &mut self,
        prediction_task: &Arc<PredictionTask>,
        tasks: impl IntoIterator<Item = Task>,
        job: &JobContext,
        mut done: impl FnMut(Task, Result<Run, TrainError>),
    ) -> Result<(), Cancelled> {
        job.check()?;
        let pieces = tasks.into_iter().map(|task| {
            let shared = shared(&mut self.prepared, prediction_task, &task.series.features);
            (task, shared)
        });
        let quiet = job.quiet();
        self.worker_pool.each(
            pieces,
            move |(task, shared)| match shared.run(task, &quiet) {
                Err(TrainError::Cancelled(cancelled)) => Err(cancelled),
                outcome => Ok(outcome),
            },
            |(task, _), outcome| done(task, outcome),
        )?;
        job.check()
    }
}

/// What is kept for a feature set of a prediction task; the latest last.
fn shared(
    kept: &mut Vec<Shared>,
    prediction_task: &Arc<PredictionTask>,
    features: &FeatureSet,
) -> Shared {
    let place = kept.iter().position(|shared| {
        Arc::ptr_eq(&shared.prediction_task, prediction_task) && shared.features == *features
    });
    let shared = match place {
        Some(place) => kept.remove(place),
        None => Shared {
            prediction_task: Arc::clone(prediction_task),
            features: features.clone(),
            prepared: Arc::default(),
        },
    };
    if kept.len() >= KEPT {
        kept.remove(0);
    }
    kept.push(shared.clone());
    shared
}

impl Shared {
    fn run(&self, task: &Task, job: &JobContext) -> Result<Run, TrainError> {
        job.check()?;
        let prediction_task = &self.prediction_task;
        prediction_task.check(&task.series.features, task.train_size)?;
        prediction_task.check_sample(task.train_size, task.seed)?;
        if task.series.is_external() {
            let fingerprint = prediction_task.fingerprint(&task.series.features);
            let outcome = Outcome::of_external(prediction_task, task);
            return Ok(record(prediction_task, task, fingerprint, &outcome));
        }
        let Prepared {
            mut trainer,
            fingerprint,
        } = self.prepare(task);
        let outcome = match prediction_task.folds(task.train_size, task.seed) {
            Some(folds) => {
                Outcome::cross_validated(prediction_task, task, &folds, &mut trainer, job)?
            }
            None => trainer.train(&prediction_task.request(task), job)?.into(),
        };
        Ok(record(prediction_task, task, fingerprint, &outcome))
    }

    /// What is shared; made by the first task that comes, while others that need it wait.
    fn prepare(&self, task: &Task) -> Prepared {
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        let prepared = prepared.get_or_insert_with(|| Prepared {
            trainer: Trainer::default(),
            fingerprint: self.prediction_task.fingerprint(&task.series.features),
        });
        // Models need the features in different forms.
        prepared
            .trainer
            .prepare(&self.prediction_task.request(task));
        prepared.clone()
    }
}

fn record(
    prediction_task: &PredictionTask,
    task: &Task,
    fingerprint: u64,
    outcome: &Outcome,
) -> Run {
    Run {
        key: prediction_task.key(task),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        content: prediction_task.content(fingerprint, task),
        n_features: outcome.n_features,
        n_train: outcome.n_train,
        n_test: outcome.scores.rows,
        scores: outcome.scores.per_metric(),
        weights: outcome.weights.clone(),
        fit_ms: outcome.fit.as_secs_f64() * 1e3,
        predict_ms: outcome.predict.as_secs_f64() * 1e3,
    }
}
