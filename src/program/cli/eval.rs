//! `grafscope eval`: how well feature sets and models predict, over training sizes and seeds.

mod json;
mod text;

use clap::Args;

use crate::cli::output::Output;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use crate::cli::study::comparisons;
use grafscope_core::export::{ComparisonFormat, write_comparisons};

#[derive(Debug, Args)]
pub struct EvalArgs {
    #[command(flatten)]
    study: StudyArgs,
    /// Write one JSON object with every run and a summary
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &EvalArgs) -> anyhow::Result<()> {
    let study = &args.study;
    study.run(&Usual::default(), |studies| {
        if study.writes_lines() {
            return Ok(());
        }
        let object = json::Evaluation::new(studies);
        Output::print(args.json, &object, |out| {
            if study.plan.is_some() {
                let tables = comparisons(studies);
                write_comparisons(out, ComparisonFormat::Text, &tables)
            } else {
                Ok(text::write(out, studies)?)
            }
        })
    })
}
