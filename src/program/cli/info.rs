//! `grafscope info`: what a benchmark holds.

pub(super) mod summary;
pub(super) mod text;

use clap::Args;

use crate::cli::info::summary::Summary;
use crate::cli::output::Output;
use crate::cli::source::SourceArgs;
use grafscope_core::job::JobContext;

#[derive(Debug, Args)]
pub struct InfoArgs {
    /// A built-in benchmark, a search space, or a file
    benchmark: String,
    /// Write one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    source: SourceArgs,
}

pub(super) fn run(args: &InfoArgs) -> anyhow::Result<()> {
    let opened = args.source.open(&args.benchmark, &JobContext::default())?;
    let summary = Summary::new(&opened)?;
    Output::print(args.json, &summary, |out| Ok(text::write(out, &summary)?))
}
