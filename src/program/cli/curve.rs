//! `grafscope curve`: a score against training size.

use std::io::Write;

use clap::Args;

use crate::cli::chart::Axes;
use crate::cli::output::Output;
use crate::cli::picture::OutputArgs;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use grafscope_core::experiment::train_sizes;
use grafscope_core::export::{
    Comparison, ComparisonFormat, Figure, write_comparisons, write_points,
};

#[derive(Debug, Args)]
#[command(mut_arg("train_size", |arg| arg.help(
    "Training sizes [default: 16, 32, 64 … up to 1024 or the largest possible size]"
)))]
pub struct CurveArgs {
    #[command(flatten)]
    study: StudyArgs,
    /// Write JSON: a list with one object per target
    #[arg(long, conflicts_with_all = ["csv", "output"])]
    json: bool,
    /// Write CSV: one line per point
    #[arg(long, conflicts_with = "output")]
    csv: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    output: OutputArgs,
}

/// The largest default size.
const LARGEST: usize = 1024;

pub(super) fn run(args: &CurveArgs) -> anyhow::Result<()> {
    let usual = Usual {
        sizes: |most| train_sizes(most.min(LARGEST)),
        whole: false,
        ..Usual::default()
    };
    args.output
        .run(&args.study, &usual, Figure::Curves, |out, comparisons| {
            let format = match args {
                CurveArgs { json: true, .. } => ComparisonFormat::Json,
                CurveArgs { csv: true, .. } => ComparisonFormat::Csv,
                _ => return draw(out, comparisons, args.ascii),
            };
            write_comparisons(out, format, comparisons)
        })
}

fn draw(out: &mut Output, comparisons: &[Comparison], ascii: bool) -> anyhow::Result<()> {
    let charts = comparisons.iter().flat_map(Comparison::by_metric);
    for (at, comparison) in charts.enumerate() {
        let blank = if at > 0 { "\n" } else { "" };
        writeln!(out, "{blank}{}\n", comparison.caption())?;
        let summary = &comparison.summary;
        let axes = Axes {
            up: summary.metric.title().to_owned(),
            across: "training size n",
            logarithmic: true,
            height: 22,
            ascii,
        };
        let series = summary.series.iter().zip(&summary.cells);
        let curves = series.map(|((features, model), cells)| {
            let means = cells.iter().map(|cell| cell.spread.mean);
            let points = summary.sizes.iter().copied().zip(means);
            (format!("{features}, {model}"), points)
        });
        axes.draw(out, curves)?;
        write_points(out, &comparison)?;
    }
    Ok(())
}
