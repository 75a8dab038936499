//! The feature panel: families as switches, single columns below, the last sets beside them. Every
//! switch retrains, and then tells with more seeds whether the change of the scores is more than noise.

pub mod paired;
pub mod redundancy;
pub(crate) mod state;
pub(crate) mod update;
mod view;

use tui_input::Input;

use crate::command::Command;
use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::features::state::FeaturePanel;
use crate::overlay::popup::{PANEL, Popup};
use crate::overlay::{Hit, OverlayRoom};
use crate::theme::Theme;
use crate::widgets::Frame;

/// Narrowest panel with its report beside the switches, and the width of the switches there.
const BESIDE: u16 = 66;
const SWITCHES: u16 = 33;
/// Cells of the sign of a switch and the blank behind it.
const SWITCH: u16 = 4;
/// Lowest panel with its report below the switches, and the height of the report there.
const BELOW: u16 = 14;
const REPORT: u16 = 7;

impl OverlayRoom for FeaturePanel {
    fn contexts(&self) -> &'static [Context] {
        if self.typing {
            &[Context::List]
        } else {
            &[Context::Features]
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

    fn edited(&mut self, _model: &mut Model) -> Vec<Effect> {
        self.narrow();
        Vec::new()
    }

    fn popup(&self, body: Area) -> Option<Popup> {
        let mut popup = Popup::centred(body, PANEL.width, PANEL.height);
        let inside = popup.inside();
        if inside.width >= BESIDE {
            let (left, right) = inside.split_left(SWITCHES);
            (popup.head, popup.body) = left.split_top(1);
            popup.report = right.split_left(3).1;
        } else if inside.height >= BELOW {
            (popup.body, popup.report) = popup.body.split_bottom(REPORT);
        }
        Some(popup)
    }

    fn click(&mut self, _model: &Model, place: &Popup, x: u16, y: u16) -> Hit {
        let Some(row) = self.row_at(place.body, x, y) else {
            return Hit::Nothing;
        };
        self.cursor = row;
        if x < place.body.x + SWITCH {
            Hit::Run(Command::Toggle)
        } else {
            Hit::Entry
        }
    }

    fn draw(&self, model: &Model, theme: &Theme, place: &Popup, frame: &mut Frame) {
        view::draw(model, self, place, theme, frame);
    }
}
