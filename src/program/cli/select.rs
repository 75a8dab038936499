//! `grafscope select`: feature selection.

mod json;
mod text;

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use anyhow::{bail, ensure};
use clap::Args;

use crate::cli::output::Output;
use crate::cli::study::args::metric_parser;
use crate::cli::study::method::MethodArgs;
use crate::cli::study::prediction_task::SubjectArgs;
use crate::cli::study::runs::count;
use grafscope_core::experiment::selection::{Direction, Selection, Step};
use grafscope_core::experiment::{Metric, Seeds, WorkerPool};
use grafscope_core::sanitize::sanitize;

/// Feature selection: find the smallest feature set that is not significantly worse than a full one.
///
/// Half of the rows choose: sets are compared on paired samples of these alone. The other half
/// evaluates the selected set against the full one.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
#[command(mut_arg("features", |arg| arg.required(true).help("The full feature set")))]
#[command(mut_arg("model", |arg| arg.help("Model, as `grafscope list` names it")))]
pub struct SelectArgs {
    /// The benchmark: a built-in one, or a file
    benchmark: String,
    #[command(flatten)]
    prediction_task: SubjectArgs,
    #[command(flatten)]
    series: MethodArgs,
    /// Begin with nothing and add what helps most, instead of leaving out what is not missed
    #[arg(long)]
    forward: bool,
    /// Training size
    #[arg(long, short = 'n', value_name = "N", default_value_t = 128)]
    train_size: usize,
    /// Samples that sets are compared on
    #[arg(long, value_name = "K", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    seeds: u32,
    /// Seed of the first sample and of the halves
    #[arg(long, value_name = "FIRST", default_value_t = 0)]
    seed: u64,
    /// Score that decides
    #[arg(long, value_name = "SCORE", default_value = Metric::Tau.name(), value_parser = metric_parser())]
    metric: Metric,
    /// How much worse the mean may be, in the score's unit, where the paired test (p ≥ 0.05) does
    /// not tell the sets apart
    #[arg(long, value_name = "X", default_value_t = 0.005)]
    tolerance: f64,
    /// Runs done at a time, each on one thread [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Write one JSON object: the set, its columns, the steps, the scores
    #[arg(long)]
    json: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

/// Selects and writes what was found.
///
/// # Errors
/// For a name or a size that is not accepted, or when nothing can be written.
pub(super) fn run(args: &SelectArgs) -> anyhow::Result<()> {
    ensure!(
        args.tolerance >= 0.0,
        "--tolerance {}: a number from 0 on is expected",
        args.tolerance
    );
    let job = count("sets");
    let opened = args.prediction_task.open(&args.benchmark, &job)?;
    let prediction_task = args.prediction_task.prediction_task(&opened)?;
    let mut series = args.series.series(&prediction_task.table)?;
    let (Some(full), true) = (series.pop(), series.is_empty()) else {
        bail!("one feature set and one model are expected here");
    };
    let selection = Selection {
        prediction_task: Arc::new(prediction_task),
        features: full.features,
        model: full.model,
        train_size: args.train_size,
        seeds: Seeds {
            first: args.seed,
            count: args.seeds as usize,
        },
        metric: args.metric,
        tolerance: args.tolerance,
        direction: if args.forward {
            Direction::Forward
        } else {
            Direction::Backward
        },
    };
    let worker_pool = WorkerPool::new(args.threads.map(usize::from))?;
    let selected = selection.run(&worker_pool, &job, &mut |step| show(step, args.metric))?;
    let mut out = Output::open(None)?;
    if args.json {
        json::write(&mut out, &selection, &selected)?;
    } else {
        text::write(&mut out, &selection, &selected, args.ascii)?;
    }
    out.finish()
}

/// Says on standard error what was done, when that is a terminal.
fn show(step: &Step, metric: Metric) {
    if io::stderr().is_terminal() {
        let size = step.features.columns().len();
        let score = step.inner.score.text(metric.decimals());
        let mut stderr = io::stderr();
        // Progress that cannot be shown is no reason to stop.
        let change = sanitize(&step.change);
        let _ = writeln!(stderr, "\r{change}: {size} columns, {score}");
    }
}
