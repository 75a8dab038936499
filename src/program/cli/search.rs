//! `grafscope search`: predictor-guided search against random search.

mod json;
mod text;

use std::io::{self, Write};
use std::sync::Arc;

use anyhow::ensure;
use clap::Args;

use crate::cli::output::Output;
use crate::cli::study::method::MethodArgs;
use crate::cli::study::prediction_task::SubjectArgs;
use crate::cli::study::runs::count;
use grafscope_core::experiment::{Search, SearchPlan, Seeds, WorkerPool};

/// Search a benchmark with a predictor: start at random, train, measure those predicted best, repeat;
/// and compare with drawing at random.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
#[command(mut_arg("features", |arg| arg.required(true)))]
pub struct SearchArgs {
    /// The benchmark: a built-in one, or a file
    benchmark: String,
    #[command(flatten)]
    prediction_task: SubjectArgs,
    #[command(flatten)]
    series: MethodArgs,
    /// Architectures drawn at random to begin with
    #[arg(long, value_name = "N", default_value_t = 16)]
    start: usize,
    /// Architectures measured in all
    #[arg(long, value_name = "N", default_value_t = 200)]
    queries: usize,
    /// Architectures measured between two trainings
    #[arg(long, value_name = "N", default_value_t = 8)]
    batch: usize,
    /// How many searches
    #[arg(long, value_name = "K", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    seeds: u32,
    /// Seed of the first search; the others follow
    #[arg(long, value_name = "FIRST", default_value_t = 0)]
    seed: u64,
    /// Searches done at a time, each on one thread [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Write one JSON object: the best value found by number of queries, of every search and in the
    /// mean
    #[arg(long)]
    json: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

/// Searches and writes what was found.
///
/// # Errors
/// For a name or a number that is not accepted, or when nothing can be written.
pub(super) fn run(args: &SearchArgs) -> anyhow::Result<()> {
    let job = count("searches");
    let opened = args.prediction_task.open(&args.benchmark, &job)?;
    let prediction_task = Arc::new(args.prediction_task.prediction_task(&opened)?);
    let series = args.series.series(&prediction_task.table)?;
    ensure!(!series.is_empty(), "a feature set is expected");
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
        seeds: Seeds {
            first: args.seed,
            count: args.seeds as usize,
        },
    };
    let worker_pool = WorkerPool::new(args.threads.map(usize::from))?;
    let mut runs = Vec::new();
    search.run(&worker_pool, &job, |run| runs.push(run))?;
    runs.sort_by_key(|run| (run.series.map_or(usize::MAX, |at| at), run.seed));
    let mut out = Output::open(None)?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &json::object(&search, &runs))
            .map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        text::write(&mut out, &search, &runs, args.ascii)?;
    }
    out.finish()
}
