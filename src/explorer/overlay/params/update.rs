//! What commands mean in the panel of parameters.

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::models::MODELS;
use crate::overlay::params::state::ParamPanel;
use crate::overlay::popup::step_cursor;
use crate::overlay::prompt::predictor::MODEL;
use crate::overlay::{CLOSE, Overlay, list, prompt};
use crate::predictor::update as predicting;
use grafscope_core::predict::ParamSpec;

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

pub(crate) const TYPING_ACTIONS: &[Action] = &[
    Action::always(Command::Accept, take_typed),
    Action::always(Command::Close, |model, _| {
        if let Some(Overlay::Params(panel)) = &mut model.overlay {
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

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let params = model.settings.model.params().iter().count();
    if let Some(Overlay::Params(panel)) = &mut model.overlay {
        panel.clear();
        step_cursor(&mut panel.cursor, params, 1, given.command);
    }
    Vec::new()
}

/// Gives the parameter under the cursor the value that `value` makes of its spec and current value.
fn set(model: &mut Model, value: fn(&ParamSpec, f64) -> f64) -> Vec<Effect> {
    let Some(Overlay::Params(panel)) = &mut model.overlay else {
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
fn take_typed(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let Some(Overlay::Params(panel)) = &model.overlay else {
        return Vec::new();
    };
    let (cursor, text) = (panel.cursor, panel.entry.value().to_owned());
    let Some((spec, _)) = model.settings.model.params().iter().nth(cursor) else {
        return Vec::new();
    };
    let assigned = assign(model, spec, &text);
    if let Some(Overlay::Params(panel)) = &mut model.overlay {
        match &assigned {
            Ok(_) => panel.clear(),
            Err(problem) => panel.problem = Some(problem.clone()),
        }
    }
    assigned.unwrap_or_default()
}

fn assign(model: &mut Model, spec: &ParamSpec, value: &str) -> Result<Vec<Effect>, String> {
    let mut changed = model.settings.model.clone();
    let assigned = changed.set(&format!("{}={value}", spec.name));
    assigned.map_err(|error| error.to_string())?;
    Ok(predicting::change_or_warn(model, |settings| {
        settings.model = changed;
    }))
}
