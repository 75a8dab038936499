//! Opening the help, and scrolling it.

use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::actions::CLOSE;
use crate::overlay::popup::help_page;
use crate::overlay::{Help, Overlay};
use crate::screen::experiment::moved_by;
use crate::table::moving;

pub(crate) const ACTIONS: &[Action] = &[
    CLOSE,
    Action::always(C::PageDown, scroll),
    Action::always(C::PageUp, scroll),
    Action::always(C::Last, scroll),
    Action::always(C::First, scroll),
    Action::always(C::Down, scroll),
    Action::always(C::Up, scroll),
];

/// Opens the help.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Help(Help::default()));
    Vec::new()
}

/// Scrolls; the bound is that of the text at the present size.
fn scroll(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let (lines, page) = help_page(model);
    if let Some(Overlay::Help(help)) = &mut model.overlay
        && let Some(steps) = moving::steps(given.command, page.max(1))
    {
        help.scroll = moved_by(help.scroll, steps, (lines + 1).saturating_sub(page));
    }
    Vec::new()
}
