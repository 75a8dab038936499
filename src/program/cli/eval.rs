//! `grafscope eval`: how well feature sets and models predict, over training sizes and seeds.

mod json;
mod text;

use clap::Args;

use crate::cli::compare::comparisons;
use crate::cli::output::Output;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::runs::{progress, write_notes};
use grafscope_core::export::{ComparisonFormat, write_comparisons};

/// Train predictors on random samples and score them on the rows they have not seen.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
#[command(mut_arg("features", |arg| arg.required_unless_present("plan")))]
#[command(mut_arg("train_size", |arg| arg.required_unless_present("plan")))]
pub struct EvalArgs {
    #[command(flatten)]
    study: StudyArgs,
    /// Write one JSON object with every run and the summary
    #[arg(long)]
    json: bool,
}

/// Evaluates and writes the result.
///
/// # Errors
/// For a name or a size that is not accepted, or when nothing can be written.
pub(super) fn run(args: &EvalArgs) -> anyhow::Result<()> {
    let job = progress();
    let mut studies = args.study.studies(&job)?;
    let mut notes = args.study.perform(&mut studies, &job)?;
    notes.extend(studies.iter().flat_map(Study::notes));
    if args.study.writes_lines() {
        return write_notes(&notes);
    }
    let mut out = Output::open(None)?;
    if args.json {
        json::write(&mut out, &studies, args.study.metric)?;
    } else if args.study.plan.is_some() {
        let tables = comparisons(&studies, &args.study);
        write_comparisons(&mut out, ComparisonFormat::Text, &tables)?;
    } else {
        text::write(&mut out, &studies, args.study.metric)?;
    }
    out.finish()?;
    write_notes(&notes)
}
