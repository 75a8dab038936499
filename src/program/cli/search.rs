//! `grafscope search`: predictor-guided search and random search.

mod json;
mod text;

use std::sync::Arc;

use clap::Args;

use crate::cli::output::Output;
use crate::cli::study::args::ExperimentArgs;
use crate::cli::study::runs::progress;
use grafscope_core::experiment::{Search, SearchPlan};

#[derive(Debug, Args)]
#[command(mut_arg("seeds", |arg| arg.help("Number of searches [default: 20]")))]
#[command(mut_arg("threads", |arg| arg.help(
    "Searches in parallel, one thread each [default: one per core]"
)))]
#[command(mut_arg("json", |arg| arg.help(
    "Write one JSON object: the best value by number of queries, of every search and on average"
)))]
pub struct SearchArgs {
    #[command(flatten)]
    experiment: ExperimentArgs,
    /// Random architectures to start with
    #[arg(long, value_name = "N", default_value_t = 16)]
    start: usize,
    /// Architectures measured in total
    #[arg(long, value_name = "N", default_value_t = 200)]
    queries: usize,
    /// Architectures measured before the predictor is retrained
    #[arg(long, value_name = "N", default_value_t = 8)]
    batch: usize,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

pub(super) fn run(args: &SearchArgs) -> anyhow::Result<()> {
    let experiment = &args.experiment;
    let job = progress("searches");
    let prediction_task = experiment.task(&job)?;
    let series = experiment.series.series(&prediction_task.table)?;
    let plan = SearchPlan {
        start: args.start,
        batch: args.batch,
        queries: args.queries,
    };
    plan.check(&prediction_task)?;
    for series in &series {
        prediction_task.check(&series.features, args.start)?;
    }
    let search = Search {
        prediction_task,
        series: series.into_iter().map(Arc::new).collect(),
        plan,
        seeds: experiment.seeds.seeds(20),
    };
    let mut runs = Vec::new();
    let worker_pool = experiment.seeds.worker_pool()?;
    search.run(&worker_pool, &job, |run| runs.push(run))?;
    runs.sort_by_key(|run| (run.series.unwrap_or(usize::MAX), run.seed));
    let object = json::Object::new(&search, &runs);
    Output::print(experiment.json, &object, |out| {
        text::write(out, &search, &runs, args.ascii)
    })
}
