//! `grafscope transfer`: trained on one target, evaluated on another.

use std::io::Write;
use std::sync::Arc;

use anyhow::ensure;
use clap::Args;
use serde::Serialize;

use crate::cli::output::Output;
use crate::cli::study::args::{ExperimentArgs, seed_range};
use crate::cli::study::runs::progress;
use crate::cli::values::choice;
use grafscope_core::experiment::{Metric, Ranking, Spread, Transfer, TransferRun};
use grafscope_core::export::write_columns;
use grafscope_core::predict::Provenance;

#[derive(Debug, Args)]
#[command(mut_arg("features", |arg| arg.help("The feature set")))]
#[command(mut_arg("model", |arg| arg.help("Model; `grafscope list` shows all of them")))]
#[command(mut_arg("dataset", |arg| arg.help("Data sets [default: all]")))]
#[command(mut_arg("target", |arg| arg.help("Targets, or `all` [default: each data set's first]")))]
#[command(mut_arg("json", |arg| arg.help(
    "Write one JSON object: an entry for each pair, with both scores"
)))]
pub struct TransferArgs {
    #[command(flatten)]
    experiment: ExperimentArgs,
    /// Training size
    #[arg(long, short = 'n', value_name = "N", default_value_t = 128)]
    train_size: usize,
    /// Rank correlation that is shown
    #[arg(long, default_value = Metric::Tau.name(), value_parser = choice(
        &[Metric::Tau, Metric::Spearman],
        Metric::name,
        &["Kendall's tau-b", "Spearman's rank correlation"]
    ))]
    metric: Metric,
}

pub(super) fn run(args: &TransferArgs) -> anyhow::Result<()> {
    let experiment = &args.experiment;
    let job = progress("runs");
    let opened = experiment
        .prediction_task
        .open(&experiment.benchmark, &job)?;
    let mut subjects = Vec::new();
    for task in experiment.prediction_task.all(&opened, true)? {
        let method = experiment.series.only(&task.table)?;
        task.check(&method.features, args.train_size)?;
        subjects.push((Arc::new(task), Arc::new(method)));
    }
    ensure!(
        subjects.len() > 1,
        "expected at least two targets; `--target all` takes all of a data set"
    );
    let transfer = Transfer {
        subjects,
        train_size: args.train_size,
        seeds: experiment.seeds.seeds(10),
    };
    let mut runs = Vec::new();
    let worker_pool = experiment.seeds.worker_pool();
    transfer.run(worker_pool, &job, |run| runs.push(run))?;
    // Sums depend on the order of their terms.
    runs.sort_by_key(|run| (run.source, run.seed));
    let object = Object::new(&transfer, &runs);
    Output::print(experiment.json, &object, |out| {
        write(
            out,
            &transfer,
            &matrix(&transfer, &runs, args.metric),
            args.metric,
        )
    })
}

/// Mean and standard deviation over seeds, by target trained on and target evaluated.
fn matrix(transfer: &Transfer, runs: &[TransferRun], metric: Metric) -> Vec<Vec<Spread>> {
    let of: fn(&Ranking) -> f64 = match metric {
        Metric::Spearman => |ranking| ranking.spearman,
        _ => |ranking| ranking.tau,
    };
    transfer.matrix(runs, of)
}

fn write(
    out: &mut dyn Write,
    transfer: &Transfer,
    matrix: &[Vec<Spread>],
    metric: Metric,
) -> anyhow::Result<()> {
    let (task, series) = &transfer.subjects[0];
    writeln!(
        out,
        "{}; {series}; n = {}; {}{}; {}, mean ± standard deviation\n",
        task.benchmark,
        transfer.train_size,
        seed_range(transfer.seeds),
        task.provenance([&series.features]).suffix(),
        metric.title(),
    )?;
    let mut lines = vec![vec!["trained on, evaluated on".to_owned(), String::new()]];
    for (((task, _), cells), number) in transfer.subjects.iter().zip(matrix).zip(1..) {
        lines[0].push(number.to_string());
        let name = format!("{}, {}", task.dataset, task.target_name());
        let mut line = vec![name, number.to_string()];
        line.extend(cells.iter().map(|spread| spread.text(3)));
        lines.push(line);
    }
    write_columns(out, &lines)?;
    writeln!(
        out,
        "\non held-out rows; negative if high values of one target go with low values of the other"
    )?;
    Ok(())
}

#[derive(Serialize)]
struct Object<'a> {
    benchmark: &'a str,
    features: &'a str,
    #[serde(flatten)]
    provenance: Provenance,
    model: String,
    train_size: usize,
    seeds: usize,
    pairs: Vec<Pair<'a>>,
}

#[derive(Serialize)]
struct Pair<'a> {
    trained_on: Target<'a>,
    evaluated_on: Target<'a>,
    tau: Spread,
    spearman: Spread,
}

#[derive(Serialize)]
struct Target<'a> {
    dataset: &'a str,
    target: &'a str,
}

impl<'a> Object<'a> {
    fn new(transfer: &'a Transfer, runs: &[TransferRun]) -> Self {
        let taus = matrix(transfer, runs, Metric::Tau);
        let spearmans = matrix(transfer, runs, Metric::Spearman);
        let target = |place: usize| {
            let task = &transfer.subjects[place].0;
            Target {
                dataset: &task.dataset,
                target: task.target_name(),
            }
        };
        let places = 0..transfer.subjects.len();
        let pairs = places
            .clone()
            .flat_map(|from| places.clone().map(move |to| (from, to)));
        let pairs = pairs.map(|(from, to)| Pair {
            trained_on: target(from),
            evaluated_on: target(to),
            tau: taus[from][to],
            spearman: spearmans[from][to],
        });
        let (first, series) = &transfer.subjects[0];
        Self {
            benchmark: &first.benchmark,
            features: series.features.text(),
            provenance: first.provenance([&series.features]),
            model: series.model.to_string(),
            train_size: transfer.train_size,
            seeds: transfer.seeds.count,
            pairs: pairs.collect(),
        }
    }
}
