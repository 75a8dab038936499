//! Feature importances.

pub mod state;
pub(crate) mod update;
pub(crate) mod view;

use crate::command::Command as C;
use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::importances::update::run;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::screen_areas;
use crate::screen::room::{CLOSE, Room};
use crate::theme::Theme;
use crate::widgets::Frame;

pub(crate) struct ImportancesRoom;

const LIST: [C; 5] = [
    C::NextGrouping,
    C::NextMetric,
    C::ShowColumn,
    C::Down,
    C::Up,
];
const RUNS: [C; 5] = [C::Export, C::Sizes, C::StopRuns, C::Pause, C::ClearRuns];
const PAGES: [C; 4] = [C::PageDown, C::PageUp, C::First, C::Last];
const ACTIONS: [&[Action]; 4] = [
    &Action::each(LIST, run),
    &[CLOSE],
    &Action::each(RUNS, run),
    &Action::each(PAGES, run),
];

impl Room for ImportancesRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Importances, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        ACTIONS.to_vec()
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
