//! `grafscope transfer`: trained on one target, evaluated on another.

use std::io::{self, Write};
use std::sync::Arc;

use anyhow::{bail, ensure};
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::output::Output;
use crate::cli::study::method::MethodArgs;
use crate::cli::study::prediction_task::SubjectArgs;
use crate::cli::study::runs::count;
use grafscope_core::experiment::{PredictionTask, Ranking, Seeds, Spread, Transfer, WorkerPool};
use grafscope_core::export::write_columns;

/// Train on each data set or target and evaluate the ranking on all of them: a matrix.
///
/// A predictor trained on one target predicts every row from that data set's columns; the rows it was
/// not trained on are then ranked against each other target. Units differ, so only ranks count.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
#[command(mut_arg("features", |arg| arg.required(true).help("The feature set")))]
#[command(mut_arg("model", |arg| arg.help("Model, as `grafscope list` names it")))]
#[command(mut_arg("dataset", |arg| arg.help("Data sets [default: all]")))]
#[command(mut_arg("target", |arg| arg.help("Targets, or `all` [default: each data set's first]")))]
pub struct TransferArgs {
    /// The benchmark: a built-in one, or a file
    benchmark: String,
    #[command(flatten)]
    prediction_task: SubjectArgs,
    #[command(flatten)]
    series: MethodArgs,
    /// Training size
    #[arg(long, short = 'n', value_name = "N", default_value_t = 128)]
    train_size: usize,
    /// How many random samples
    #[arg(long, value_name = "K", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    seeds: u32,
    /// Seed of the first sample and its model; the others follow
    #[arg(long, value_name = "FIRST", default_value_t = 0)]
    seed: u64,
    /// Score
    #[arg(long, value_enum, default_value_t = RankArg::Tau)]
    metric: RankArg,
    /// Runs done at a time, each on one thread [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Write one JSON object: an entry for each pair, with both scores
    #[arg(long)]
    json: bool,
}

/// Scores by rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RankArg {
    /// Kendall's tau-b.
    Tau,
    /// Spearman's rank correlation.
    Spearman,
}

impl RankArg {
    fn of(self) -> fn(&Ranking) -> f64 {
        match self {
            Self::Tau => |ranking| ranking.tau,
            Self::Spearman => |ranking| ranking.spearman,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Tau => "tau",
            Self::Spearman => "Spearman",
        }
    }
}

/// Trains, evaluates and writes the matrix.
///
/// # Errors
/// For a name or a size that is not accepted, or when nothing can be written.
pub(super) fn run(args: &TransferArgs) -> anyhow::Result<()> {
    let job = count("runs");
    let opened = args.prediction_task.open(&args.benchmark, &job)?;
    let mut subjects = Vec::new();
    for prediction_task in args.prediction_task.subjects(&opened, true)? {
        let mut series = args.series.series(&prediction_task.table)?;
        let (Some(only), true) = (series.pop(), series.is_empty()) else {
            bail!("one feature set and one model are expected here");
        };
        prediction_task.check(&only.features, args.train_size)?;
        subjects.push((Arc::new(prediction_task), Arc::new(only)));
    }
    ensure!(
        subjects.len() > 1,
        "two targets or more are expected; `--target all` takes all of a data set"
    );
    let transfer = Transfer {
        subjects,
        train_size: args.train_size,
        seeds: Seeds {
            first: args.seed,
            count: args.seeds as usize,
        },
    };
    let worker_pool = WorkerPool::new(args.threads.map(usize::from))?;
    let mut runs = Vec::new();
    transfer.run(&worker_pool, &job, |run| runs.push(run))?;
    // Sums depend on the order of their terms.
    runs.sort_by_key(|run| (run.source, run.seed));
    let mut out = Output::open(None)?;
    if args.json {
        let taus = transfer.matrix(&runs, RankArg::Tau.of());
        let spearmans = transfer.matrix(&runs, RankArg::Spearman.of());
        let object = object(&transfer, &taus, &spearmans);
        serde_json::to_writer_pretty(&mut out, &object).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        let matrix = transfer.matrix(&runs, args.metric.of());
        write(&mut out, &transfer, &matrix, args.metric)?;
    }
    out.finish()
}

fn write(
    out: &mut dyn Write,
    transfer: &Transfer,
    matrix: &[Vec<Spread>],
    metric: RankArg,
) -> io::Result<()> {
    let Seeds { first, count } = transfer.seeds;
    let (prediction_task, series) = &transfer.subjects[0];
    writeln!(
        out,
        "{}; {series}; n = {}; seeds {first} to {}; {}, mean ± standard deviation",
        prediction_task.benchmark,
        transfer.train_size,
        first.wrapping_add(count as u64 - 1),
        metric.title(),
    )?;
    writeln!(out)?;
    let names: Vec<String> = transfer
        .subjects
        .iter()
        .map(|(prediction_task, _)| name(prediction_task))
        .collect();
    let numbered = names.iter().zip(1..);
    let mut lines = vec![vec!["trained on, evaluated on".to_owned(), String::new()]];
    lines[0].extend((1..=names.len()).map(|number| number.to_string()));
    for ((name, number), cells) in numbered.zip(matrix) {
        let mut line = vec![name.clone(), number.to_string()];
        line.extend(cells.iter().map(|spread| spread.text(3)));
        lines.push(line);
    }
    write_columns(out, &lines)?;
    writeln!(out)?;
    writeln!(
        out,
        "scored on rows that were not trained on; negative where high values of one target go with low ones of the other"
    )
}

fn name(prediction_task: &PredictionTask) -> String {
    format!(
        "{}, {}",
        prediction_task.dataset,
        prediction_task.target_name()
    )
}

#[derive(Serialize)]
struct Object<'a> {
    benchmark: &'a str,
    features: &'a str,
    model: String,
    train_size: usize,
    seeds: usize,
    pairs: Vec<Pair<'a>>,
}

#[derive(Serialize)]
struct Pair<'a> {
    trained_on: Target<'a>,
    judged_on: Target<'a>,
    tau: Spread,
    spearman: Spread,
}

#[derive(Serialize)]
struct Target<'a> {
    dataset: &'a str,
    target: &'a str,
}

fn object<'a>(
    transfer: &'a Transfer,
    taus: &[Vec<Spread>],
    spearmans: &[Vec<Spread>],
) -> Object<'a> {
    let (first, series) = &transfer.subjects[0];
    let target = |place: usize| {
        let prediction_task = &transfer.subjects[place].0;
        Target {
            dataset: &prediction_task.dataset,
            target: prediction_task.target_name(),
        }
    };
    let places = 0..transfer.subjects.len();
    let pairs = places
        .clone()
        .flat_map(|from| places.clone().map(move |to| (from, to)));
    Object {
        benchmark: &first.benchmark,
        features: series.features.text(),
        model: series.model.to_string(),
        train_size: transfer.train_size,
        seeds: transfer.seeds.count,
        pairs: pairs
            .map(|(from, to)| Pair {
                trained_on: target(from),
                judged_on: target(to),
                tau: taus[from][to],
                spearman: spearmans[from][to],
            })
            .collect(),
    }
}
