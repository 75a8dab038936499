//! The drawing of a predictor that is one tree.

pub mod state;
pub mod update;
pub mod view;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::room::Room;
use crate::theme::Theme;
use crate::widgets::Frame;

/// The drawing.
pub struct TreeRoom;

impl Room for TreeRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Tree, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![update::MOVES, update::ACTIONS]
    }

    fn click(&self, _: &mut Model, _: Area, _: u16, _: u16) {}

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}
