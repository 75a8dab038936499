//! Choosing which two predictors are compared, and by which column.

use crate::errors::versus::state::{rivals, sides};
use crate::errors::versus::update::by;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use crate::predictor::state::Trained;
use crate::predictor::view::OUT_OF_FOLD;
use grafscope_core::column::Builtin;
use grafscope_core::diagnosis::Predictions;

/// The predictors that model A may be.
pub(crate) static MODEL_A: ListSpec = ListSpec::one(
    "model A",
    |model| predictors(model, sides(model).map(|(a, _)| a)),
    |model, item| {
        model.inspection.errors.versus.a = predictions(model, item);
        Vec::new()
    },
);

/// The predictors that model B may be.
pub(crate) static MODEL_B: ListSpec = ListSpec::one(
    "model B",
    |model| predictors(model, sides(model).map(|(_, b)| b)),
    |model, item| {
        model.inspection.errors.versus.b = predictions(model, item);
        Vec::new()
    },
);

/// The columns that the two may be compared by.
pub(crate) static COMPARED_BY: [ListSpec; 1] = [ListSpec::one(
    "compare by column",
    columns,
    |model, item| {
        let view = &mut model.inspection.errors.versus;
        view.by = Some(item.label.clone());
        view.scroll = 0;
        Vec::new()
    },
)];

fn predictors(model: &Model, current: Option<&Trained>) -> Vec<Item> {
    let item = |(value, trained): (usize, &Trained)| Item {
        label: label(trained),
        note: format!(
            "tau {:.3}{}, {} features, scored on {} rows",
            trained.scores.tau,
            if trained.out_of_fold { OUT_OF_FOLD } else { "" },
            trained.n_features,
            trained.scores.rows
        ),
        value,
        chosen: current.is_some_and(|of| of.predictions == trained.predictions),
        ..Item::default()
    };
    rivals(model).into_iter().enumerate().map(item).collect()
}

pub(super) fn label(trained: &Trained) -> String {
    let settings = &trained.settings;
    if settings.model.is_external() {
        return format!("{}, external predictions", settings.features);
    }
    format!(
        "{}, {}, n {}, seed {}",
        settings.features, settings.model, settings.train_size, settings.seed
    )
}

fn predictions(model: &Model, item: &Item) -> Option<Predictions> {
    let all = rivals(model);
    all.get(item.value).map(|one| one.predictions.clone())
}

fn columns(model: &Model) -> Vec<Item> {
    let of_pair = |column: Builtin| Builtin::PAIR.contains(&column);
    let mut items = Item::columns(model, |column| !column.spec.builtin().is_some_and(of_pair));
    let current = by(model);
    for item in &mut items {
        item.chosen = current.is_some_and(|id| id.0 == item.value);
    }
    items
}
