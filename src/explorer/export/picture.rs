//! What a picture in a file is to show.

use std::sync::Arc;

use grafscope_core::diagnosis::importance::{By, Importances};
use grafscope_core::experiment::RunKey;
use grafscope_core::predict::TrainedModel;
use grafscope_core::table::{Arrangement, Table};

use crate::effect::ComparisonSource;

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
