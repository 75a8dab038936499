//! `grafscope compare`: feature sets and models by training size, as a table.

use clap::Args;

use crate::cli::picture::OutputArgs;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use grafscope_core::export::{ComparisonFormat, Figure, write_comparisons};

#[derive(Debug, Args)]
pub struct CompareArgs {
    #[command(flatten)]
    study: StudyArgs,
    #[command(flatten)]
    format: FormatArgs,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Args)]
#[group(multiple = false, conflicts_with = "output")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one flag per format, of which clap allows one"
)]
struct FormatArgs {
    /// Write JSON: a list with one object per target
    #[arg(long)]
    json: bool,
    /// Write CSV: one line per cell
    #[arg(long)]
    csv: bool,
    /// Write Markdown
    #[arg(long)]
    markdown: bool,
    /// Write LaTeX, for the booktabs package
    #[arg(long)]
    latex: bool,
}

pub(super) fn run(args: &CompareArgs) -> anyhow::Result<()> {
    let format = match args.format {
        FormatArgs { json: true, .. } => ComparisonFormat::Json,
        FormatArgs { csv: true, .. } => ComparisonFormat::Csv,
        FormatArgs { markdown: true, .. } => ComparisonFormat::Markdown,
        FormatArgs { latex: true, .. } => ComparisonFormat::Latex,
        _ => ComparisonFormat::Text,
    };
    args.output.run(
        &args.study,
        &Usual::default(),
        Figure::Comparison,
        |out, comparisons| write_comparisons(out, format, comparisons),
    )
}
