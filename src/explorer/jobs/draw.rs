//! Figures of what is on the screen, drawn into files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::effect::ComparisonSource;
use crate::export::picture::{FigureSource, Picture, PredictorFigure};
use crate::message::Message;
use grafscope_core::diagnosis::HeldOutSet;
use grafscope_core::export::{
    Comparing, Comparison, Curves, Errors, Figure, PlotOf, Residuals, Scatter, Weights, figure_file,
};

/// Draws a picture and tells what came of it.
pub fn draw(path: PathBuf, picture: &Picture) -> Message {
    let drawn = write(&path, picture);
    Message::Drawn(drawn.map(|()| path).map_err(|error| format!("{error:#}")))
}

fn write(path: &Path, picture: &Picture) -> anyhow::Result<()> {
    let figure = match picture {
        Picture::Comparison(source) => Figure::Comparison(Comparing::new(comparison(source))),
        Picture::Curves(source) => Figure::Curves(Curves::new(comparison(source))),
        Picture::Predictor(source, figure) => of_predictor(source, figure)?,
    };
    figure_file(path, &figure)
}

fn comparison(source: &ComparisonSource) -> Comparison {
    Comparison::new(&source.prediction_task, &source.grid, source.metric)
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
        "no row shown is left to be judged: measured, and not trained on"
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
