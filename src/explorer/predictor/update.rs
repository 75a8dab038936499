//! The settings of the predictor.

use crate::effect::Effect;
use crate::model::Model;
use crate::predictor::sampling::{self, Seed};
use crate::update::requests::TrainRequestError;
use crate::update::{inform, or_warn, requests};
use grafscope_core::predict::{Rows, Settings};

/// Training sizes that a key steps through.
const SIZES: [usize; 9] = [16, 32, 64, 100, 128, 256, 512, 1024, 2048];

/// Changes the settings and retrains; a change that cannot be trained is not made.
pub(crate) fn change(
    model: &mut Model,
    change: impl FnOnce(&mut Settings),
) -> Result<Vec<Effect>, TrainRequestError> {
    let before = model.settings.clone();
    change(&mut model.settings);
    if model.settings == before && !model.training.is_stale() {
        return Ok(Vec::new());
    }
    requests::train(model).inspect_err(|_| model.settings = before)
}

pub(crate) fn change_or_warn(model: &mut Model, make: impl FnOnce(&mut Settings)) -> Vec<Effect> {
    let changed = change(model, make);
    or_warn(model, changed)
}

pub(crate) fn step_train_size(model: &mut Model, up: bool) -> Vec<Effect> {
    let now = model.settings.train_size;
    let sizes = sampling::steps(model, &SIZES);
    let mut sizes = sizes.into_iter();
    let next = if up {
        sizes.find(|&size| size > now)
    } else {
        sizes.rev().find(|&size| size < now)
    };
    let Some(size) = next else {
        inform(model, "no further step: type any training size with #");
        return Vec::new();
    };
    change_or_warn(model, |settings| settings.train_size = size)
}

pub(crate) fn new_seed(model: &mut Model) -> Vec<Effect> {
    let (next, said) = match sampling::next_seed(model) {
        Seed::Draws(seed) => (seed, None),
        Seed::OfModel(seed, said) => (seed, Some(said)),
        Seed::OnlyOne(said) => {
            inform(model, said);
            return Vec::new();
        }
    };
    let effects = change_or_warn(model, |settings| settings.seed = next);
    if let Some(said) = said {
        inform(model, said);
    }
    effects
}

pub(crate) fn next_rows(model: &mut Model) -> Vec<Effect> {
    let next = match model.settings.rows {
        Rows::Canonical => Rows::All,
        Rows::All => Rows::Filtered,
        Rows::Filtered => Rows::Canonical,
    };
    let said = match next {
        Rows::Canonical => "trained and scored on canonical rows",
        Rows::All => "trained and scored on all rows, non-canonical duplicates included",
        Rows::Filtered => "trained on rows of the filter, scored on all held-out canonical rows",
    };
    let effects = change_or_warn(model, |settings| settings.rows = next);
    inform(model, said);
    effects
}
