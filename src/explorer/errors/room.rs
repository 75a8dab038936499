//! The screen of errors among the others.

use crate::command::Command as C;
use crate::command::action::{Action, STEPS};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::errors::update::{self, run};
use crate::errors::{View, view};
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::room::{CLOSE, Room};
use crate::theme::Theme;
use crate::widgets::Frame;

pub(crate) struct ErrorsRoom;

const ACTIONS: &[Action] = &[
    Action::always(C::NextView, run),
    Action::when(
        C::FeatureCollisions,
        |m| open(m).knows(C::FeatureCollisions),
        run,
    ),
    Action::when(C::ChooseA, |m| open(m).knows(C::ChooseA), run),
    Action::when(C::ChooseB, |m| open(m).knows(C::ChooseB), run),
    Action::when(C::SwapSides, |m| open(m).knows(C::SwapSides), run),
    Action::always(C::FilterHere, run),
    Action::when(
        C::RetrainWithSlice,
        |m| open(m).knows(C::RetrainWithSlice),
        run,
    ),
    Action::always(C::NextWorst, run),
    Action::when(C::Across, |m| open(m).columns(false).is_some(), run),
    Action::when(C::UpColumn, |m| open(m).columns(true).is_some(), run),
    Action::when(C::NextMetric, |m| open(m).knows(C::NextMetric), run),
    Action::when(C::Raise, |m| open(m).knows(C::Raise), run),
    Action::when(C::Lower, |m| open(m).knows(C::Lower), run),
    CLOSE,
    Action::always(C::GoToView, run),
    Action::always(C::PreviousWorst, run),
    Action::when(C::Export, |m| open(m).figure(m).is_some(), run),
];
const MOVES: &[Action] = &Action::each(STEPS, run);
const MORE: &[Action] = &Action::each([C::Left, C::Right, C::PreviousView, C::NewSeed], run);

fn open(model: &Model) -> &'static dyn View {
    model.inspection.errors.view.tab()
}

impl Room for ErrorsRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Errors, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS, MOVES, MORE]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool {
        update::click(model, area, x, y)
    }

    fn ask(&self, model: &mut Model) -> Vec<Effect> {
        update::ask(model).into_iter().collect()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}
