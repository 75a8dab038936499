//! The pictures of a report.

use grafscope_core::diagnosis::importance::By;
use grafscope_core::export::{Errors, Figure, PlotOf, Residuals, Scatter, Weights};

use crate::cli::explain::plot::BINS;
use crate::cli::report::ReportData;

/// Names of all pictures, without their extensions.
pub(super) const PICTURES: [&str; 9] = [
    "comparison",
    "curves",
    "scatter",
    "residuals",
    "histogram",
    "importances",
    "families",
    "operations",
    "tradeoff",
];

/// Every picture with the name of its file.
pub(super) fn pictures(data: &ReportData) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let files = PICTURES.into_iter().filter_map(|name| {
        let picture = figure(data, name).transpose()?;
        let picture = picture.and_then(|figure| figure.picture(data.format, data.theme, None));
        Some(picture.map(|picture| (data.file(name), picture)))
    });
    files.collect()
}

impl ReportData {
    /// The file of the picture called `name`.
    pub(super) fn file(&self, name: &str) -> String {
        format!("{name}.{}", self.format.extension())
    }
}

/// The picture called `name`; `None` where the benchmark has nothing to show in it.
fn figure(data: &ReportData, name: &str) -> anyhow::Result<Option<Figure>> {
    let of = &PlotOf::new(data.explained.key(), "");
    let held_out = &data.held_out;
    let by = |by| Figure::Importances(Weights::new(of, held_out, &data.findings.importances, by));
    let figure = match name {
        "tradeoff" => return trade_off(data),
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
    };
    Ok(Some(figure))
}

fn trade_off(data: &ReportData) -> anyhow::Result<Option<Figure>> {
    let Some(tradeoff) = &data.tradeoff else {
        return Ok(None);
    };
    let key = data.explained.key();
    let title = format!("{}: {}, {}", tradeoff.names(), key.benchmark, key.dataset);
    let how = format!(
        "features {}; model {}; n = {}; seed {}",
        key.features, key.model, key.train_size, key.seed
    );
    let plot = tradeoff.plot(title, vec![how], "held-out rows")?;
    Ok(Some(Figure::Front(plot)))
}
