//! What each message does to the model, one file a family of messages.

pub(crate) mod background;
mod opening;
pub(crate) mod requests;

use crate::automatic::{columns, ranking};
use crate::effect::Effect;
use crate::message::{Level, Message, Notice};
use crate::model::Model;

/// The first effects of an explorer that has just been made: opens what it was started with.
pub fn start(model: &mut Model) -> Vec<Effect> {
    if let Some(problem) = model.saved.problem.clone() {
        warn(model, problem);
    }
    vec![crate::update::requests::open_first(model)]
}

/// Takes `message` in and tells what is to be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = take(model, message);
    effects.extend(crate::derived::update::ask(model));
    effects.extend(crate::bounds::update::ask(model));
    columns::show(model);
    effects.extend(ranking::ask(model));
    effects.extend(crate::suggest::update::ask(model));
    effects.extend(crate::plot::update::ask(model));
    if let Some(room) = model.screen.room() {
        effects.extend(room.ask(model));
    }
    effects.extend(crate::architecture::why::update::ask(model));
    effects.extend(crate::overlay::features::paired::ask(model));
    effects
}

fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => {
            begun(model);
            crate::input::press::press(model, key)
        }
        Message::Mouse(mouse) => {
            begun(model);
            crate::input::mouse::act(model, mouse)
        }
        Message::Paste(text) => {
            begun(model);
            crate::input::press::paste(model, &text)
        }
        Message::Resize(size) => {
            model.size = size;
            crate::table::moving::keep_in_sight(model);
            Vec::new()
        }
        Message::Quit => vec![Effect::Quit],
        Message::Suspend => vec![Effect::Suspend],
        Message::Continued => vec![Effect::Redraw],
        result => crate::update::background::take(model, result),
    }
}

fn begun(model: &mut Model) {
    model.touched = true;
    model.restore_state.newcomer = false;
}

pub(crate) fn inform(model: &mut Model, text: impl Into<String>) {
    model.notice = Some(Notice {
        text: text.into(),
        level: Level::Info,
    });
}

pub(crate) fn warn(model: &mut Model, text: impl Into<String>) {
    model.notice = Some(Notice::error(text));
}

/// Warns, and does nothing.
pub(crate) fn refuse(model: &mut Model, text: impl Into<String>) -> Vec<Effect> {
    warn(model, text);
    Vec::new()
}

/// The effects; none and a warning for an error.
pub(crate) fn or_warn<E: ToString>(
    model: &mut Model,
    effects: Result<Vec<Effect>, E>,
) -> Vec<Effect> {
    effects.unwrap_or_else(|error| refuse(model, error.to_string()))
}
