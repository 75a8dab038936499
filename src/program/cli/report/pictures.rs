//! The pictures of a report.

use grafscope_core::diagnosis::importance::By;
use grafscope_core::export::{Errors, Figure, PlotOf, Residuals, Scatter, Weights};

use crate::cli::explain::plot::BINS;
use crate::cli::report::ReportData;

/// Names of all pictures, without their extensions.
pub(super) const PICTURES: [&str; 8] = [
    "comparison",
    "curves",
    "scatter",
    "residuals",
    "histogram",
    "importances",
    "families",
    "operations",
];

/// Every picture with the name of its file.
pub(super) fn pictures(data: &ReportData) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let files = PICTURES.into_iter().map(|name| {
        let picture = figure(data, name).picture(data.format, data.theme, None)?;
        Ok((data.file(name), picture))
    });
    files.collect()
}

impl ReportData {
    /// The file of the picture called `name`.
    pub(super) fn file(&self, name: &str) -> String {
        format!("{name}.{}", self.format.extension())
    }
}

fn figure(data: &ReportData, name: &str) -> Figure {
    let of = &PlotOf::new(data.explained.key(), "");
    let held_out = &data.held_out;
    let by = |by| Figure::Importances(Weights::new(of, held_out, &data.findings.importances, by));
    match name {
        "comparison" => Figure::Comparison(data.comparison.clone()),
        "curves" => Figure::Curves(data.comparison.clone()),
        "scatter" => {
            let predicted = &data.explained.trained.prediction.columns.predicted;
            Figure::Scatter(Scatter::new(of, held_out, predicted, &data.explained.rows))
        }
        "residuals" => Figure::Residuals(Residuals::new(of, held_out, "predicted")),
        "histogram" => Figure::Errors(Errors::new(of, held_out, BINS)),
        "families" => by(By::Family),
        "operations" => by(By::Operation),
        _ => by(By::Feature),
    }
}
