//! `grafscope eval`: how well feature sets predict, over training sizes and seeds.

mod text;

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use anyhow::{bail, ensure};
use clap::{Args, ValueEnum};

use super::output::Output;
use super::source::SourceArgs;
use crate::bench;
use crate::job::{Cancel, Progress, Watch};
use crate::predict::{EvalRequest, RowPolicy, SavedSets, evaluate};
use crate::table;

/// Which rows are drawn and scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum EvalRows {
    /// Canonical rows, as published results.
    Canonical,
    /// All rows.
    All,
}

/// Train predictors on random samples and score them on the rows they have not seen.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
pub struct EvalArgs {
    /// The benchmark: a built-in one, or a file
    benchmark: String,
    /// Data set [default: the benchmark's first]
    #[arg(long, short, value_name = "D")]
    dataset: Option<String>,
    /// Target to predict [default: the data set's first]
    #[arg(long, short, value_name = "T")]
    target: Option<String>,
    /// Feature sets: graf, families, columns, wildcards and named sets (`grafscope sets` lists them),
    /// joined by + and -, grouped by parentheses
    #[arg(
        long,
        short,
        value_name = "SET[;SET…]",
        value_delimiter = ';',
        required = true
    )]
    features: Vec<String>,
    /// Training sizes
    #[arg(
        long,
        short = 'n',
        value_name = "N[,N…]",
        value_delimiter = ',',
        required = true
    )]
    train_size: Vec<usize>,
    /// How many random samples of each size
    #[arg(long, value_name = "K", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    seeds: u32,
    /// Seed of the first sample and its forest; the others follow
    #[arg(long, value_name = "FIRST", default_value_t = 0)]
    seed: u64,
    /// Trees of each forest
    #[arg(long, value_name = "T", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    trees: u32,
    /// Which rows are drawn and scored
    #[arg(long, value_enum, default_value_t = EvalRows::Canonical)]
    rows: EvalRows,
    /// Write one JSON object with every run and the summary
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    source: SourceArgs,
}

/// Evaluates and writes the result.
///
/// # Errors
/// For a name or a size that is not accepted, or when nothing can be written.
pub(super) fn run(args: &EvalArgs) -> anyhow::Result<()> {
    let watch = watch();
    let request = request(args, &watch)?;
    let evaluation = evaluate(&request, &watch)?;
    let mut out = Output::open(None)?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &evaluation).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        text::write(&mut out, &request, &evaluation)?;
    }
    out.finish()
}

fn request(args: &EvalArgs, watch: &Watch) -> anyhow::Result<EvalRequest> {
    let source = args.source.source(&args.benchmark);
    let bench = bench::open(&source, watch)?;
    let dataset = bench.find_dataset(args.dataset.as_deref())?;
    let target_at = bench.dataset(dataset).find_target(args.target.as_deref())?;
    let target = &bench.dataset(dataset).targets[target_at];
    let families = args.source.families();
    let features = Arc::new(bench::features(&source, &bench, families, watch)?);
    let table = Arc::new(table::build(&bench, dataset, target_at, &features));
    let column = table.resolve(&target.name)?;
    let saved = SavedSets::of_user();
    if let Some(problem) = saved.problem {
        bail!("{problem}");
    }
    let sets: Result<Vec<_>, _> = args
        .features
        .iter()
        .map(|text| saved.sets.parse(text, &table))
        .collect();
    let sets = sets?;
    for (at, set) in sets.iter().enumerate() {
        let twice = sets[..at].iter().any(|other| other.text() == set.text());
        ensure!(!twice, "feature set `{}` is given twice", set.text());
    }
    Ok(EvalRequest {
        benchmark: bench.name.clone(),
        dataset: bench.dataset(dataset).name.clone(),
        target: column,
        better: target.better,
        table,
        sets,
        sizes: args.train_size.clone(),
        first_seed: args.seed,
        seeds: args.seeds as usize,
        trees: args.trees as usize,
        rows: match args.rows {
            EvalRows::Canonical => RowPolicy::Canonical,
            EvalRows::All => RowPolicy::All,
        },
    })
}

/// Counts runs on standard error when that is a terminal.
fn watch() -> Watch {
    if !io::stderr().is_terminal() {
        return Watch::default();
    }
    Watch::new(Cancel::default(), |progress: Progress| {
        let Progress { what, done, total } = progress;
        if what == "runs" {
            // The line is taken away again when all is done.
            let line = if done < total {
                format!("\r{done} of {total} runs")
            } else {
                format!("\r{:40}\r", "")
            };
            let mut stderr = io::stderr();
            // Progress that cannot be shown is no reason to stop.
            let _ = stderr.write_all(line.as_bytes());
            let _ = stderr.flush();
        }
    })
}
