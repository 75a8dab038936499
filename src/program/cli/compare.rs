//! `grafscope compare`: feature sets and models by training size, as a table.

use clap::Args;

use crate::cli::output::Output;
use crate::cli::picture::OutputArgs;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::runs::{progress, write_notes};
use grafscope_core::export::{Comparison, ComparisonFormat, Figure, write_comparisons};

/// Compare feature sets and models: a table of one score by training size, the best and those not
/// worse marked.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
#[command(mut_arg("features", |arg| arg.required_unless_present("plan")))]
#[command(mut_arg("train_size", |arg| arg.required_unless_present("plan")))]
pub struct CompareArgs {
    #[command(flatten)]
    study: StudyArgs,
    #[command(flatten)]
    format: FormatArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// How the table is written; as text when nothing is said.
#[derive(Debug, Args)]
#[group(multiple = false, conflicts_with = "output")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one flag a format, of which clap allows one"
)]
struct FormatArgs {
    /// Write JSON: a list with an object for each target
    #[arg(long)]
    json: bool,
    /// Write CSV: a line for each cell
    #[arg(long)]
    csv: bool,
    /// Write Markdown
    #[arg(long)]
    markdown: bool,
    /// Write LaTeX, for the package booktabs
    #[arg(long)]
    latex: bool,
}

impl FormatArgs {
    fn format(&self) -> ComparisonFormat {
        match self {
            Self { json: true, .. } => ComparisonFormat::Json,
            Self { csv: true, .. } => ComparisonFormat::Csv,
            Self { markdown: true, .. } => ComparisonFormat::Markdown,
            Self { latex: true, .. } => ComparisonFormat::Latex,
            _ => ComparisonFormat::Text,
        }
    }
}

/// Compares and writes the tables.
///
/// # Errors
/// For a name or a size that is not accepted, or when nothing can be written.
pub(super) fn run(args: &CompareArgs) -> anyhow::Result<()> {
    let job = progress();
    let file = args.output.file()?;
    let mut studies = args.study.studies(&job)?;
    let mut notes = args.study.perform(&mut studies, &job)?;
    if let Some(path) = file {
        args.output
            .write(path, comparisons(&studies, &args.study), Figure::Comparison)?;
    } else if !args.study.writes_lines() {
        let mut out = Output::open(None)?;
        let comparisons = comparisons(&studies, &args.study);
        write_comparisons(&mut out, args.format.format(), &comparisons)?;
        out.finish()?;
    }
    notes.extend(studies.iter().flat_map(Study::notes));
    write_notes(&notes)
}

/// The tables of `studies`, without those that have nothing in them.
pub(super) fn comparisons(studies: &[Study], args: &StudyArgs) -> Vec<Comparison> {
    let filled = studies.iter().filter(|study| study.grid.progress().1 > 0);
    filled
        .map(
            |Study {
                 prediction_task,
                 grid,
                 ..
             }| Comparison::new(prediction_task, grid, args.metric),
        )
        .collect()
}
