//! `grafscope report`: a folder with text and pictures.

mod detail;
mod folder;
mod pictures;
mod text;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use clap::Args;

use crate::cli::explain::explained::ExplainedPredictor;
use crate::cli::front::tradeoff::Tradeoff;
use crate::cli::picture::theme;
use crate::cli::predictor::TrainedPredictor;
use crate::cli::report::folder::Folder;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use crate::cli::study::runs::{progress, write_notes};
use grafscope_core::diagnosis::{HeldOutSet, SliceOptions};
use grafscope_core::experiment::{Task, train_sizes};
use grafscope_core::export::{
    Comparison, ComparisonFormat, PlotFormat, PlotTheme, write_comparisons, write_importances,
    write_slices,
};
use grafscope_core::findings::Findings;
use grafscope_core::predict::Intervals;

#[derive(Debug, Args)]
#[command(mut_arg("benchmark", |arg| arg.help("A built-in benchmark or a file").value_name("BENCHMARK")))]
#[command(mut_arg("features", |arg| arg.help(
    "Feature sets, as for compare; the first is analysed in detail [default: those of graf, zcp, graf+zcp, onehot, adjacency and other that the benchmark has]"
)))]
#[command(mut_arg("train_size", |arg| arg.help(
    "Training sizes; the largest is analysed in detail [default: 16, 32, 64, 128, up to half of the rows]"
)))]
pub struct ReportArgs {
    #[command(flatten)]
    study: StudyArgs,
    /// Folder to create
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// Replace an earlier report in the folder
    #[arg(long)]
    force: bool,
    /// Write pictures as PNG instead of SVG
    #[arg(long)]
    png: bool,
    /// Ground and colours of the pictures [default: light]
    #[arg(long, value_parser = theme())]
    theme: Option<PlotTheme>,
}

/// The largest default size.
const LARGEST: usize = 128;
/// Fewest rows that default sizes exist for: half of them are trained on, the others are ranked.
const FEWEST: usize = 32;
/// Level of prediction intervals.
const LEVEL: f64 = Intervals::DEFAULT_PERCENT / 100.0;

/// The default feature sets.
const USUAL: [&str; 6] = ["graf", "zcp", "graf+zcp", "onehot", "adjacency", "other"];

/// What a report is written from.
struct ReportData {
    study: Study,
    comparison: Comparison,
    /// The same comparison for each further target.
    further: Vec<Comparison>,
    explained: ExplainedPredictor,
    held_out: HeldOutSet,
    findings: Findings,
    tradeoff: Option<Tradeoff>,
    format: PlotFormat,
    theme: PlotTheme,
}

pub(super) fn run(args: &ReportArgs) -> anyhow::Result<()> {
    ensure!(
        !args.study.has_folds(),
        "--folds: a report is about held-out rows of one training sample; eval, compare and curve cross-validate"
    );
    let folder = Folder::new(&args.output, args.force)?;
    let data = compute(args)?;
    let [mut comparison, mut importances, mut slices] = [const { Vec::new() }; 3];
    let comparisons: Vec<Comparison> = std::iter::once(&data.comparison)
        .chain(&data.further)
        .cloned()
        .collect();
    write_comparisons(&mut comparison, ComparisonFormat::Csv, &comparisons)?;
    let table = &data.held_out.table;
    write_importances(&mut importances, table, &data.findings.importances)?;
    let mut files = pictures::pictures(&data)?;
    files.push(("comparison.csv".to_owned(), comparison));
    files.push(("importances.csv".to_owned(), importances));
    write_slices(&mut slices, &data.findings.slices)?;
    files.push(("slices.csv".to_owned(), slices));
    files.push(("report.md".to_owned(), text::markdown(&data)?.into_bytes()));
    folder.write(&files)?;
    let notes: Vec<String> = data.study.notes().collect();
    write_notes(&notes)
}

fn compute(args: &ReportArgs) -> anyhow::Result<ReportData> {
    let job = progress("runs");
    let usual = Usual {
        sizes: |most| match most {
            // Refused below, for a better reason than that no size fits.
            ..FEWEST => Vec::new(),
            _ => train_sizes((most / 2).min(LARGEST)),
        },
        whole: false,
        features: &USUAL,
    };
    let mut studies = args.study.studies(&usual, &job)?;
    let study = match studies.as_slice() {
        [study] => study,
        [study, others @ ..]
            if args.study.prediction_task.names_targets()
                && others.iter().all(|of| of.is_beside(study)) =>
        {
            study
        }
        _ => bail!(
            "a report is about one data set and one target, and further targets named beside it; the options select {}",
            studies.len()
        ),
    };
    let rows = study.prediction_task.pool().len();
    ensure!(
        rows >= FEWEST,
        "{}: a report needs at least {FEWEST} rows with a true value, not {rows}",
        study.prediction_task.heading()
    );
    let task = task_in_detail(study)?;
    let notes = args.study.perform(&mut studies, &job)?;
    write_notes(&notes)?;
    let further = studies.split_off(1);
    let study = studies.pop().context("there is one study")?;
    let trained = TrainedPredictor::train(
        Arc::clone(&study.opened),
        Arc::clone(&study.prediction_task),
        task,
        &progress("rows"),
    )?;
    let explained = ExplainedPredictor::new(trained, LEVEL);
    let held_out = explained.held_out(None)?;
    let findings = explained.findings(&held_out, SliceOptions::default(), None)?;
    let tradeoff = Tradeoff::beside(&explained, &held_out.rows, &progress("rows"))?;
    Ok(ReportData {
        tradeoff,
        comparison: study.comparison(),
        further: further.iter().map(Study::comparison).collect(),
        study,
        explained,
        held_out,
        findings,
        format: if args.png {
            PlotFormat::Png
        } else {
            PlotFormat::Svg
        },
        theme: args.theme.unwrap_or_default(),
    })
}

/// The predictor that is analysed in detail: the first series, the largest size, the first seed.
fn task_in_detail(study: &Study) -> anyhow::Result<Task> {
    let grid = &study.grid;
    let (series, train_size) = grid.series().next().zip(grid.sizes().last()).context(
        "there is nothing to compare: the benchmark has too few rows or no such columns",
    )?;
    Ok(Task {
        series: Arc::clone(series),
        train_size,
        seed: grid.seeds().first,
    })
}
