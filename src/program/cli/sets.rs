//! `grafscope sets`: what a feature set may consist of.

mod summary;
mod text;

use clap::Args;

use crate::cli::output::Output;
use crate::cli::sets::summary::Summary;
use crate::cli::source::SourceArgs;
use crate::cli::study::method::saved_sets;
use grafscope_core::bench;
use grafscope_core::job::JobContext;

#[derive(Debug, Args)]
pub struct SetsArgs {
    /// A built-in benchmark, a search space, or a file
    #[arg(default_value = bench::BUILTIN[0])]
    benchmark: String,
    /// Data set [default: the benchmark's first]
    #[arg(long, short, value_name = "D")]
    dataset: Option<String>,
    /// Also list redundant features: those that are equal on all rows, or affine or monotone functions of
    /// each other
    #[arg(long)]
    groups: bool,
    /// Write one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    source: SourceArgs,
}

pub(super) fn run(args: &SetsArgs) -> anyhow::Result<()> {
    let saved = saved_sets()?;
    let job = JobContext::default();
    let opened = args.source.open(&args.benchmark, &job)?;
    let dataset = opened.bench.find_dataset(args.dataset.as_deref())?;
    let table = opened.table(dataset, 0)?;
    let mut summary = Summary::new(&opened.bench, dataset, &table, &saved);
    if args.groups {
        summary.add_groups(&table, &job)?;
    }
    Output::print(args.json, &summary, |out| Ok(text::write(out, &summary)?))
}
