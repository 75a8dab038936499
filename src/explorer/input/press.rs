//! What a key does: a command of the place it is pressed in, or a character of a text.

use tui_input::{Input, InputRequest};

use crate::command::action::Invocation;
use crate::command::place::contexts;
use crate::effect::Effect;
use crate::input::key::{Key, KeyCode, Named};
use crate::model::Model;
use crate::overlay::Overlay;
use crate::screen::Screen;

use crate::command::run::run;
use crate::overlay::features::update as feature_panel;
use crate::overlay::list::update as lists;
use crate::overlay::params::update as modelling;
use crate::overlay::prompt::update as prompting;

/// Takes a key press in.
pub(crate) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    let command = contexts(model)
        .iter()
        .find_map(|&context| model.keymap.command(context, key));
    match command {
        Some(command) => run(
            model,
            Invocation {
                command,
                key: Some(key),
            },
        ),
        None => edit(model, key),
    }
}

/// Takes pasted text in: typed into a text that is open, and otherwise searched for.
pub(crate) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let text = text.trim();
    if let Some(input) = open_input(model) {
        for c in text.chars().filter(|c| !c.is_control()) {
            input.handle(InputRequest::InsertChar(c));
        }
        if let Some(Overlay::Params(panel)) = &mut model.overlay {
            modelling::edited(panel);
        }
        return edited(model);
    }
    match text.lines().next() {
        Some(line) if model.overlay.is_none() && model.screen == Screen::Panes => {
            crate::table::finding::find(model, line)
        }
        _ => Vec::new(),
    }
}

/// The text that characters go to, if one is open.
fn open_input(model: &mut Model) -> Option<&mut Input> {
    match model.overlay.as_mut()? {
        Overlay::Prompt(prompt) => Some(&mut prompt.input),
        Overlay::Palette(picker) | Overlay::Targets(picker) | Overlay::Models(picker) => {
            Some(&mut picker.query)
        }
        Overlay::Params(panel) => Some(panel.entry.get_or_insert_default()),
        Overlay::Method(list) => Some(&mut list.picker.query),
        Overlay::Axis(list) => Some(&mut list.picker.query),
        Overlay::Pair(list) => Some(&mut list.picker.query),
        Overlay::Columns(columns) => Some(&mut columns.picker.query),
        Overlay::Roles(roles) => Some(&mut roles.picker.query),
        Overlay::Features(panel) if panel.typing => Some(&mut panel.query),
        _ => None,
    }
}

fn edit(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(request) = request(key) else {
        return Vec::new();
    };
    let Some(input) = open_input(model) else {
        return Vec::new();
    };
    let changed = input.handle(request).is_some_and(|change| change.value);
    if let Some(Overlay::Params(panel)) = &mut model.overlay {
        modelling::edited(panel);
        return Vec::new();
    }
    if changed { edited(model) } else { Vec::new() }
}

/// What follows from a changed text.
fn edited(model: &mut Model) -> Vec<Effect> {
    match &mut model.overlay {
        Some(Overlay::Prompt(_)) => prompting::edited(model),
        Some(Overlay::Palette(picker)) => {
            lists::refresh_palette(picker);
            Vec::new()
        }
        Some(Overlay::Targets(picker) | Overlay::Models(picker)) => {
            picker.refresh();
            Vec::new()
        }
        Some(Overlay::Method(list)) => {
            list.picker.refresh();
            Vec::new()
        }
        Some(Overlay::Axis(list)) => {
            list.picker.refresh();
            Vec::new()
        }
        Some(Overlay::Pair(list)) => {
            list.picker.refresh();
            Vec::new()
        }
        Some(Overlay::Columns(columns)) => {
            columns.picker.refresh();
            Vec::new()
        }
        Some(Overlay::Roles(roles)) => {
            roles.picker.refresh();
            Vec::new()
        }
        Some(Overlay::Features(_)) => {
            feature_panel::narrow(model);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// How a key edits a line, as in a shell.
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
