//! The options that say in which format a table is written.

use clap::Args;

use grafscope_core::export::ComparisonFormat;

#[derive(Debug, Args)]
#[group(multiple = false)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one flag per format, of which clap allows one"
)]
pub(crate) struct FormatArgs {
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

impl FormatArgs {
    pub(crate) fn format(&self) -> ComparisonFormat {
        match self {
            Self { json: true, .. } => ComparisonFormat::Json,
            Self { csv: true, .. } => ComparisonFormat::Csv,
            Self { markdown: true, .. } => ComparisonFormat::Markdown,
            Self { latex: true, .. } => ComparisonFormat::Latex,
            _ => ComparisonFormat::Text,
        }
    }
}
