//! What a key does: a command of the place it is pressed in, or a character of a text.

use crate::command::action::Invocation;
use crate::command::place::{contexts, run};
use crate::effect::Effect;
use crate::input::key::{Key, KeyCode, Named};
use crate::model::Model;
use crate::overlay;
use crate::overlay::prompt::update::with_prompt;
use crate::screen::Screen;
use crate::update::refuse;
use tui_input::InputRequest;

pub(crate) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    let mut contexts = contexts(model).iter();
    let command = contexts.find_map(|&context| model.keymap.command(context, key));
    let Some(command) = command else {
        return overlay::edit(model, request(key)).unwrap_or_default();
    };
    let key = Some(key);
    run(model, Invocation { command, key })
}

/// Most characters that are pasted at once.
const MOST: usize = 10_000;

/// Takes pasted text in: put into a text that is open, and otherwise searched for.
pub(crate) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    let text = text.trim();
    if text.chars().nth(MOST).is_some() {
        let reason = format!("the pasted text is left out: it has more than {MOST} characters");
        with_prompt(model, |prompt, _| {
            prompt.problem = Some(reason.as_str().into());
            Vec::new()
        });
        return refuse(model, reason);
    }
    let typed: String = text.chars().filter(|c| !c.is_control()).collect();
    if let Some(effects) = overlay::insert(model, &typed) {
        return effects;
    }
    match text.lines().next() {
        Some(line) if model.overlay.is_none() && model.screen == Screen::Panes => {
            crate::table::finding::accept(model, line.trim())
        }
        _ => Vec::new(),
    }
}

fn request(key: Key) -> Option<InputRequest> {
    use InputRequest as Edit;
    if let Some(c) = key.typed() {
        return Some(Edit::InsertChar(c));
    }
    match (key.code, key.ctrl) {
        (KeyCode::Named(Named::Backspace), false) => Some(Edit::DeletePrevChar),
        (KeyCode::Named(Named::Delete), _) => Some(Edit::DeleteNextChar),
        (KeyCode::Named(Named::Left), false) => Some(Edit::GoToPrevChar),
        (KeyCode::Named(Named::Right), false) => Some(Edit::GoToNextChar),
        (KeyCode::Named(Named::Left), true) => Some(Edit::GoToPrevWord),
        (KeyCode::Named(Named::Right), true) => Some(Edit::GoToNextWord),
        (KeyCode::Named(Named::Home), _) | (KeyCode::Char('a'), true) => Some(Edit::GoToStart),
        (KeyCode::Named(Named::End), _) | (KeyCode::Char('e'), true) => Some(Edit::GoToEnd),
        (KeyCode::Named(Named::Backspace) | KeyCode::Char('w'), true) => Some(Edit::DeletePrevWord),
        (KeyCode::Char('u'), true) => Some(Edit::DeleteLine),
        (KeyCode::Char('k'), true) => Some(Edit::DeleteTillEnd),
        _ => None,
    }
}
