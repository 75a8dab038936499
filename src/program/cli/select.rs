//! `grafscope select`: feature selection.

mod json;
mod text;

use std::io::{self, IsTerminal, Write};

use anyhow::ensure;
use clap::Args;

use crate::cli::output::Output;
use crate::cli::study::args::ExperimentArgs;
use crate::cli::study::runs::progress;
use crate::cli::values::choice;
use grafscope_core::experiment::Metric;
use grafscope_core::experiment::selection::{Direction, Selection, Step};
use grafscope_core::sanitize::sanitize;

#[derive(Debug, Args)]
#[command(mut_arg("features", |arg| arg.help("The full feature set")))]
#[command(mut_arg("model", |arg| arg.help("Model; `grafscope list` shows all of them")))]
#[command(mut_arg("seed", |arg| arg.help("First seed; also splits the rows into halves")))]
#[command(mut_arg("json", |arg| arg.help(
    "Write one JSON object: the set, its columns, the steps, the scores"
)))]
pub struct SelectArgs {
    #[command(flatten)]
    experiment: ExperimentArgs,
    /// Start with no columns and add those that help most, instead of removing columns
    #[arg(long)]
    forward: bool,
    /// Training size
    #[arg(long, short = 'n', value_name = "N", default_value_t = 128)]
    train_size: usize,
    /// Score that decides
    #[arg(
        long,
        value_name = "SCORE",
        default_value = Metric::Tau.name(),
        value_parser = choice(&Metric::ALL, Metric::name, &Metric::MEANINGS)
    )]
    metric: Metric,
    /// How much worse the mean of a set may be, in the unit of the score, if the paired test finds no
    /// significant difference (p ≥ 0.05); also the margin within which a set is called equivalent
    #[arg(long, value_name = "X", default_value_t = 0.005)]
    tolerance: f64,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

pub(super) fn run(args: &SelectArgs) -> anyhow::Result<()> {
    let (experiment, tolerance) = (&args.experiment, args.tolerance);
    ensure!(
        tolerance >= 0.0,
        "--tolerance: expected a number of at least 0, not {tolerance}"
    );
    let job = progress("sets");
    let prediction_task = experiment.task(&job)?;
    let full = experiment.series.only(&prediction_task.table)?;
    let selection = Selection {
        prediction_task,
        features: full.features,
        model: full.model,
        train_size: args.train_size,
        seeds: experiment.seeds.seeds(10),
        metric: args.metric,
        tolerance,
        direction: if args.forward {
            Direction::Forward
        } else {
            Direction::Backward
        },
    };
    let worker_pool = experiment.seeds.worker_pool();
    let selected = selection.run(worker_pool, &job, &mut |step| show(step, args.metric))?;
    let object = json::Object::new(&selection, &selected);
    Output::print(experiment.json, &object, |out| {
        text::write(out, &selection, &selected, args.ascii)
    })
}

/// Shows a step on standard error if that is a terminal.
fn show(step: &Step, metric: Metric) {
    if io::stderr().is_terminal() {
        let change = sanitize(&step.change);
        let size = step.features.columns().len();
        let score = step.inner.score.text(metric.decimals());
        // Progress that cannot be shown is no reason to stop.
        let _ = writeln!(io::stderr(), "\r{change}: {size} columns, {score}");
    }
}
