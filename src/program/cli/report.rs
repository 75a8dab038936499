//! `grafscope report`: a folder with text and pictures.

mod closely;
mod command_line;
mod folder;
mod pictures;
mod text;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use clap::Args;

use crate::cli::explain::args::ExplainedPredictor;
use crate::cli::explain::findings;
use crate::cli::predictor::TrainedPredictor;
use crate::cli::report::folder::Folder;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use crate::cli::study::runs::{count, progress, write_notes};
use grafscope_core::diagnosis::{HeldOutSet, SliceOptions};
use grafscope_core::experiment::{Task, train_sizes};
use grafscope_core::export::{
    Comparison, ComparisonFormat, PlotFormat, write_comparisons, write_importances,
};
use grafscope_core::findings::Findings;
use grafscope_core::predict::{Intervals, train};

/// Write a report into a folder: what the benchmark holds, feature sets compared, learning curves, and one
/// predictor in detail, in Markdown with pictures.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
#[command(mut_arg("benchmark", |arg| arg.help("The benchmark: a built-in one, or a file").value_name("BENCHMARK")))]
#[command(mut_arg("features", |arg| arg.help(
    "Feature sets, as for compare; the first is analysed in detail [default: graf, zcp, graf+zcp, onehot, adjacency and other, as far as there are such columns]"
)))]
#[command(mut_arg("train_size", |arg| arg.help(
    "Training sizes; the largest is analysed in detail [default: 16, 32, 64, 128, or as far as there are rows]"
)))]
pub struct ReportArgs {
    #[command(flatten)]
    study: StudyArgs,
    /// The folder to write, which is made
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// Replace an earlier report in the folder
    #[arg(long)]
    force: bool,
    /// Write pictures as PNG instead of SVG
    #[arg(long)]
    png: bool,
}

/// The largest size unless others are given.
const LARGEST: usize = 128;
/// Fewest rows that sizes can be chosen for: half of them are trained on, the others are ranked.
const FEWEST: usize = 32;
/// Level of prediction intervals.
const LEVEL: f64 = Intervals::DEFAULT_PERCENT / 100.0;

/// Feature sets that are compared where none are given.
const USUAL: [&str; 6] = ["graf", "zcp", "graf+zcp", "onehot", "adjacency", "other"];

/// What a report is written from.
struct ReportData {
    study: Study,
    comparison: Comparison,
    explained: ExplainedPredictor,
    held_out: HeldOutSet,
    findings: Findings,
    format: PlotFormat,
}

/// Computes everything, and writes it at last.
///
/// # Errors
/// For a name or a size that is not accepted, too few rows, or a folder that cannot be written.
pub(super) fn run(args: &ReportArgs) -> anyhow::Result<()> {
    let folder = Folder::new(&args.output, args.force)?;
    let data = compute(args)?;
    let mut files = pictures::pictures(&data)?;
    files.push(("comparison.csv".to_owned(), comparison_csv(&data)?));
    files.push(("importances.csv".to_owned(), importances_csv(&data)?));
    files.push(("report.md".to_owned(), text::markdown(&data).into_bytes()));
    folder.write(&files)?;
    let notes: Vec<String> = data.study.notes().collect();
    write_notes(&notes)
}

fn compute(args: &ReportArgs) -> anyhow::Result<ReportData> {
    let job = progress();
    let usual = Usual {
        sizes: |most| match most {
            // Refused below, for a better reason than that no size fits.
            ..FEWEST => Vec::new(),
            _ => train_sizes((most / 2).min(LARGEST)),
        },
        features: &USUAL,
    };
    let mut studies = args.study.studies_with(&usual, &job)?;
    let [study] = studies.as_slice() else {
        bail!(
            "a report is of one data set and one target, and these are {}",
            studies.len()
        );
    };
    let rows = study.prediction_task.pool().len();
    ensure!(
        rows >= FEWEST,
        "{}: {rows} rows have a value of the target and can be drawn; a report takes {FEWEST} at least",
        study.prediction_task.heading()
    );
    let task = closest(study)?;
    let notes = args.study.perform(&mut studies, &job)?;
    write_notes(&notes)?;
    let study = studies.pop().context("there is one study")?;
    let prediction_task = &study.prediction_task;
    let request = prediction_task.request(&task);
    let trained = TrainedPredictor {
        prediction: train(&request, &count("rows"))?,
        bench: Arc::clone(&study.bench),
        prediction_task: (**prediction_task).clone(),
        request,
    };
    let explained = ExplainedPredictor::new(trained, LEVEL);
    let held_out = explained.held_out(None)?;
    let findings = findings::of(&explained, &held_out, SliceOptions::default(), None)?;
    Ok(ReportData {
        comparison: Comparison::new(prediction_task, &study.grid, args.study.metric),
        study,
        explained,
        held_out,
        findings,
        format: if args.png {
            PlotFormat::Png
        } else {
            PlotFormat::Svg
        },
    })
}

/// The predictor that is analysed in detail: of the first series, at the largest size, with the first seed.
fn closest(study: &Study) -> anyhow::Result<Task> {
    let grid = &study.grid;
    let (series, size) = grid.series().next().zip(grid.sizes().last()).context(
        "there is nothing to compare: the benchmark has too few rows or no such columns",
    )?;
    Ok(Task {
        series: Arc::clone(series),
        train_size: size,
        seed: grid.seeds().first,
    })
}

fn comparison_csv(data: &ReportData) -> anyhow::Result<Vec<u8>> {
    let mut csv = Vec::new();
    let comparisons = std::slice::from_ref(&data.comparison);
    write_comparisons(&mut csv, ComparisonFormat::Csv, comparisons)?;
    Ok(csv)
}

fn importances_csv(data: &ReportData) -> anyhow::Result<Vec<u8>> {
    let mut csv = Vec::new();
    write_importances(&mut csv, &data.held_out.table, &data.findings.importances)?;
    Ok(csv)
}
