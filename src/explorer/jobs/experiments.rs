//! Experiments: many training runs, told a handful at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::effect::question::TransferRequest;
use crate::effect::{Answer, Opened};
use grafscope_core::bench::DatasetId;
use grafscope_core::experiment::selection::{Selected, Selection};
use grafscope_core::experiment::{
    Method, PairedRuns, PredictionTask, Runner, Search, Task, Transfer, WorkerPool,
};
use grafscope_core::filter;
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::table;

/// Shortest time between two messages with results: a frame has no use for more.
const QUIET: Duration = Duration::from_millis(100);

/// Does `run`, and tells its results a handful at a time.
fn in_batches<T, R>(
    mut tell: impl FnMut(Arc<Vec<T>>),
    run: impl FnOnce(&mut dyn FnMut(T)) -> R,
) -> R {
    let mut waiting = Vec::new();
    let mut told = Instant::now();
    let ended = run(&mut |result| {
        waiting.push(result);
        if told.elapsed() >= QUIET {
            told = Instant::now();
            tell(Arc::new(std::mem::take(&mut waiting)));
        }
    });
    if !waiting.is_empty() {
        tell(Arc::new(waiting));
    }
    ended
}

pub(crate) fn compare(
    runner: &mut Runner,
    prediction_task: &Arc<PredictionTask>,
    tasks: Vec<Task>,
    job: &JobContext,
    early: &mut dyn FnMut(Answer),
) -> Result<(), Cancelled> {
    let tell = |ran| early(Answer::Ran(Arc::clone(prediction_task), ran));
    in_batches(tell, |push| {
        runner.run(prediction_task, tasks, job, |task, run| push((task, run)))
    })
}

/// Leaves a core to the predictor of the explorer, which may be asked for at any time.
pub(crate) fn paired(
    runs: &PairedRuns,
    job: &JobContext,
    early: &mut dyn FnMut(Answer),
) -> Result<(), String> {
    let worker_pool = WorkerPool::new(Some(WorkerPool::new(None).threads() - 1));
    let ended = runs.run(worker_pool, job, |seed, pair| {
        early(Answer::Paired(seed, Box::new(pair)));
    });
    ended.map_err(|error| error.to_string())
}

pub(crate) fn select(
    selection: &Selection,
    job: &JobContext,
    early: &mut dyn FnMut(Answer),
) -> Result<Arc<Selected>, String> {
    let selected = selection.run(WorkerPool::new(None), job, &mut |step| {
        early(Answer::Stepped(Arc::new(step.clone())));
    });
    selected.map(Arc::new).map_err(|error| error.to_string())
}

pub(crate) fn transfer(
    request: &TransferRequest,
    job: &JobContext,
    early: &mut dyn FnMut(Answer),
) -> Result<(), String> {
    let transfer = Arc::new(transfer_of(request, job)?);
    early(Answer::Transferring(Arc::clone(&transfer)));
    let tell = |runs| early(Answer::Transferred(runs));
    let ended = in_batches(tell, |push| transfer.run(WorkerPool::new(None), job, push));
    ended.map_err(|error| error.to_string())
}

pub(crate) fn search(
    search: &Search,
    job: &JobContext,
    early: &mut dyn FnMut(Answer),
) -> Result<(), String> {
    let tell = |runs| early(Answer::Searched(runs));
    let ended = in_batches(tell, |push| search.run(WorkerPool::new(None), job, push));
    ended.map_err(|error| error.to_string())
}

fn transfer_of(request: &TransferRequest, job: &JobContext) -> Result<Transfer, String> {
    let TransferRequest {
        opened,
        target,
        features,
        sets,
        model,
        rows,
        train_size,
        seeds,
    } = request;
    let Opened {
        bench,
        features: matrix,
        ..
    } = &**opened;
    let mut subjects = Vec::new();
    for (at, dataset) in bench.datasets.iter().enumerate() {
        job.check().map_err(|error| error.to_string())?;
        let named = dataset.targets.iter().position(|of| of.name == *target);
        // A benchmark of one data set is evaluated on all its targets.
        let targets = if bench.datasets.len() == 1 {
            0..dataset.targets.len()
        } else {
            let one = named.unwrap_or(0);
            one..one + 1
        };
        for target in targets {
            let id = DatasetId(at);
            let table = table::build(bench, id, target, matrix).of_bench(bench);
            let (table, _) = filter::derive(&table, &opened.source.derived, job)
                .map_err(|error| error.to_string())?;
            let table = Arc::new(table);
            let features = sets
                .parse(features, &table)
                .map_err(|error| format!("{}: {error}", dataset.name))?;
            let prediction_task = PredictionTask::new(bench, id, target, table, rows.clone())
                .map_err(|error| error.to_string())?;
            let name = prediction_task.target_name().to_owned();
            prediction_task
                .check(&features, *train_size)
                .map_err(|error| format!("{} {name}: {error}", dataset.name))?;
            let series = Method {
                features,
                model: model.clone(),
            };
            subjects.push((Arc::new(prediction_task), Arc::new(series)));
        }
    }
    Ok(Transfer {
        subjects,
        train_size: *train_size,
        seeds: *seeds,
    })
}
