//! `grafscope front`: which rows are not dominated, and what choosing them by prediction attains.

mod objective;
pub(super) mod output;
pub(super) mod tradeoff;
mod training;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use clap::Args;

use crate::cli::front::objective::Objective;
use crate::cli::front::output::Front;
use crate::cli::front::tradeoff::Tradeoff;
use crate::cli::front::training::Training;
use crate::cli::picture::PictureArgs;
use crate::cli::predictor::PredictorArgs;
use crate::cli::study::runs::progress;
use grafscope_core::experiment::PredictionTask;
use grafscope_core::filter::Program;
use grafscope_core::job::JobContext;
use grafscope_core::predict::RowPolicy;
use grafscope_core::table::Table;

#[derive(Debug, Args)]
#[command(mut_arg("dataset", |arg| arg.value_name("D").help("Data set [default: the benchmark's first]")))]
#[command(mut_arg("target", |arg| arg.value_name("T,T[,T…]").help(
    "What is traded off: targets and other columns, such as val_acc,params; `min(COL)` or `max(COL)` says which end \
     is good [default: the data set's first target, and its latency, energy or size]"
)))]
#[command(mut_arg("rows", |arg| arg.help("Rows to compare, and to train on")))]
#[command(mut_arg("features", |arg| arg.requires("predicted")))]
#[command(mut_arg("model", |arg| arg.requires("predicted")))]
#[command(mut_arg("params", |arg| arg.requires("predicted")))]
#[command(mut_arg("train_size", |arg| arg.requires("predicted")))]
#[command(mut_arg("seed", |arg| arg.requires("predicted")))]
#[command(mut_arg("splits", |arg| arg.requires("predicted")))]
pub struct FrontArgs {
    #[command(flatten)]
    predictor: PredictorArgs,
    /// Choose by prediction as well: train one predictor per target, on the same rows, and compare the fronts of
    /// the held-out rows
    #[arg(long)]
    predicted: bool,
    /// Compare only rows that pass a filter
    #[arg(long, value_name = "FILTER")]
    filter: Option<String>,
    /// Write one JSON object
    #[arg(long, conflicts_with = "output")]
    json: bool,
    /// Write to a file in the format that its extension names: .svg and .png are pictures of two objectives;
    /// .csv and .json are tables
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    picture: PictureArgs,
}

pub(super) fn run(args: &FrontArgs) -> anyhow::Result<()> {
    output::check(args)?;
    let front = compute(args, &progress("rows"))?;
    output::write(args, &front)
}

fn compute(args: &FrontArgs, job: &JobContext) -> anyhow::Result<Front> {
    let predictor = &args.predictor;
    let opened = predictor.open(job)?;
    let bench = &opened.bench;
    let (dataset, policy) = predictor.prediction_task.dataset(bench)?;
    let of = bench.dataset(dataset);
    let names = predictor.prediction_task.names();
    let first = names
        .first()
        .and_then(|name| of.find_target(Some(name)).ok());
    let table = Arc::new(opened.table(dataset, first.unwrap_or(0))?);
    let objectives = Objective::all(names, &table, of)?;
    output::check_count(args, objectives.len())?;
    let task = |objective: &Objective, policy: &RowPolicy| {
        let column = (objective.column, objective.better);
        let names = (bench.name.as_str(), of.name.as_str());
        PredictionTask::of_table(names, Arc::clone(&table), column, policy.clone())
    };
    let tasks: Vec<_> = objectives.iter().map(|of| task(of, &policy)).collect();
    let pool = Arc::new(common(tasks.iter().map(PredictionTask::pool)));
    let scored = Arc::new(common(tasks.iter().map(PredictionTask::scored)));
    let mut rows = Vec::clone(&scored);
    let mut how = None;
    let mut predicted = None;
    if args.predicted {
        objectives.iter().try_for_each(Objective::check_predicted)?;
        let unknown = objectives.iter().find(|of| of.target.is_some());
        let unknown = unknown
            .context("--predicted: all of these are known without training: name a target")?;
        let task = task(unknown, &RowPolicy::Given(pool, Arc::clone(&scored)));
        let task = predictor.with_splits(task, bench)?;
        let method = predictor.method(&table)?;
        let train_size = predictor.size(&task, &policy);
        task.check(&method.features, train_size)?;
        task.check_sample(train_size, predictor.seed())?;
        let training = Training {
            opened: &opened,
            dataset,
            features: method.features.text(),
            model: &method.model,
            seed: predictor.seed(),
            sample: Arc::new(task.sample(train_size, predictor.seed())),
            scored,
        };
        let all = objectives.iter().map(|of| training.predictions(of, job));
        predicted = Some(all.collect::<anyhow::Result<Vec<_>>>()?);
        rows.retain(|row| training.sample.binary_search(row).is_err());
        how = Some(format!(
            "features {}; model {}; n = {train_size}; seed {}{}",
            method.features.text(),
            method.model,
            predictor.seed(),
            task.provenance([&method.features]).suffix()
        ));
    }
    let filter = args.filter.as_deref();
    if let Some(filter) = filter {
        let passes = passing(filter, &table, job)?;
        rows.retain(|&row| passes[row as usize]);
    }
    let held_out = if args.predicted { "held-out " } else { "" };
    let rows_are = format!("{held_out}{} rows", policy.name());
    let tradeoff = Tradeoff::new(bench, objectives, predicted, &rows)?;
    let passes = filter.map_or_else(String::new, |filter| format!(" that pass `{filter}`"));
    Ok(Front {
        dataset: of.name.clone(),
        tradeoff: tradeoff.with_context(|| {
            format!("there are no {rows_are}{passes} that have a value of each objective")
        })?,
        rows_are: rows_are + &passes,
        how,
    })
}

fn passing(filter: &str, table: &Table, job: &JobContext) -> anyhow::Result<Vec<bool>> {
    let program = Program::new(filter, table);
    let program = program.map_err(|error| anyhow!("--filter: {error}"))?;
    Ok(program.passes(table, job)?)
}

/// The rows that are in each of some ascending lists.
fn common<'a>(mut lists: impl Iterator<Item = &'a [u32]>) -> Vec<u32> {
    let first = lists.next().unwrap_or_default().to_vec();
    lists.fold(first, |mut rows, list| {
        rows.retain(|row| list.binary_search(row).is_ok());
        rows
    })
}
