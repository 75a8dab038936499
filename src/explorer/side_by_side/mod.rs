//! The marked architectures side by side.

pub mod lines;
pub mod page;
pub(crate) mod records;
pub mod state;
pub(crate) mod update;
pub(crate) mod view;

use crate::command::Command as C;
use crate::command::action::{Action, STEPS};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::room::{CLOSE, Room};
use crate::side_by_side::update::{copy, run};
use crate::theme::Theme;
use crate::widgets::Frame;

pub(crate) struct SideBySideRoom;

const ACTIONS: [&[Action]; 3] = [
    &[
        CLOSE,
        Action::always(C::Copy, |model, _| copy(model)),
        Action::always(C::Export, run),
    ],
    &Action::each([C::Right, C::Left], run),
    &Action::each(STEPS, run),
];

impl Room for SideBySideRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::SideBySide, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        ACTIONS.to_vec()
    }

    fn click(&self, _: &mut Model, _: Area, _: u16, _: u16) -> bool {
        false
    }

    fn ask(&self, model: &mut Model) -> Vec<Effect> {
        update::ask(model).into_iter().collect()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}
