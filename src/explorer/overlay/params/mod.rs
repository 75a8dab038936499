//! The parameters of the model that is trained, one a line: every change retrains.

pub(crate) mod state;
pub(crate) mod update;
mod view;

use tui_input::Input;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::params::state::ParamPanel;
use crate::overlay::popup::Popup;
use crate::overlay::{Hit, OverlayRoom};
use crate::screen::layout::{line_at, put_on};
use crate::theme::Theme;
use crate::widgets::Frame;

/// Largest panel.
const WIDTH: u16 = 72;
const HEIGHT: u16 = 16;
/// Lines inside from which on there is room for what a parameter does.
const ROOM_FOR_DESCRIPTION: u16 = 5;

impl OverlayRoom for ParamPanel {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Params]
    }

    fn actions(&self) -> &'static [Action] {
        if self.is_typing() {
            update::TYPING_ACTIONS
        } else {
            update::ACTIONS
        }
    }

    fn input(&mut self) -> Option<&mut Input> {
        Some(&mut self.entry)
    }

    fn edited(&mut self, _model: &mut Model) -> Vec<Effect> {
        self.keep_number();
        Vec::new()
    }

    fn popup(&self, body: Area) -> Option<Popup> {
        let popup = Popup::centred(body, WIDTH, HEIGHT);
        Some(popup.with_description(ROOM_FOR_DESCRIPTION))
    }

    fn click(&mut self, model: &Model, place: &Popup, x: u16, y: u16) -> Hit {
        let params = model.settings.model.params().iter().count();
        // The heading stands above the body.
        let list = Area {
            height: place.head.height + place.body.height,
            ..place.head
        };
        let hit = line_at(list, self.cursor, params, x, y);
        if hit.is_some() {
            self.clear();
        }
        Hit::on(put_on(&mut self.cursor, hit))
    }

    fn draw(&self, model: &Model, theme: &Theme, place: &Popup, frame: &mut Frame) {
        view::draw(model, self, place, theme, frame);
    }
}
