//! Findings as a picture.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::{Args, ValueEnum};

use crate::cli::explain::args::{ExplainArgs, ExplainedPredictor};
use crate::cli::explain::findings::importances;
use crate::cli::picture::{SizeArgs, picture_format};
use grafscope_core::diagnosis::importance::By;
use grafscope_core::export::{Errors, Figure, PlotOf, Residuals, Scatter, Weights};

/// About how many bins a histogram has.
const BINS: usize = 80;

/// Which picture is drawn.
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

/// What importances are summed up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ByArg {
    /// Each feature by itself.
    Feature,
    /// Families of features.
    Family,
    /// The operations that features are about.
    Operation,
    /// Groups of correlated features.
    Group,
}

/// The picture that is asked for.
#[derive(Debug, Args)]
pub(in super::super) struct PlotArgs {
    /// Draw a picture, and write it to the file of --output
    #[arg(long, value_enum, value_name = "KIND", requires = "output", conflicts_with_all = ["json", "csv", "arch"])]
    pub(super) plot: Option<PictureArg>,
    /// Write the picture to a file whose name ends with .svg or .png
    #[arg(long, short, value_name = "FILE", requires = "plot")]
    output: Option<PathBuf>,
    #[command(flatten)]
    size: SizeArgs,
    /// Column that residuals are drawn against: true, predicted, or any other
    #[arg(
        long,
        value_name = "COL",
        default_value = "predicted",
        requires = "plot"
    )]
    across: String,
    /// What importances are summed up by
    #[arg(long, value_enum, value_name = "GROUPING", default_value_t = ByArg::Feature, requires = "plot")]
    by: ByArg,
}

impl ByArg {
    fn by(self) -> By {
        match self {
            Self::Feature => By::Feature,
            Self::Family => By::Family,
            Self::Operation => By::Operation,
            Self::Group => By::Cluster,
        }
    }
}

impl PlotArgs {
    /// Whether what was given can be done, as far as this is known before a predictor is trained.
    ///
    /// # Errors
    /// For a file that is no picture, or whose folder is not there.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        self.output
            .as_deref()
            .map_or(Ok(()), |path| picture_format(path).map(drop))
    }
}

/// Draws the picture of `kind`.
///
/// # Errors
/// When no held-out row is left, for a column that there is not, or when it
/// cannot be written.
pub(super) fn draw(
    args: &ExplainArgs,
    kind: PictureArg,
    explained: &ExplainedPredictor,
) -> anyhow::Result<()> {
    let plot = &args.plot;
    let path = plot.output.as_deref().context("--plot takes --output")?;
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
            Figure::Importances(Weights::new(of, &held_out, &found, plot.by.by()))
        }
    };
    plot.size.write(path, &figure)
}
