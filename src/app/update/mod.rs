//! What each message does to the model, one file a family of messages.

mod background;
mod commands;
mod completing;
mod drawing;
mod experiments;
mod exporting;
mod feature_panel;
mod finding;
mod inspecting;
mod intervals;
mod joining;
mod keys;
mod lists;
mod marking;
mod modelling;
mod mouse;
mod moving;
mod naming;
mod noting;
mod plotting;
mod predicting;
mod prompting;
mod requests;
mod restoring;
mod roles;
mod viewing;

pub use keys::contexts;

use super::effect::Effect;
use super::message::{Level, Message, Notice};
use super::model::Model;

/// The first effects of an explorer that has just been made: opens what it was started with.
pub fn start(model: &mut Model) -> Vec<Effect> {
    if let Some(problem) = model.saved.problem.clone() {
        warn(model, problem);
    }
    vec![requests::open_first(model)]
}

/// Takes `message` in and tells what is to be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = take(model, message);
    effects.extend(plotting::ask(model));
    effects.extend(inspecting::ask(model));
    effects.extend(inspecting::why::ask(model));
    effects
}

fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => {
            model.touched = true;
            keys::press(model, key)
        }
        Message::Mouse(mouse) => {
            model.touched = true;
            mouse::act(model, mouse)
        }
        Message::Paste(text) => {
            model.touched = true;
            keys::paste(model, &text)
        }
        Message::Resize(size) => {
            model.size = size;
            moving::keep_in_sight(model);
            Vec::new()
        }
        Message::Quit => vec![Effect::Quit],
        Message::Suspend => vec![Effect::Suspend],
        Message::Continued => vec![Effect::Redraw],
        result => background::take(model, result),
    }
}

/// Tells the person that something was done.
fn inform(model: &mut Model, text: impl Into<String>) {
    model.notice = Some(Notice {
        text: text.into(),
        level: Level::Info,
    });
}

/// The effects, or none and the reason told to the person.
fn or_warn<E: ToString>(model: &mut Model, effects: Result<Vec<Effect>, E>) -> Vec<Effect> {
    effects.unwrap_or_else(|error| {
        warn(model, error.to_string());
        Vec::new()
    })
}

/// Tells the person that something could not be done.
fn warn(model: &mut Model, text: impl Into<String>) {
    model.notice = Some(Notice {
        text: text.into(),
        level: Level::Error,
    });
}
