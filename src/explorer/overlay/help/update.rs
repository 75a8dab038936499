//! What commands mean in the help.

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::effect::Effect;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::help::state::{Help, help_lines};
use crate::overlay::popup::step_cursor;
use crate::overlay::{CLOSE, Overlay, OverlayRoom};

pub(crate) const ACTIONS: &[Action] = &[
    CLOSE,
    Action::always(Command::PageDown, scroll),
    Action::always(Command::PageUp, scroll),
    Action::always(Command::Last, scroll),
    Action::always(Command::First, scroll),
    Action::always(Command::Down, scroll),
    Action::always(Command::Up, scroll),
];

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Help(Help::default()));
    Vec::new()
}

/// Lines of the help, and how many of them are in sight at once.
pub fn help_page(model: &Model) -> (usize, usize) {
    let popup = areas(model).and_then(|areas| Help::default().popup(areas.body));
    let body = popup.unwrap_or_default().body;
    let lines = help_lines(model, body.width.into()).len();
    (lines, body.height.into())
}

/// Scrolls; the bound is that of the text at the current size.
fn scroll(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let (lines, page) = help_page(model);
    if let Some(Overlay::Help(help)) = &mut model.overlay {
        let last = lines.saturating_sub(page);
        step_cursor(&mut help.scroll, last + 1, page.max(1), given.command);
    }
    Vec::new()
}
