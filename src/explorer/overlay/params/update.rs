//! The list of models and the panel of parameters: every change trains anew.

use tui_input::Input;

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::picker::{Item, Picker};
use crate::overlay::{Overlay, ParamPanel};
use grafscope_core::predict::{MODELS, ModelSpec, ParamSpec};

use crate::overlay::list::update as lists;
use crate::predictor::update as predicting;

/// Opens the list of models with the present one under the cursor.
pub(crate) fn open_list(model: &mut Model) -> Vec<Effect> {
    let now = model.settings.model.name();
    let items = MODELS.iter().enumerate().map(|(at, entry)| Item {
        label: entry.about().name.to_owned(),
        keys: String::new(),
        note: entry.about().doc.to_owned(),
        group: "model",
        value: at,
    });
    let cursor = MODELS.iter().position(|entry| entry.about().name == now);
    model.overlay = Some(Overlay::Models(Picker::new(
        items.collect(),
        cursor.unwrap_or(0),
    )));
    Vec::new()
}

/// Opens the panel of parameters.
pub(crate) fn open_params(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Params(ParamPanel::default()));
    Vec::new()
}

/// Runs `command` in the list of models.
pub(crate) fn run_list(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::Accept => Some(take_model(model)),
        Command::Params => {
            let effects = take_model(model);
            open_params(model);
            Some(effects)
        }
        _ => lists::run(model, command),
    }
}

/// Trains the model under the cursor; that of now keeps its parameters.
fn take_model(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Models(picker)) = model.overlay.take() else {
        return Vec::new();
    };
    let Some(name) = picker
        .selected()
        .map(|item| MODELS[item.value].about().name)
    else {
        return Vec::new();
    };
    if name == model.settings.model.name() {
        return Vec::new();
    }
    let Ok(spec) = ModelSpec::named(name) else {
        return Vec::new();
    };
    predicting::change_or_warn(model, |settings| settings.model = spec)
}

fn panel(model: &mut Model) -> Option<&mut ParamPanel> {
    match &mut model.overlay {
        Some(Overlay::Params(panel)) => Some(panel),
        _ => None,
    }
}

/// Whether a value is being typed.
pub(crate) fn is_typing(model: &Model) -> bool {
    matches!(&model.overlay, Some(Overlay::Params(panel)) if panel.entry.is_some())
}

/// Lets nothing but numbers be typed.
pub(crate) fn edited(panel: &mut ParamPanel) {
    panel.problem = None;
    let Some(entry) = &panel.entry else { return };
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | 'e');
    let text: String = entry.value().chars().filter(|&c| digit(c)).collect();
    if text.is_empty() {
        panel.entry = None;
    } else if text != entry.value() {
        panel.entry = Some(Input::new(text));
    }
}

/// Runs `command` in the panel of parameters.
pub(crate) fn run_params(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let last = model.settings.model.params().iter().count().checked_sub(1);
    let typing = is_typing(model);
    let panel = panel(model)?;
    match command {
        Command::Close if typing => *panel = cleared(panel),
        Command::Accept if typing => return Some(take_typed(model)),
        Command::Accept => model.overlay = None,
        Command::Up => {
            *panel = cleared(panel);
            panel.cursor = panel.cursor.saturating_sub(1);
        }
        Command::Down => {
            *panel = cleared(panel);
            panel.cursor = (panel.cursor + 1).min(last.unwrap_or(0));
        }
        Command::Lower => return Some(set(model, |spec, value| spec.step(value, false))),
        Command::Raise => return Some(set(model, |spec, value| spec.step(value, true))),
        Command::Default => return Some(set(model, |spec, _| spec.default)),
        _ => return None,
    }
    Some(Vec::new())
}

fn cleared(panel: &ParamPanel) -> ParamPanel {
    ParamPanel {
        cursor: panel.cursor,
        ..ParamPanel::default()
    }
}

/// Gives the parameter under the cursor another value.
fn set(model: &mut Model, value: impl FnOnce(&ParamSpec, f64) -> f64) -> Vec<Effect> {
    let Some(panel) = panel(model) else {
        return Vec::new();
    };
    *panel = cleared(panel);
    let cursor = panel.cursor;
    let Some((spec, now)) = model.settings.model.params().iter().nth(cursor) else {
        return Vec::new();
    };
    let text = value(spec, now).to_string();
    assign(model, spec, &text).unwrap_or_default()
}

/// Takes the typed value, or says what would be taken.
fn take_typed(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Params(panel)) = &model.overlay else {
        return Vec::new();
    };
    let text = panel.entry.as_ref().map_or("", Input::value).to_owned();
    let Some((spec, _)) = model.settings.model.params().iter().nth(panel.cursor) else {
        return Vec::new();
    };
    let assigned = assign(model, spec, &text);
    let Some(Overlay::Params(panel)) = &mut model.overlay else {
        return Vec::new();
    };
    match assigned {
        Ok(effects) => {
            *panel = cleared(panel);
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
