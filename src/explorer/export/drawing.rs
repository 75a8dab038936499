//! Pictures in files: what is on the screen as a figure to publish.

use std::path::Path;
use std::sync::Arc;

use crate::effect::Effect;
use crate::export::rows as exporting;
use crate::model::Model;
use crate::plot::picture as plot;
use crate::screen::Screen;
use crate::update::{inform, refuse, warn};
use grafscope_core::diagnosis::HeldOutSet;
use grafscope_core::experiment::RunKey;
use grafscope_core::export::{Figure, PlotOf, Scatter, figure_file};
use grafscope_core::predict::Rows;
use grafscope_core::table::Values;

pub(crate) fn is_picture(path: &str) -> bool {
    let extension = Path::new(path).extension();
    let is =
        |ending: &str| extension.is_some_and(|extension| extension.eq_ignore_ascii_case(ending));
    is("svg") || is("png")
}

/// Makes a figure of the held-out rows, from the predictions and the rows of the filter.
pub(crate) type Plot = Box<dyn Fn(&PlotOf, &HeldOutSet, &Values, &[u32]) -> Figure + Send + Sync>;

/// Has a figure drawn into a file.
pub(crate) fn picture(
    path: &str,
    figure: impl Fn() -> anyhow::Result<Figure> + Send + Sync + 'static,
) -> Effect {
    Effect::write(path, "drew FILE", move |path| figure_file(path, &figure()?))
}

pub(crate) fn scatter(model: &mut Model, path: &str) -> Vec<Effect> {
    if !model.view.plot.is_predictions() {
        return columns(model, path);
    }
    let plot = |of: &PlotOf, held_out: &HeldOutSet, predicted: &Values, rows: &[u32]| {
        Figure::Scatter(Scatter::new(of, held_out, predicted, rows))
    };
    of_predictor(model, path, Box::new(plot))
}

/// Has the plot of two columns drawn.
fn columns(model: &mut Model, path: &str) -> Vec<Effect> {
    match plot::figure(model).filter(|_| !model.arranging) {
        Some(figure) => vec![picture(path, figure)],
        None => refuse(model, "the plot is still being computed: draw it then"),
    }
}

pub(crate) fn of_predictor(model: &mut Model, path: &str, plot: Plot) -> Vec<Effect> {
    if model.arranging {
        warn(model, "the rows are still being filtered: draw them then");
        return Vec::new();
    }
    let Some(figure) = figure(model, plot) else {
        warn(model, "there are no predictions to draw yet");
        return Vec::new();
    };
    vec![picture(path, figure)]
}

/// What makes the figure of the predictor whose predictions are in the table.
fn figure(
    model: &Model,
    plot: Plot,
) -> Option<impl Fn() -> anyhow::Result<Figure> + Send + Sync + use<>> {
    let trained = model.training.current.as_ref()?;
    let settings = &trained.settings;
    let key = RunKey {
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
    };
    let of = PlotOf::new(key, &model.view.filter);
    let table = Arc::clone(model.table()?);
    let trained_model = Arc::clone(model.training.trained_model.as_ref()?);
    let shown = Arc::clone(&model.arrangement);
    Some(move || {
        let predicted = &table.column(table.resolve("predicted")?).values;
        let (table, trained_model) = (Arc::clone(&table), Arc::clone(&trained_model));
        let held_out = HeldOutSet::new(table, trained_model, predicted, &shown.rows);
        anyhow::ensure!(
            !held_out.is_empty(),
            "no shown row is held out: measured, and not trained on"
        );
        Ok(plot(&of, &held_out, predicted, &shown.rows))
    })
}

fn of_errors(model: &Model) -> Option<Plot> {
    model.inspection.errors.view.tab().figure(model)
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
    match model.screen {
        Screen::Panes => "scatter",
        _ => model.inspection.errors.view.title(),
    }
}
