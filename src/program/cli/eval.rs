//! `grafscope eval`: how well feature sets and models predict, over training sizes and seeds.

mod json;
mod text;

use clap::Args;

use crate::cli::output::Output;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use crate::cli::study::format::FormatArgs;
use crate::cli::study::{Study, comparisons, mean};
use grafscope_core::export::{ComparisonFormat, write_comparisons, write_targets};

#[derive(Debug, Args)]
#[command(mut_arg("json", |arg| arg.help("Write one JSON object with every run and a summary")))]
pub struct EvalArgs {
    #[command(flatten)]
    study: StudyArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn run(args: &EvalArgs) -> anyhow::Result<()> {
    let (study, format) = (&args.study, args.format.format());
    study.run(&Usual::default(), |studies| {
        if study.writes_lines() {
            return Ok(());
        }
        // A plan for many targets has a row for each of them.
        let by_target = study.plan.is_some_and(|plan| plan.targets.is_some());
        let mean = by_target.then(|| mean(studies)).flatten();
        let object = json::Evaluation::new(studies, mean.as_ref());
        Output::print(format == ComparisonFormat::Json, &object, |out| {
            if by_target {
                let mean = mean.as_ref().map(Study::comparison);
                write_targets(out, format, &comparisons(studies), mean.as_ref())
            } else if study.plan.is_some() || format != ComparisonFormat::Text {
                write_comparisons(out, format, &comparisons(studies))
            } else {
                Ok(text::write(out, studies)?)
            }
        })
    })
}
