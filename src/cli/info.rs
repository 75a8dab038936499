//! `grafscope info`: what a benchmark holds.

mod summary;
mod text;

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;

use self::summary::Summary;
use super::output::Output;
use crate::bench::{self, Source};
use crate::graf::{self, Families};
use crate::job::Watch;

/// Say what a benchmark holds: rows, data sets, targets with their ranges, columns.
#[derive(Debug, Args)]
pub struct InfoArgs {
    /// The benchmark
    benchmark: String,
    /// Compute `longest_path` too, which is not among the published features
    #[arg(long)]
    longest_path: bool,
    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

/// Writes the summary.
///
/// # Errors
/// When there is no such benchmark or nothing can be written.
pub(super) fn run(args: &InfoArgs) -> anyhow::Result<()> {
    let watch = Watch::default();
    let bench = bench::open(&Source::named(&args.benchmark), &watch)?;
    let families = Families::new(args.longest_path);
    let features = Arc::new(graf::compute(bench.space, &bench.archs, families, &watch)?);
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
