//! The comparison of methods over training sizes, filled in the background.

mod actions;
pub mod adding;
pub mod curves;
pub mod state;
pub mod update;
pub mod view;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::{compare_layout, screen_areas};
use crate::screen::room::Room;
use crate::theme::Theme;
use crate::widgets::Frame;

/// The comparison as a table.
pub struct CompareRoom;

impl Room for CompareRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Compare, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![actions::ACTIONS, actions::MOVES, actions::ACROSS]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) {
        if let Some(compare) = &mut model.experiments.compare
            && let Some((method, size)) = compare_layout(compare, screen_areas(area).body).hit(x, y)
        {
            compare.method = method;
            compare.size = size.unwrap_or(compare.size);
        }
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(compare) = &model.experiments.compare {
            view::draw(compare, theme, area, frame);
        }
    }
}
