//! Feature importances.

pub mod state;
pub mod update;
pub mod view;

use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::screen_areas;
use crate::screen::room::{CLOSE, Room};
use crate::theme::Theme;
use crate::widgets::Frame;

pub struct ImportancesRoom;

const ACTIONS: &[Action] = &[
    Action::always(C::NextGrouping, run),
    Action::always(C::NextMetric, run),
    Action::always(C::ShowColumn, run),
    Action::always(C::Down, run),
    Action::always(C::Up, run),
    CLOSE,
    Action::always(C::Export, run),
    Action::always(C::Sizes, run),
    Action::always(C::StopRuns, run),
    Action::always(C::Pause, run),
    Action::always(C::ClearRuns, run),
    Action::always(C::PageDown, run),
    Action::always(C::PageUp, run),
    Action::always(C::First, run),
    Action::always(C::Last, run),
];

fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    update::run(model, given.command).unwrap_or_default()
}

impl Room for ImportancesRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Importances, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) {
        update::click(model, screen_areas(area).body, x, y);
    }

    fn ask(&self, model: &mut Model) -> Vec<Effect> {
        update::ask(model).into_iter().collect()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}
