//! Two ways to predict, trained on the same samples.

use std::collections::BTreeMap;

use crate::job::JobContext;
use crate::predict::{Scores, TrainError, TrainRequest, Trainer};

use super::{Seeds, WorkerPool};

/// Two requests for the same training size and rows, to be run with the same seeds.
#[derive(Debug, Clone)]
pub struct PairedRuns {
    /// The way to compare with.
    pub before: TrainRequest,
    /// The other.
    pub now: TrainRequest,
    /// The seeds, in place of those of the requests.
    pub seeds: Seeds,
}

/// The scores of both with one seed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScorePair {
    /// Of the way to compare with.
    pub before: Scores,
    /// Of the other.
    pub now: Scores,
}

impl PairedRuns {
    /// Makes the runs, seed by seed, and calls `done` with each seed and its scores.
    ///
    /// # Errors
    /// [`TrainError`]; pairs handed over until then are whole.
    pub fn run(
        &self,
        worker_pool: WorkerPool,
        job: &JobContext,
        mut done: impl FnMut(u64, ScorePair),
    ) -> Result<(), TrainError> {
        let sides = [&self.before, &self.now].map(|request| {
            let mut trainer = Trainer::default();
            trainer.prepare(request);
            (request.clone(), trainer)
        });
        let mut first_done: BTreeMap<u64, Scores> = BTreeMap::new();
        worker_pool.each_seed(
            &[false, true],
            self.seeds,
            ("runs", job),
            move |is_now, seed, job| {
                let (request, trainer) = &sides[usize::from(is_now)];
                let request = TrainRequest {
                    seed,
                    ..request.clone()
                };
                Ok(trainer.clone().train(&request, job)?.scores)
            },
            |is_now, seed, scores| match first_done.remove(&seed) {
                None => {
                    first_done.insert(seed, scores);
                }
                Some(other) => {
                    let (before, now) = if is_now {
                        (other, scores)
                    } else {
                        (scores, other)
                    };
                    done(seed, ScorePair { before, now });
                }
            },
        )
    }
}
