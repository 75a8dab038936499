//! What commands mean in the panel of parameters.

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::models::MODELS;
use crate::overlay::params::state::ParamPanel;
use crate::overlay::prompt::predictor::MODEL;
use crate::overlay::{CLOSE, Overlay, list, prompt};
use crate::predictor::update as predicting;
use grafscope_core::predict::ParamSpec;

/// While no value is being typed.
pub(crate) const ACTIONS: &[Action] = &[
    LOWER,
    RAISE,
    CLOSE,
    DEFAULT,
    Action::always(Command::Model, |model, _| {
        list::update::open(model, &MODELS)
    }),
    Action::always(Command::ModelText, |model, _| {
        prompt::update::open(model, &MODEL)
    }),
    Action::always(Command::NewSeed, |model, _| predicting::new_seed(model)),
    DOWN,
    UP,
    Action::always(Command::Accept, |model, _| {
        model.overlay = None;
        Vec::new()
    }),
];

/// While one is.
pub(crate) const TYPING_ACTIONS: &[Action] = &[
    Action::always(Command::Accept, |model, _| take_typed(model)),
    Action::always(Command::Close, |model, _| {
        if let Some(panel) = panel(model) {
            panel.clear();
        }
        Vec::new()
    }),
    LOWER,
    RAISE,
    DEFAULT,
    DOWN,
    UP,
];

const LOWER: Action = Action::always(Command::Lower, |model, _| {
    set(model, |spec, value| spec.step(value, false))
});
const RAISE: Action = Action::always(Command::Raise, |model, _| {
    set(model, |spec, value| spec.step(value, true))
});
const DEFAULT: Action = Action::always(Command::Default, |model, _| {
    set(model, |spec, _| spec.default)
});
const DOWN: Action = Action::always(Command::Down, step);
const UP: Action = Action::always(Command::Up, step);

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Params(ParamPanel::default()));
    Vec::new()
}

fn panel(model: &mut Model) -> Option<&mut ParamPanel> {
    match &mut model.overlay {
        Some(Overlay::Params(panel)) => Some(panel),
        _ => None,
    }
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let last = model
        .settings
        .model
        .params()
        .iter()
        .count()
        .saturating_sub(1);
    if let Some(panel) = panel(model) {
        panel.clear();
        panel.cursor = match given.command {
            Command::Up => panel.cursor.saturating_sub(1),
            _ => (panel.cursor + 1).min(last),
        };
    }
    Vec::new()
}

fn set(model: &mut Model, value: impl FnOnce(&ParamSpec, f64) -> f64) -> Vec<Effect> {
    let Some(panel) = panel(model) else {
        return Vec::new();
    };
    panel.clear();
    let cursor = panel.cursor;
    let Some((spec, now)) = model.settings.model.params().iter().nth(cursor) else {
        return Vec::new();
    };
    let text = value(spec, now).to_string();
    assign(model, spec, &text).unwrap_or_default()
}

/// Takes the typed value, or says what would be taken.
fn take_typed(model: &mut Model) -> Vec<Effect> {
    let Some(ParamPanel { cursor, entry, .. }) = panel(model) else {
        return Vec::new();
    };
    let (cursor, text) = (*cursor, entry.value().to_owned());
    let Some((spec, _)) = model.settings.model.params().iter().nth(cursor) else {
        return Vec::new();
    };
    let assigned = assign(model, spec, &text);
    let Some(panel) = panel(model) else {
        return Vec::new();
    };
    match assigned {
        Ok(effects) => {
            panel.clear();
            effects
        }
        Err(problem) => {
            panel.problem = Some(problem);
            Vec::new()
        }
    }
}

fn assign(model: &mut Model, spec: &ParamSpec, value: &str) -> Result<Vec<Effect>, String> {
    let mut changed = model.settings.model.clone();
    changed
        .set(&format!("{}={value}", spec.name))
        .map_err(|error| error.to_string())?;
    Ok(predicting::change_or_warn(model, |settings| {
        settings.model = changed;
    }))
}
