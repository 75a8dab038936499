//! Frequencies: the values of one column, how many rows have each, and what is true and predicted of them.

pub mod state;
pub(crate) mod update;
pub(crate) mod view;

use crate::command::Command as C;
use crate::command::action::{Action, STEPS};
use crate::command::available::trained;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::frequencies::update::{close, run};
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::screen_areas;
use crate::screen::room::Room;
use crate::theme::Theme;
use crate::widgets::Frame;

pub(crate) struct FrequenciesRoom;

const ACTIONS: &[Action] = &[
    Action::always(C::FilterHere, run),
    Action::always(C::ExcludeValue, run),
    Action::always(C::SortNext, run),
    Action::always(C::SortTurn, run),
    Action::always(C::GoToColumn, run),
    Action::when(C::Raise, update::is_binned, run),
    Action::when(C::Lower, update::is_binned, run),
    Action::when(C::ScoredOnly, trained, run),
    Action::always(C::ShowColumn, run),
    Action::always(C::Close, close),
];
const MOVES: &[Action] = &Action::each(STEPS, run);

impl Room for FrequenciesRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Frequencies, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS, MOVES]
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
