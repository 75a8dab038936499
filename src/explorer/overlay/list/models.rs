//! The models that can be trained.

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use crate::overlay::list::update::{ACCEPT, accept, step};
use crate::overlay::{CLOSE, params};
use crate::predictor::update as predicting;
use grafscope_core::predict::{MODELS as ALL, ModelSpec};

/// Every model; the current one keeps its parameters when it is taken.
pub(crate) static MODELS: ListSpec = ListSpec {
    contexts: &[Context::Models],
    actions: &[
        ACCEPT,
        Action::always(Command::Params, open_params),
        CLOSE,
        Action::always(Command::Previous, step),
        Action::always(Command::Next, step),
        Action::always(Command::PageDown, step),
        Action::always(Command::PageUp, step),
    ],
    ..ListSpec::one("model", items, take)
};

fn items(model: &Model) -> Vec<Item> {
    let current = model.settings.model.name();
    let all = ALL.iter();
    all.map(|about| Item {
        label: about.name.to_owned(),
        note: about.doc.to_owned(),
        chosen: about.name == current,
        ..Item::default()
    })
    .collect()
}

fn take(model: &mut Model, item: &Item) -> Vec<Effect> {
    if item.label == model.settings.model.name() {
        return Vec::new();
    }
    let Ok(spec) = ModelSpec::named(&item.label) else {
        return Vec::new();
    };
    predicting::change_or_warn(model, |settings| settings.model = spec)
}

fn open_params(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let effects = accept(model, given);
    params::update::open(model);
    effects
}
