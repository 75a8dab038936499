//! `grafscope curve`: a score against training size.

use std::io::Write;

use clap::Args;

use crate::cli::compare::comparisons;
use crate::cli::output::Output;
use crate::cli::picture::OutputArgs;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use crate::cli::study::runs::{progress, write_notes};
use grafscope_core::experiment::train_sizes;
use grafscope_core::export::{
    Comparison, ComparisonFormat, Figure, write_comparisons, write_points,
};
use grafscope_explorer::snapshot::chart::{Chart, Curve};

/// Learning curves: a score against training size for feature sets and models, drawn and as a table.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
#[command(mut_arg("features", |arg| arg.required_unless_present("plan")))]
#[command(mut_arg("train_size", |arg| arg.help(
    "Training sizes [default: 16, 32, 64 … up to 1024, or as many rows as can be drawn]"
)))]
pub struct CurveArgs {
    #[command(flatten)]
    study: StudyArgs,
    /// Write JSON: a list with an object for each target
    #[arg(long, conflicts_with_all = ["csv", "output"])]
    json: bool,
    /// Write CSV: a line for each point
    #[arg(long, conflicts_with = "output")]
    csv: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    output: OutputArgs,
}

/// The largest size unless others are given.
const LARGEST: usize = 1024;

/// Columns and rows of the drawing.
const WIDTH: u16 = 78;
const HEIGHT: u16 = 22;

/// Trains and draws.
///
/// # Errors
/// For a name or a size that is not accepted, or when nothing can be written.
pub(super) fn run(args: &CurveArgs) -> anyhow::Result<()> {
    let job = progress();
    let file = args.output.file()?;
    let usual = Usual {
        sizes: |most| train_sizes(most.min(LARGEST)),
        ..Usual::default()
    };
    let mut studies = args.study.studies_with(&usual, &job)?;
    let mut notes = args.study.perform(&mut studies, &job)?;
    if let Some(path) = file {
        args.output
            .write(path, comparisons(&studies, &args.study), Figure::Curves)?;
    } else if !args.study.writes_lines() {
        let mut out = Output::open(None)?;
        let comparisons = comparisons(&studies, &args.study);
        match args {
            CurveArgs { json: true, .. } => {
                write_comparisons(&mut out, ComparisonFormat::Json, &comparisons)?;
            }
            CurveArgs { csv: true, .. } => {
                write_comparisons(&mut out, ComparisonFormat::Csv, &comparisons)?;
            }
            _ => draw(&mut out, &comparisons, args.ascii)?,
        }
        out.finish()?;
    }
    notes.extend(studies.iter().flat_map(Study::notes));
    write_notes(&notes)
}

fn draw(out: &mut Output, comparisons: &[Comparison], ascii: bool) -> anyhow::Result<()> {
    for (at, comparison) in comparisons.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", comparison.caption())?;
        writeln!(out)?;
        writeln!(out, "{}", chart(comparison).text(WIDTH, HEIGHT, ascii))?;
        write_points(out, comparison)?;
    }
    Ok(())
}

/// The means over training sizes on a logarithmic axis.
fn chart(comparison: &Comparison) -> Chart {
    let summary = &comparison.summary;
    let place = |size: usize| (size as f64).log2();
    let series = summary.series.iter().zip(&summary.cells);
    let curves = series.map(|((features, model), cells)| {
        let sizes = summary.sizes.iter();
        let points = sizes
            .zip(cells)
            .map(|(&size, cell)| (place(size), cell.spread.mean));
        Curve {
            name: format!("{features}, {model}"),
            points: points.collect(),
        }
    });
    Chart {
        title: summary.metric.title().to_owned(),
        across: "n".to_owned(),
        decimals: summary.metric.decimals().min(2),
        ticks: summary
            .sizes
            .iter()
            .map(|&size| (place(size), size.to_string()))
            .collect(),
        curves: curves.collect(),
    }
}
