//! A figure of what is on the screen, drawn into a file.

use std::path::Path;
use std::sync::Arc;

use grafscope_core::diagnosis::HeldOutSet;
use grafscope_core::diagnosis::importance::{By, Importances};
use grafscope_core::experiment::RunKey;
use grafscope_core::export::{Errors, Figure, PlotOf, Residuals, Scatter, Weights, figure_file};
use grafscope_core::predict::TrainedModel;
use grafscope_core::table::{Arrangement, Table};

use crate::export::comparison::ComparisonSource;
use crate::export::output::Output;

/// A figure, as it is on the screen.
#[derive(Debug, Clone)]
pub enum Picture {
    /// Of a predictor.
    Predictor(Box<FigureSource>, PredictorFigure),
    /// A comparison, by training size.
    Comparison(Box<ComparisonSource>),
    /// The same as learning curves.
    Curves(Box<ComparisonSource>),
}

/// Which figure of a predictor.
#[derive(Debug, Clone)]
pub enum PredictorFigure {
    /// Predicted against true.
    Scatter,
    /// Errors against this column.
    Residuals(String),
    /// How many rows have which error, in about so many bins.
    Histogram(usize),
    /// What it goes by.
    Importances(Arc<Importances>, By),
}

/// A predictor, and the rows of the filter.
#[derive(Debug, Clone)]
pub struct FigureSource {
    /// What it depends on.
    pub key: RunKey,
    /// The filter, empty for none.
    pub filter: String,
    /// The rows with their predictions.
    pub table: Arc<Table>,
    /// The predictor.
    pub trained_model: Arc<TrainedModel>,
    /// The rows of the filter.
    pub rows: Arc<Arrangement>,
}

impl Output for Picture {
    fn write(&self, path: &Path) -> anyhow::Result<()> {
        let figure = match self {
            Self::Comparison(source) => Figure::Comparison(source.comparison()),
            Self::Curves(source) => Figure::Curves(source.comparison()),
            Self::Predictor(source, figure) => of_predictor(source, figure)?,
        };
        figure_file(path, &figure)
    }

    fn written(&self, path: &str) -> String {
        format!("drew {path}")
    }
}

fn of_predictor(source: &FigureSource, figure: &PredictorFigure) -> anyhow::Result<Figure> {
    let FigureSource {
        key,
        filter,
        table,
        trained_model,
        rows,
    } = source;
    let predicted = Arc::clone(&table.column(table.resolve("predicted")?).values);
    let rows = &rows.rows;
    let held_out = HeldOutSet::new(
        Arc::clone(table),
        Arc::clone(trained_model),
        &predicted,
        rows,
    );
    anyhow::ensure!(
        !held_out.is_empty(),
        "no shown row is held out: measured, and not trained on"
    );
    let of = &PlotOf::new(key.clone(), filter);
    Ok(match figure {
        PredictorFigure::Scatter => Figure::Scatter(Scatter::new(of, &held_out, &predicted, rows)),
        PredictorFigure::Residuals(across) => {
            Figure::Residuals(Residuals::new(of, &held_out, across))
        }
        PredictorFigure::Histogram(bins) => Figure::Errors(Errors::new(of, &held_out, *bins)),
        PredictorFigure::Importances(found, by) => {
            Figure::Importances(Weights::new(of, &held_out, found, *by))
        }
    })
}
