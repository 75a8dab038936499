//! `grafscope compare`: feature sets and models by training size, as a table.

use clap::Args;

use crate::cli::picture::OutputArgs;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use crate::cli::study::format::FormatArgs;
use grafscope_core::export::{Figure, write_comparisons};

#[derive(Debug, Args)]
#[command(mut_arg("output", |arg| arg.conflicts_with("FormatArgs")))]
pub struct CompareArgs {
    #[command(flatten)]
    study: StudyArgs,
    #[command(flatten)]
    format: FormatArgs,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: &CompareArgs) -> anyhow::Result<()> {
    args.output.run(
        &args.study,
        &Usual::default(),
        Figure::Comparison,
        |out, comparisons| write_comparisons(out, args.format.format(), comparisons),
    )
}
