//! `grafscope sets`: what a feature set may be made of.

mod summary;
mod text;

use std::io::{self, Write};
use std::sync::Arc;

use anyhow::bail;
use clap::Args;

use crate::cli::output::Output;
use crate::cli::sets::summary::Summary;
use crate::cli::source::SourceArgs;
use grafscope_core::bench;
use grafscope_core::job::JobContext;
use grafscope_core::predict::SavedSets;
use grafscope_core::table;

/// List the families of a benchmark with their numbers of columns, and your named feature sets.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
pub struct SetsArgs {
    /// The benchmark: a built-in one, a search space, or a file
    #[arg(default_value = bench::BUILTIN[0])]
    benchmark: String,
    /// Data set [default: the benchmark's first]
    #[arg(long, short, value_name = "D")]
    dataset: Option<String>,
    /// Also list the features that carry the same information over all rows: equal ones, affine
    /// and monotone images of each other
    #[arg(long)]
    groups: bool,
    /// Write one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    source: SourceArgs,
}

/// Writes the list.
///
/// # Errors
/// When there is no such benchmark, the named sets cannot be read, or nothing can be written.
pub(super) fn run(args: &SetsArgs) -> anyhow::Result<()> {
    let saved = SavedSets::of_user();
    if let Some(problem) = &saved.problem {
        bail!("{problem}");
    }
    let job = JobContext::default();
    let source = args.source.source(&args.benchmark);
    let bench = bench::open(&source, &job)?;
    let dataset = bench.find_dataset(args.dataset.as_deref())?;
    let families = args.source.families();
    let features = Arc::new(bench::features(&source, &bench, families, &job)?);
    let table = table::build(&bench, dataset, 0, &features);
    let mut summary = Summary::new(&bench, dataset, &table, &saved);
    if args.groups {
        summary.add_groups(&table, &job)?;
    }
    let mut out = Output::open(None)?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &summary).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        text::write(&mut out, &summary)?;
    }
    out.finish()
}
