//! Column statistics: every column of the table in one line.

pub mod state;
pub(crate) mod update;
pub(crate) mod view;

use crate::command::Command as C;
use crate::command::action::{Action, STEPS};
use crate::command::available::trained;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::screen_areas;
use crate::screen::room::Room;
use crate::statistics::update::{close, run};
use crate::theme::Theme;
use crate::widgets::Frame;

pub(crate) struct StatisticsRoom;

const ACTIONS: &[Action] = &[
    Action::always(C::Frequencies, run),
    Action::always(C::SortNext, run),
    Action::always(C::SortTurn, run),
    Action::always(C::GoToColumn, run),
    Action::always(C::ShowColumn, run),
    Action::when(C::ScoredOnly, trained, run),
    Action::always(C::Close, close),
];
const MOVES: &[Action] = &Action::each(STEPS, run);
const MORE: &[Action] = &Action::each([C::Left, C::Right], run);

impl Room for StatisticsRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Statistics, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS, MOVES, MORE]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool {
        update::click(model, screen_areas(area).body, x, y)
    }

    fn ask(&self, model: &mut Model) -> Vec<Effect> {
        update::ask(model).into_iter().collect()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}
