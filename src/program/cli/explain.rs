//! `grafscope explain`: where a predictor errs and what its predictions depend on, or why it predicts
//! what it does for one architecture.

mod architecture;
pub(super) mod explained;
mod external;
pub(super) mod plot;
pub(super) mod text;

use std::path::PathBuf;

use anyhow::ensure;
use clap::Args;
use serde::Serialize;

use grafscope_core::diagnosis::{SliceOptions, Slices};
use grafscope_core::export::{write_importances, write_slices};
use grafscope_core::findings::Object;
use grafscope_core::job::JobContext;
use grafscope_core::predict::Intervals;

use crate::cli::explain::architecture::Architecture;
use crate::cli::explain::explained::ExplainedPredictor;
use crate::cli::explain::external::External;
use crate::cli::explain::plot::PlotArgs;
use crate::cli::front::output::Figures;
use crate::cli::front::tradeoff::Tradeoff;
use crate::cli::output::Output;
use crate::cli::predictor::PredictorArgs;
use crate::cli::study::runs::progress;

#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    predictor: PredictorArgs,
    /// Explain the prediction for one architecture, which need not be in the benchmark
    #[arg(long, value_name = "ENCODING")]
    arch: Option<String>,
    /// Analyse only rows that pass a filter
    #[arg(long, value_name = "FILTER", conflicts_with = "arch")]
    filter: Option<String>,
    /// Level of the prediction intervals, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = Intervals::DEFAULT_PERCENT)]
    level: f64,
    /// Max depth of error slices: how many conditions a rule may have
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=8))]
    depth: u8,
    /// Min rows of an error slice, in the discovery half
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    least: u32,
    /// Threshold for over- and under-predicted rows: abs(error) > X MAE
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    threshold: f64,
    /// Max rows whose SHAP values are computed for the importances [default: 1000, or 200 for models
    /// whose SHAP values are sampled]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    explained: Option<u32>,
    #[command(flatten)]
    plot: PlotArgs,
    /// Write one JSON object
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Write the importances, or the SHAP values of one prediction, as CSV to a file; `-` writes to
    /// standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the error slices as CSV to a file; `-` writes to standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "csv", "arch", "plot"])]
    slices_csv: Option<PathBuf>,
}

/// What is written as JSON.
#[derive(Serialize)]
struct Explanation<'a, T: Serialize> {
    #[serde(flatten)]
    object: T,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    external: Vec<External>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tradeoff: Option<Figures<'a>>,
}

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<()> {
    let explained = args.train(&progress("rows"))?;
    if args.plot.plot.is_some() {
        return plot::draw(args, &explained);
    }
    let open = || Output::open(args.csv.as_deref());
    if let Some(arch) = &args.arch {
        let found = Architecture::new(arch, &explained)?;
        let mut out = open()?;
        if args.csv.is_some() {
            found.write_csv(&mut out)?;
        } else if args.json {
            out.write_json(&found)?;
        } else {
            text::architecture(&mut out, &found, &explained)?;
        }
        return out.finish();
    }
    let slices = SliceOptions {
        depth: args.depth.into(),
        least: args.least as usize,
        threshold: args.threshold,
        ..SliceOptions::default()
    };
    let held_out = explained.held_out(args.filter.as_deref())?;
    if let Some(path) = &args.slices_csv {
        let found = Slices::find(&held_out, &slices, &JobContext::default())?;
        let mut out = Output::open(Some(path))?;
        write_slices(&mut out, &found)?;
        return out.finish();
    }
    let found = explained.findings(&held_out, slices, args.explained)?;
    let table = &explained.trained.prediction_task.table;
    let external = external::all(&explained, &held_out)?;
    let tradeoff = Tradeoff::beside(&explained, &held_out.rows, &JobContext::default())?;
    let mut out = open()?;
    if args.csv.is_some() {
        write_importances(&mut out, table, &found.importances)?;
    } else if args.json {
        let about = explained.about();
        out.write_json(&Explanation {
            object: Object::new(&found, about, &explained.intervals, table),
            external,
            tradeoff: tradeoff.as_ref().map(Tradeoff::figures),
        })?;
    } else {
        text::findings(&mut out, &found, &explained, &external, tradeoff.as_ref())?;
    }
    out.finish()
}

impl ExplainArgs {
    fn train(&self, job: &JobContext) -> anyhow::Result<ExplainedPredictor> {
        check_level(self.level)?;
        ensure!(
            self.threshold >= 0.0 && self.threshold.is_finite(),
            "--threshold: expected a number of at least 0, not {}",
            self.threshold
        );
        self.plot.check()?;
        let trained = self.predictor.train(job)?;
        let mut explained = ExplainedPredictor::new(trained, self.level / 100.0);
        if let Some(filter) = &self.filter {
            explained.rows = explained.passing(filter, job)?;
        }
        Ok(explained)
    }
}

/// Checks the level of prediction intervals, in percent.
pub(super) fn check_level(level: f64) -> anyhow::Result<()> {
    ensure!(
        level > 0.0 && level < 100.0,
        "--level: expected a number between 0 and 100, not {level}"
    );
    Ok(())
}
