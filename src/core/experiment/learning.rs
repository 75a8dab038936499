//! How a search that somebody runs has gone so far: by the order in which its architectures were measured, the best value
//! found and how well a predictor of the first ones ranks those measured later.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Method, PredictionTask, Runner, Splits, Task};
use crate::bench::{Benchmark, Better};
use crate::column::Values;
use crate::job::{Cancelled, JobContext};

/// Fewest rows that a predictor is trained on, and most: what more teach shows in a learning curve.
const TRAINED_ON: (usize, usize) = (8, 2048);

/// Fewest rows that a predictor is scored on.
const SCORED: usize = 10;

/// A predictor of the rows that were measured first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foresight {
    /// How many it was trained on: as many as were measured first.
    pub trained_on: usize,
    /// How many were measured later: those it is scored on.
    pub scored: usize,
    /// Kendall's tau on these.
    pub tau: f64,
}

/// What is known of a search so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LearningSoFar {
    /// The rows that count, in the order in which they were measured.
    pub order: Vec<u32>,
    /// The best value after each of them.
    pub best: Vec<f64>,
    /// By training size.
    pub foresight: Vec<Foresight>,
}

/// The rows with a value in `values`, in the order of the file that they were measured in: the benchmark's own, or the
/// joined one that has them all.
pub fn in_file_order(bench: &Benchmark, values: &Values) -> Vec<u32> {
    let is_measured = |row: &u32| !values.get(*row as usize).is_nan();
    let rows: Vec<u32> = (0..bench.rows() as u32).filter(is_measured).collect();
    let joins = bench.joins.iter().rev();
    let order = joins
        .filter(|_| bench.origin.format.is_none())
        .map(|join| join.order.iter().copied().filter(is_measured).collect())
        .find(|order: &Vec<u32>| order.len() == rows.len());
    order.unwrap_or(rows)
}

/// Training sizes at which predictors are looked at, when so many rows are measured: steps of a half and of a third.
pub fn checkpoints(measured: usize) -> Vec<usize> {
    let (first, last) = TRAINED_ON;
    let last = last.min(measured.saturating_sub(SCORED));
    let doubled = std::iter::successors(Some(first), |size| Some(size * 2));
    let sizes = doubled.flat_map(|size| [size, size * 3 / 2]);
    sizes.take_while(|&size| size <= last).collect()
}

impl LearningSoFar {
    /// The best values; predictors are still to be trained. Rows count that `prediction_task` scores.
    pub fn new(bench: &Benchmark, prediction_task: &PredictionTask) -> Self {
        let target = &prediction_task.table.column(prediction_task.target).values;
        let counts: HashSet<u32> = prediction_task.scored().iter().copied().collect();
        let mut order = in_file_order(bench, target);
        order.retain(|row| counts.contains(row));
        let better = |one: f64, other: f64| match prediction_task.better {
            Better::Higher => one.max(other),
            Better::Lower => one.min(other),
        };
        let values = order.iter().map(|&row| target.get(row as usize));
        let best = values.scan(f64::NAN, |best, value| {
            // Of a number and none, both give the number.
            *best = better(*best, value);
            Some(*best)
        });
        Self {
            best: best.collect(),
            foresight: Vec::new(),
            order,
        }
    }

    /// Trains a predictor on the first rows at each of the [`checkpoints`] and scores it on all that were measured later;
    /// `on_point` hears of each.
    ///
    /// # Errors
    /// Why none can be trained; nothing but [`Cancelled`] once one could.
    pub fn look_ahead(
        &mut self,
        prediction_task: PredictionTask,
        method: Method,
        seed: u64,
        job: &JobContext,
        mut on_point: impl FnMut(&Self),
    ) -> Result<(), String> {
        let sizes = checkpoints(self.order.len());
        let first = |&size: &usize| {
            let mut rows = self.order[..size].to_vec();
            rows.sort_unstable();
            ((size, seed), rows)
        };
        let splits = Splits::of(sizes.iter().map(first));
        let prediction_task = Arc::new(prediction_task.with_splits(Arc::new(splits)));
        let series = Arc::new(method);
        let tasks = sizes.into_iter().map(|train_size| Task {
            series: Arc::clone(&series),
            train_size,
            seed,
        });
        let tasks: Vec<_> = tasks.collect();
        let total = tasks.len();
        let mut failed = None;
        // It keeps nothing of this table for the next one.
        let mut runner = Runner::new(None);
        let ended = runner.run(&prediction_task, tasks, job, |task, run| match run {
            Ok(run) => {
                self.foresight.push(Foresight {
                    trained_on: task.train_size,
                    scored: run.n_test,
                    tau: run.scores.tau,
                });
                self.foresight.sort_by_key(|of| of.trained_on);
                job.report("predictors", self.foresight.len(), total);
                on_point(self);
            }
            Err(error) => failed = Some(error.to_string()),
        });
        ended.map_err(|cancelled: Cancelled| cancelled.to_string())?;
        match failed.filter(|_| self.foresight.is_empty()) {
            Some(reason) => Err(reason),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictors_are_looked_at_while_enough_rows_are_left_to_score_them() {
        assert!(checkpoints(17).is_empty());
        assert_eq!(checkpoints(18), [8]);
        assert_eq!(checkpoints(60), [8, 12, 16, 24, 32, 48]);
        assert_eq!(checkpoints(1_000_000).last(), Some(&2048));
    }
}
