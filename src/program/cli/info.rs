//! `grafscope info`: what a benchmark holds.

pub(super) mod summary;
pub(super) mod text;

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;

use crate::cli::info::summary::Summary;
use crate::cli::output::Output;
use crate::cli::source::SourceArgs;
use grafscope_core::bench;
use grafscope_core::job::JobContext;

/// Say what a benchmark holds: rows, data sets, targets with their ranges, columns.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
pub struct InfoArgs {
    /// The benchmark: a built-in one, a search space, or a file
    benchmark: String,
    /// Write one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    source: SourceArgs,
}

/// Writes the summary.
///
/// # Errors
/// When there is no such benchmark or nothing can be written.
pub(super) fn run(args: &InfoArgs) -> anyhow::Result<()> {
    let job = JobContext::default();
    let source = args.source.source(&args.benchmark);
    let bench = bench::open(&source, &job)?;
    let families = args.source.families();
    let features = Arc::new(bench::features(&source, &bench, families, &job)?);
    let summary = Summary::new(&bench, &features);
    let mut out = Output::open(None)?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &summary).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        text::write(&mut out, &summary)?;
    }
    out.finish()
}
