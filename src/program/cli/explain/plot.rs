//! Findings as a picture.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::{Args, ValueEnum};

use crate::cli::explain::ExplainArgs;
use crate::cli::explain::explained::{ExplainedPredictor, importances};
use crate::cli::picture::{PictureArgs, picture_format};
use crate::cli::values::choice;
use grafscope_core::diagnosis::importance::By;
use grafscope_core::export::{Errors, Figure, PlotOf, Residuals, Scatter, Weights};

/// About how many bins a histogram has.
pub(crate) const BINS: usize = 80;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PictureArg {
    /// Predicted against true values.
    Scatter,
    /// Errors against a column, see --across.
    Residuals,
    /// How many rows have which error.
    Histogram,
    /// Feature importances, see --by.
    Importances,
}

#[derive(Debug, Args)]
pub(super) struct PlotArgs {
    /// Draw a picture and write it to the file given by --output
    #[arg(long, value_enum, value_name = "KIND", requires = "output", conflicts_with_all = ["json", "csv", "arch"])]
    pub(super) plot: Option<PictureArg>,
    /// File of the picture: .svg or .png
    #[arg(long, short, value_name = "FILE", requires = "plot")]
    output: Option<PathBuf>,
    #[command(flatten)]
    picture: PictureArgs,
    /// Column against which residuals are drawn: true, predicted, or any other
    #[arg(
        long,
        value_name = "COL",
        default_value = "predicted",
        requires = "plot"
    )]
    across: String,
    /// How importances are grouped
    #[arg(
        long,
        value_name = "GROUPING",
        default_value = "feature",
        requires = "plot",
        value_parser = choice(&By::ALL, by_name, &[
            "Each feature by itself",
            "Families of features",
            "Operations",
            "Groups of correlated features"
        ])
    )]
    by: By,
}

/// The name of a grouping on the command line.
fn by_name(by: By) -> &'static str {
    match by {
        By::Cluster => "group",
        by => by.name(),
    }
}

impl PlotArgs {
    /// Checks the file before a predictor is trained.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        let path = self.output.as_deref();
        path.map_or(Ok(()), |path| picture_format(path).map(drop))
    }
}

pub(super) fn draw(args: &ExplainArgs, explained: &ExplainedPredictor) -> anyhow::Result<()> {
    let plot = &args.plot;
    let given = plot.plot.zip(plot.output.as_deref());
    let (kind, path) = given.context("--plot requires --output")?;
    let held_out = explained.held_out(args.filter.as_deref())?;
    let of = &PlotOf::new(explained.key(), args.filter.as_deref().unwrap_or_default());
    let figure = match kind {
        PictureArg::Scatter => {
            let predicted = &explained.trained.prediction.columns.predicted;
            Figure::Scatter(Scatter::new(of, &held_out, predicted, &explained.rows))
        }
        PictureArg::Residuals => {
            let across = held_out.table.resolve(&plot.across);
            let across = across.map_err(|error| anyhow!("--across: {error}"))?;
            let across = &held_out.table.column(across).spec.name;
            Figure::Residuals(Residuals::new(of, &held_out, across))
        }
        PictureArg::Histogram => Figure::Errors(Errors::new(of, &held_out, BINS)),
        PictureArg::Importances => {
            let found = importances(&held_out, args.explained)?;
            Figure::Importances(Weights::new(of, &held_out, &found, plot.by))
        }
    };
    plot.picture.write(path, &figure)
}
