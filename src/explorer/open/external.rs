//! External predictions of what is open: as predictors that can be compared, and choosing which columns
//! they are.

use std::sync::Arc;

use crate::effect::{Effect, Opened};
use crate::model::Model;
use crate::predictor::state::Trained;
use crate::update::requests;
use grafscope_core::bench::{Benchmark, DatasetId, SideColumn, Target};
use grafscope_core::diagnosis::Predictions;
use grafscope_core::predict::{ModelSpec, OwnSplit, Rows, Settings, score};

/// The external predictions of a data set as predictors of `target`; their scores are over canonical
/// rows outside of the training rows of the user's split.
pub(crate) fn predictors(bench: &Benchmark, dataset: DatasetId, target: &Target) -> Vec<Trained> {
    let split = OwnSplit::new(bench, dataset, Rows::All, &[]);
    let trained_on = Arc::new(split.map_or_else(Vec::new, |split| split.train));
    let of = bench.dataset(dataset);
    let predictor = |column: &SideColumn| {
        let truth = |row: usize| target.mean.get(row);
        let counts = |&row: &usize| {
            bench.canonical[row]
                && !truth(row).is_nan()
                && !column.values.get(row).is_nan()
                && trained_on.binary_search(&(row as u32)).is_err()
        };
        let rows = (0..bench.rows()).filter(counts);
        let (truth, predicted): (Vec<f64>, Vec<f64>) =
            rows.map(|row| (truth(row), column.values.get(row))).unzip();
        let settings = Settings {
            features: column.name.clone(),
            model: ModelSpec::external(),
            ..Settings::default()
        };
        Trained {
            scores: score(&truth, &predicted, target.better),
            predictions: Predictions {
                predicted: Arc::clone(&column.values),
                trained_on: Arc::clone(&trained_on),
            },
            ..Trained::unscored(settings, of.name.clone(), target.name.clone())
        }
    };
    of.predictions.iter().map(predictor).collect()
}

/// Opens again with these columns as external predictions.
pub(crate) fn declare(model: &mut Model, columns: Vec<String>) -> Vec<Effect> {
    requests::open_with(model, "external predictions", |source| {
        source.predictions = columns;
    })
}

/// Makes external predictions that were not there `before` model B.
pub(crate) fn opened(model: &mut Model, before: Option<&Opened>) {
    let Some(data) = &model.data else { return };
    let is_new = |of: &&Trained| {
        let mut old = before.iter().flat_map(|before| &before.external);
        !old.any(|old| old.settings.features == of.settings.features)
    };
    if let Some(new) = data.opened.external.iter().find(is_new) {
        model.inspection.errors.versus.b = Some(new.predictions.clone());
    }
}

/// What is told of them when they have changed.
pub(crate) fn told(opened: &Opened) -> String {
    let of_column = |of: &Trained| {
        format!(
            "{}: tau {:.3} on {} rows",
            of.settings.features, of.scores.tau, of.scores.rows
        )
    };
    let all: Vec<String> = opened.external.iter().map(of_column).collect();
    if all.is_empty() {
        return "no external predictions".to_owned();
    }
    format!(
        "external predictions, model B of the errors: {}",
        all.join(", ")
    )
}
