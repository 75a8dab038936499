//! Lists to choose from, narrowed by typing.

pub(crate) mod columns;
pub(crate) mod external;
pub(crate) mod further;
pub(crate) mod go_to_column;
pub(crate) mod models;
pub(crate) mod palette;
pub(crate) mod roles;
pub(crate) mod state;
pub(crate) mod targets;
pub(crate) mod update;
mod view;
mod with_word;

use tui_input::Input;

use crate::command::Command;
use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::list::state::List;
use crate::overlay::popup::{DESCRIPTION, Popup};
use crate::overlay::{Hit, OverlayRoom};
use crate::theme::Theme;
use crate::widgets::Frame;

/// Widest list, and widest list of names to tick.
const WIDTH: u16 = 96;
const TICKED_WIDTH: u16 = 72;
/// Cells of a tick and the blank behind it.
const TICK: u16 = 4;
/// Lowest list, border included.
const LOWEST: u16 = 9;

impl OverlayRoom for List {
    fn contexts(&self) -> &'static [Context] {
        self.spec.contexts
    }

    fn actions(&self) -> &'static [Action] {
        self.spec.actions
    }

    fn input(&mut self) -> Option<&mut Input> {
        Some(&mut self.query)
    }

    fn edited(&mut self, model: &mut Model) -> Vec<Effect> {
        (self.spec.narrow)(self, model);
        Vec::new()
    }

    fn popup(&self, body: Area) -> Option<Popup> {
        let width = if self.has_ticks() {
            TICKED_WIDTH
        } else {
            WIDTH
        };
        let lines = self.items.len() + self.headings();
        let lines = lines.min(400) as u16 + 3 + DESCRIPTION;
        let height = lines.min(body.height * 4 / 5).max(LOWEST);
        Some(Popup::centred(body, width, height).with_description(LOWEST))
    }

    fn click(&mut self, _model: &Model, place: &Popup, x: u16, y: u16) -> Hit {
        let Some(entry) = view::entry_at(self, place.body, x, y) else {
            return Hit::Nothing;
        };
        self.cursor = entry;
        if self.has_ticks() && x < place.body.x + TICK {
            Hit::Run(Command::Toggle)
        } else {
            Hit::Entry
        }
    }

    fn draw(&self, _model: &Model, theme: &Theme, place: &Popup, frame: &mut Frame) {
        view::draw(self, place, theme, frame);
    }
}
