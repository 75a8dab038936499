//! Error analysis: views of the errors on held-out rows.

pub(crate) mod bounds;
pub(crate) mod by_value;
pub(crate) mod collisions;
pub(crate) mod columns;
pub(crate) mod figures;
pub(crate) mod filtering;
pub(crate) mod heat;
pub(crate) mod histogram;
pub mod layout;
pub(crate) mod residuals;
pub mod slices;
pub(crate) mod state;
pub(crate) mod update;
pub mod versus;
pub(crate) mod view;
pub(crate) mod worst;

use crate::command::Command as C;
use crate::command::action::{Action, STEPS};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::errors::state::ErrorView as V;
use crate::errors::update::run;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::room::{CLOSE, Room};
use crate::theme::Theme;
use crate::widgets::Frame;

pub use self::state::ErrorView;

pub(crate) struct ErrorsRoom;

const COMPARISON: &[V] = &[V::ModelComparison];
const BY_COLUMN: &[V] = &[V::Residuals, V::ByValue, V::Heat, V::ModelComparison];
const WITH_METRIC: &[V] = &[V::Residuals, V::ByValue, V::Heat];
const ADJUSTABLE: &[V] = &[V::Residuals, V::Histogram, V::ByValue, V::Heat, V::Slices];
const DRAWABLE: &[V] = &[V::Residuals, V::Histogram];

const ACTIONS: &[Action] = &[
    Action::always(C::NextView, run),
    Action::when(C::FeatureCollisions, |m| is_in(m, &[V::UpperBounds]), run),
    Action::when(C::ChooseA, |m| is_in(m, COMPARISON), run),
    Action::when(C::ChooseB, |m| is_in(m, COMPARISON), run),
    Action::when(C::SwapSides, |m| is_in(m, COMPARISON), run),
    Action::always(C::FilterHere, run),
    Action::when(C::RetrainWithSlice, |m| is_in(m, &[V::Slices]), run),
    Action::always(C::NextWorst, run),
    Action::when(C::Across, |m| is_in(m, BY_COLUMN), run),
    Action::when(C::UpColumn, |m| is_in(m, &[V::Heat]), run),
    Action::when(C::NextMetric, |m| is_in(m, WITH_METRIC), run),
    Action::when(C::Raise, |m| is_in(m, ADJUSTABLE), run),
    Action::when(C::Lower, |m| is_in(m, ADJUSTABLE), run),
    CLOSE,
    Action::always(C::GoToView, run),
    Action::always(C::PreviousWorst, run),
    Action::when(C::Export, |m| is_in(m, DRAWABLE), run),
];
const MOVES: &[Action] = &Action::each(STEPS, run);
const MORE: &[Action] = &Action::each([C::Left, C::Right, C::PreviousView, C::NewSeed], run);

fn is_in(model: &Model, views: &[V]) -> bool {
    views.contains(&model.inspection.errors.view)
}

impl Room for ErrorsRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Errors, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS, MOVES, MORE]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) {
        update::click(model, area, x, y);
    }

    fn ask(&self, model: &mut Model) -> Vec<Effect> {
        update::ask(model).into_iter().collect()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}
