//! Searches for the best trade-offs of several targets.

mod json;
mod text;

use std::sync::Arc;

use anyhow::{bail, ensure};

use super::{Measures, SearchArgs};
use crate::cli::output::Output;
use crate::cli::source::Opened;
use grafscope_core::experiment::{
    Acquisition, Baseline, Method, MultiAcquisition, MultiSearch, Objectives, PredictionTask,
};
use grafscope_core::export::{Figure, SearchCurves};
use grafscope_core::job::JobContext;

pub(super) fn run(
    args: &SearchArgs,
    opened: &Opened,
    tasks: Vec<PredictionTask>,
    job: &JobContext,
) -> anyhow::Result<()> {
    let search = search(args, opened, tasks, job)?;
    search.check()?;
    let mut runs = Vec::new();
    let worker_pool = args.experiment.seeds.worker_pool();
    search.run(worker_pool, job, |run| runs.push(run))?;
    runs.sort_by_key(|run| (run.strategy, run.seed));
    if let Some(path) = &args.output {
        let figure = Figure::Search(SearchCurves::of_fronts(&search, &runs));
        return args.picture.write(path, &figure);
    }
    let object = json::Object::new(&search, &runs);
    Output::print(args.experiment.json, &object, |out| {
        text::write(out, &search, &runs, args.ascii)
    })
}

fn search(
    args: &SearchArgs,
    opened: &Opened,
    tasks: Vec<PredictionTask>,
    job: &JobContext,
) -> anyhow::Result<MultiSearch> {
    let dataset = &tasks[0].dataset;
    ensure!(
        tasks.iter().all(|task| task.dataset == *dataset),
        "expected one data set: a search for trade-offs is on the targets of one"
    );
    let acquisition = match args.acquisition {
        None => MultiAcquisition::default(),
        Some(Measures::Several(acquisition)) => acquisition,
        Some(Measures::One(acquisition)) => bail!(
            "the acquisition function {} is for one target: with several use one of {}",
            acquisition.name,
            MultiAcquisition::ALL.map(MultiAcquisition::name).join(", ")
        ),
    };
    // For each target its methods, then for each method its targets.
    let methods = tasks.iter().map(|task| {
        let series = args.experiment.series.series(&task.table)?;
        Ok(series.into_iter().map(Arc::new).collect())
    });
    let methods: Vec<Vec<Arc<Method>>> = methods.collect::<anyhow::Result<_>>()?;
    let of_all = |at: usize| methods.iter().map(|of| Arc::clone(&of[at])).collect();
    let series = (0..methods[0].len()).map(of_all).collect();
    let tasks = tasks.into_iter().map(Arc::new).collect();
    let reference = args.reference_point.as_deref();
    Ok(MultiSearch {
        objectives: Arc::new(Objectives::new(tasks, reference, job)?),
        bench: Arc::clone(&opened.bench),
        series,
        baselines: args.baselines(&[Baseline::Random, Baseline::Evolution]),
        plan: args.plan(Acquisition::default()),
        acquisition,
        seeds: args.experiment.seeds.seeds(20),
    })
}
