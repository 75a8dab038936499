//! The help: every key, the filter language, what the numbers mean.

pub mod state;
pub mod update;
mod view;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::OverlayRoom;
use crate::overlay::help::state::Help;
use crate::overlay::popup::{PANEL, Popup};
use crate::theme::Theme;
use crate::widgets::Frame;

impl OverlayRoom for Help {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Help]
    }

    fn actions(&self) -> &'static [Action] {
        update::ACTIONS
    }

    fn popup(&self, body: Area) -> Option<Popup> {
        let mut popup = Popup::centred(body, PANEL.width, PANEL.height);
        popup.body = popup.inside();
        popup.head.height = 0;
        Some(popup)
    }

    fn draw(&self, model: &Model, theme: &Theme, place: &Popup, frame: &mut Frame) {
        view::draw(model, *self, place, theme, frame);
    }
}
