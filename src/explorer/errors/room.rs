//! The screen of errors among the others.

use crate::command::Command as C;
use crate::command::action::{Action, STEPS};
use crate::command::available::several_targets;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::errors::update::{self, run};
use crate::errors::{View, view};
use crate::layout::area::Area;
use crate::model::Model;
use crate::plot::zoom;
use crate::screen::room::{CLOSE, Room};
use crate::theme::Theme;
use crate::widgets::Frame;

pub(crate) struct ErrorsRoom;

const ACTIONS: &[Action] = &[
    Action::always(C::NextView, run),
    Action::when(
        C::FeatureCollisions,
        |m| knows(m, C::FeatureCollisions),
        run,
    ),
    Action::when(C::ChooseA, |m| knows(m, C::ChooseA), run),
    Action::when(C::ChooseB, |m| knows(m, C::ChooseB), run),
    Action::when(C::SwapSides, |m| knows(m, C::SwapSides), run),
    Action::always(C::FilterHere, run),
    Action::when(C::RetrainWithSlice, |m| knows(m, C::RetrainWithSlice), run),
    Action::always(C::NextWorst, run),
    Action::when(C::Across, |m| !open(m).columns().is_empty(), run),
    Action::when(C::UpColumn, |m| open(m).columns().len() > 1, run),
    Action::when(C::ZoomIn, zoom::available, zoom::run),
    Action::when(C::ZoomOut, zoom::is_zoomed, zoom::run),
    Action::when(C::ZoomAll, zoom::is_zoomed, zoom::run),
    Action::when(C::WithoutOutliers, zoom::available, zoom::run),
    Action::when(C::LogAxes, zoom::available, zoom::run),
    Action::when(C::NextMetric, |m| knows(m, C::NextMetric), run),
    Action::when(C::NextTarget, several_targets, run),
    Action::when(C::Raise, |m| knows(m, C::Raise), run),
    Action::when(C::Lower, |m| knows(m, C::Lower), run),
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

fn knows(model: &Model, command: C) -> bool {
    open(model).commands().contains(&command)
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
