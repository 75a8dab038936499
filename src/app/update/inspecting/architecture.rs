//! The screen of architecture.

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::screens::{ArchitectureView, Screen};
use crate::command::Command;

use super::why;

/// Opens the screen.
pub(in super::super) fn open(model: &mut Model) -> Vec<Effect> {
    model.screen = Screen::Architecture;
    Vec::new()
}

/// Runs `command` in the screen.
pub(super) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match model.inspection.architecture.view {
        ArchitectureView::Why => why::run(model, command),
        ArchitectureView::Edit | ArchitectureView::Neighbours => None,
    }
}
