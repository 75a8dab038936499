//! How the search that the rows are of has gone so far.

use std::sync::Arc;

use crate::effect::Answer;
use crate::effect::question::LearningRequest;
use grafscope_core::experiment::{LearningSoFar, PredictionTask};
use grafscope_core::job::JobContext;

/// Trains predictors of the first rows; each is told at once.
pub(crate) fn learning(
    request: LearningRequest,
    job: &JobContext,
    early: &mut dyn FnMut(Answer),
) -> Result<(), String> {
    let LearningRequest {
        opened,
        table,
        method,
        seed,
        rows,
    } = request;
    let (dataset, target) = (opened.dataset, opened.target);
    let task = PredictionTask::new(&opened.bench, dataset, target, table, rows);
    let task = task.map_err(|error| error.to_string())?;
    let mut found = LearningSoFar::new(&opened.bench, &task);
    let mut tell = |found: &LearningSoFar| {
        early(Answer::Learned(Arc::new(found.clone())));
    };
    tell(&found);
    found.look_ahead(task, method, seed, job, tell)
}
