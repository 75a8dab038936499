//! The help: every key, the filter language, what the numbers mean, in sections that unfold. It can be searched.

pub mod sections;
pub mod state;
pub mod update;
mod view;

use tui_input::Input;

use crate::command::Command;
use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::help::state::Help;
use crate::overlay::popup::{PANEL, Popup, first_in_sight};
use crate::overlay::{Hit, OverlayRoom};
use crate::theme::Theme;
use crate::widgets::Frame;

impl OverlayRoom for Help {
    fn contexts(&self) -> &'static [Context] {
        if self.typing {
            &[Context::List]
        } else {
            &[Context::Help]
        }
    }

    fn actions(&self) -> &'static [Action] {
        if self.typing {
            update::TYPING_ACTIONS
        } else {
            update::ACTIONS
        }
    }

    fn input(&mut self) -> Option<&mut Input> {
        self.typing.then_some(&mut self.query)
    }

    fn edited(&mut self, model: &mut Model) -> Vec<Effect> {
        update::search(model, self);
        Vec::new()
    }

    fn popup(&self, body: Area) -> Option<Popup> {
        let mut popup = Popup::centred(body, PANEL.width, PANEL.height);
        if !self.is_searching() {
            popup.body = popup.inside();
            popup.head.height = 0;
        }
        Some(popup)
    }

    fn click(&mut self, model: &Model, place: &Popup, x: u16, y: u16) -> Hit {
        if !place.body.contains(x, y) {
            return Hit::Nothing;
        }
        let (lines, height) = update::help_page(model, self);
        let first = first_in_sight(self.cursor, lines.len(), height);
        let at = first + usize::from(y - place.body.y);
        match lines.get(at).map(|line| line.place) {
            None => Hit::Nothing,
            Some((_, entry)) => {
                self.cursor = at;
                if entry.is_none() {
                    Hit::Run(Command::Unfold)
                } else {
                    Hit::Entry
                }
            }
        }
    }

    fn draw(&self, model: &Model, theme: &Theme, place: &Popup, frame: &mut Frame) {
        view::draw(model, self, place, theme, frame);
    }
}
