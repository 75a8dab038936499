//! Pictures in files: what is on the screen as a figure to publish.

use std::path::Path;
use std::sync::Arc;

use crate::effect::Effect;
use crate::errors::state::ErrorView;
use crate::export::picture::{FigureSource, Picture, PredictorFigure};
use crate::export::rows as exporting;
use crate::model::Model;
use crate::overlay::prompt::home::home_expanded;
use crate::screen::Screen;
use crate::update::{inform, warn};
use grafscope_core::experiment::RunKey;
use grafscope_core::predict::Rows;

pub(crate) fn is_picture(path: &str) -> bool {
    let extension = Path::new(path).extension();
    let is =
        |ending: &str| extension.is_some_and(|extension| extension.eq_ignore_ascii_case(ending));
    is("svg") || is("png")
}

pub(crate) fn scatter(model: &mut Model, path: &str) -> Vec<Effect> {
    of_predictor(model, path, PredictorFigure::Scatter)
}

pub(crate) fn of_predictor(model: &mut Model, path: &str, figure: PredictorFigure) -> Vec<Effect> {
    if model.arranging {
        warn(model, "the rows are still being filtered: draw them then");
        return Vec::new();
    }
    let Some(source) = source(model) else {
        warn(model, "there are no predictions to draw yet");
        return Vec::new();
    };
    let picture = Picture::Predictor(Box::new(source), figure);
    vec![Effect::write(home_expanded(path), picture)]
}

/// The predictor whose predictions are in the table.
fn source(model: &Model) -> Option<FigureSource> {
    let trained = model.training.current.as_ref()?;
    let settings = &trained.settings;
    Some(FigureSource {
        key: RunKey {
            benchmark: model.data.as_ref()?.opened.bench.name.clone(),
            dataset: trained.dataset.clone(),
            target: trained.target.clone(),
            // What they are evaluated on: with filtered rows that is the canonical ones.
            rows: match settings.rows {
                Rows::All => "all".to_owned(),
                _ => "canonical".to_owned(),
            },
            features: settings.features.clone(),
            model: settings.model.to_string(),
            train_size: settings.train_size,
            seed: settings.seed,
        },
        filter: model.view.filter.clone(),
        table: Arc::clone(model.table()?),
        trained_model: Arc::clone(model.training.trained_model.as_ref()?),
        rows: Arc::clone(&model.arrangement),
    })
}

fn of_errors(model: &Model) -> Option<PredictorFigure> {
    let errors = &model.inspection.errors;
    match errors.view {
        ErrorView::Residuals => Some(PredictorFigure::Residuals(errors.residuals.across.clone())),
        ErrorView::Histogram => Some(PredictorFigure::Histogram(errors.histogram.bins)),
        _ => None,
    }
}

/// Whether the open view of errors can be drawn; says so when not.
pub(crate) fn can_draw_errors(model: &mut Model) -> bool {
    let can = of_errors(model).is_some();
    if !can {
        inform(
            model,
            "errors against a column and their histogram can be drawn: 1 and 2",
        );
    }
    can
}

/// Has the plot, or the open view of errors, drawn into the file called `path`. From the panes a name
/// that is not of a picture writes the rows shown.
///
/// # Errors
/// For a name that is not of a picture.
pub(crate) fn draw(model: &mut Model, path: &str) -> Result<Vec<Effect>, String> {
    if model.screen == Screen::Panes {
        return exporting::export(model, path);
    }
    if !is_picture(path) {
        return Err("expected a name that ends with .svg or .png".to_owned());
    }
    let figure = of_errors(model);
    Ok(figure.map_or_else(Vec::new, |figure| of_predictor(model, path, figure)))
}

/// What the picture of the plot, or of the open view of errors, is of.
pub(crate) fn subject(model: &Model) -> &'static str {
    match (model.screen, model.inspection.errors.view) {
        (Screen::Panes, _) => "scatter",
        (_, ErrorView::Histogram) => "histogram",
        _ => "residuals",
    }
}
