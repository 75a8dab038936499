//! Feature selection: which features are needed.

pub mod state;
pub mod update;
pub mod view;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::{line_at, screen_areas, selection_areas};
use crate::screen::room::Room;
use crate::theme::Theme;
use crate::widgets::Frame;

/// The selection.
pub struct SelectionRoom;

impl Room for SelectionRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Selection, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![update::ACTIONS, update::MOVES]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) {
        if let Some(selecting) = &mut model.experiments.selection {
            let (list, _) = selection_areas(screen_areas(area).body);
            let steps = selecting.steps.len();
            selecting.cursor =
                line_at(list, selecting.cursor, steps, x, y).unwrap_or(selecting.cursor);
        }
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(selecting) = &model.experiments.selection {
            view::draw(selecting, theme, area, frame);
        }
    }
}
