//! Doing tasks.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::ThreadPoolBuildError;

use crate::job::{Cancelled, JobContext};
use crate::predict::{FeatureSet, Part, Prediction, Scores, TrainError, Trainer};

use super::{PredictionTask, Run, Task, WorkerPool};

/// Most feature sets whose binned columns are kept.
const KEPT: usize = 64;

/// Does tasks, several at a time, and keeps what the runs of a feature set share.
#[derive(Debug)]
pub struct Runner {
    worker_pool: WorkerPool,
    /// The latest last.
    prepared: Vec<Shared>,
}

/// What the runs on one feature set of one subject share.
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

impl Runner {
    /// A runner with this many threads; for `None` as many as the machine has cores.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(threads: Option<usize>) -> Result<Self, ThreadPoolBuildError> {
        Ok(Self {
            worker_pool: WorkerPool::new(threads)?,
            prepared: Vec::new(),
        })
    }

    /// Number of threads.
    pub fn threads(&self) -> usize {
        self.worker_pool.threads()
    }

    /// Does `tasks`, which are taken one by one as a thread becomes free, and tells `done` on the
    /// calling thread what became of each as it is finished. The outcome of a task does not depend
    /// on the number of threads or on the other tasks, only the order of the calls does. Whoever
    /// wants to pause lets `tasks` end.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop; runs told until then are whole.
    pub fn run(
        &mut self,
        prediction_task: &Arc<PredictionTask>,
        tasks: impl IntoIterator<Item = Task>,
        job: &JobContext,
        mut done: impl FnMut(Task, Result<Run, TrainError>),
    ) -> Result<(), Cancelled> {
        job.check()?;
        let Self {
            worker_pool,
            prepared,
        } = self;
        let pieces = tasks.into_iter().map(|task| {
            let shared = shared(prepared, prediction_task, &task.series.features);
            (task, shared)
        });
        let quiet = job.quiet();
        worker_pool.each(
            pieces,
            move |(task, shared)| shared.run(task, &quiet),
            |(task, _), outcome| match outcome {
                Err(TrainError::Cancelled(_)) => ControlFlow::Break(()),
                outcome => {
                    done(task, outcome);
                    ControlFlow::Continue(())
                }
            },
        );
        job.check()
    }
}

/// What is kept for a feature set of a subject.
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
        let Prepared {
            mut trainer,
            fingerprint,
        } = self.prepare(task);
        let prediction = trainer.train(&prediction_task.request(task), job)?;
        Ok(record(prediction_task, task, fingerprint, &prediction))
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
    prediction: &Prediction,
) -> Run {
    let Scores {
        rows,
        tau,
        spearman,
        r2,
        mae,
        rmse,
        best_of_top10_rank,
    } = prediction.scores;
    Run {
        key: prediction_task.key(task),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        content: prediction_task.content(fingerprint, task),
        n_features: prediction.n_features,
        n_train: prediction.n_train,
        n_test: rows,
        tau,
        spearman,
        r2,
        mae,
        rmse,
        best_of_top10_rank,
        weights: weights(&prediction.parts),
        fit_ms: prediction.fit.as_secs_f64() * 1e3,
        predict_ms: prediction.predict.as_secs_f64() * 1e3,
    }
}

/// The weights of a blend's parts, by model.
fn weights(parts: &[Part]) -> BTreeMap<String, f64> {
    let weight = |part: &Part| (part.model.to_owned(), part.weight);
    parts.iter().map(weight).collect()
}
