//! `grafscope eval`: how well feature sets and models predict, over training sizes and seeds.

mod json;
mod text;

use clap::Args;

use super::output::Output;
use super::study::{StudyArgs, progress};

/// Train predictors on random samples and score them on the rows they have not seen.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
#[command(mut_arg("features", |arg| arg.required(true)))]
#[command(mut_arg("train_size", |arg| arg.required(true)))]
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
    let watch = progress();
    let mut studies = args.study.studies(&watch)?;
    args.study.perform(&mut studies, &watch)?;
    let mut out = Output::open(None)?;
    if args.json {
        json::write(&mut out, &studies, args.study.metric)?;
    } else {
        text::write(&mut out, &studies, args.study.metric)?;
    }
    out.finish()
}
