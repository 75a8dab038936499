//! Error analysis: views of the errors on held-out rows.

pub mod bounds;
pub mod by_value;
pub mod collisions;
pub mod columns;
pub mod figures;
pub mod filtering;
pub mod heat;
pub mod histogram;
pub mod layout;
pub mod residuals;
pub mod slices;
pub mod state;
pub mod update;
pub mod versus;
pub mod view;
pub mod worst;

use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::room::{CLOSE, Room};
use crate::theme::Theme;
use crate::widgets::Frame;

/// The error analysis.
pub struct ErrorsRoom;

const ACTIONS: &[Action] = &[
    Action::always(C::NextView, run),
    Action::when(
        C::FeatureCollisions,
        |model| {
            use state::ErrorView as V;
            matches!(model.inspection.errors.view, V::UpperBounds)
        },
        run,
    ),
    Action::when(
        C::ChooseA,
        |model| {
            use state::ErrorView as V;
            matches!(model.inspection.errors.view, V::ModelComparison)
        },
        run,
    ),
    Action::when(
        C::ChooseB,
        |model| {
            use state::ErrorView as V;
            matches!(model.inspection.errors.view, V::ModelComparison)
        },
        run,
    ),
    Action::when(
        C::SwapSides,
        |model| {
            use state::ErrorView as V;
            matches!(model.inspection.errors.view, V::ModelComparison)
        },
        run,
    ),
    Action::always(C::FilterHere, run),
    Action::always(C::NextWorst, run),
    Action::when(
        C::Across,
        |model| {
            use state::ErrorView as V;
            matches!(
                model.inspection.errors.view,
                V::Residuals | V::ByValue | V::Heat | V::ModelComparison
            )
        },
        run,
    ),
    Action::when(
        C::UpColumn,
        |model| {
            use state::ErrorView as V;
            matches!(model.inspection.errors.view, V::Heat)
        },
        run,
    ),
    Action::when(
        C::NextMetric,
        |model| {
            use state::ErrorView as V;
            matches!(
                model.inspection.errors.view,
                V::Residuals | V::ByValue | V::Heat
            )
        },
        run,
    ),
    Action::when(
        C::Raise,
        |model| {
            use state::ErrorView as V;
            matches!(
                model.inspection.errors.view,
                V::Residuals | V::Histogram | V::ByValue | V::Heat | V::Slices
            )
        },
        run,
    ),
    Action::when(
        C::Lower,
        |model| {
            use state::ErrorView as V;
            matches!(
                model.inspection.errors.view,
                V::Residuals | V::Histogram | V::ByValue | V::Heat | V::Slices
            )
        },
        run,
    ),
    CLOSE,
    Action::always(C::GoToView, run),
    Action::always(C::PreviousWorst, run),
    Action::when(
        C::Export,
        |model| {
            use state::ErrorView as V;
            matches!(model.inspection.errors.view, V::Residuals | V::Histogram)
        },
        run,
    ),
    Action::always(C::Down, run),
    Action::always(C::Up, run),
    Action::always(C::PageDown, run),
    Action::always(C::PageUp, run),
    Action::always(C::First, run),
    Action::always(C::Last, run),
    Action::always(C::Left, run),
    Action::always(C::Right, run),
    Action::always(C::PreviousView, run),
    Action::always(C::NewSeed, run),
];

fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    update::run(model, given.command, given.key).unwrap_or_default()
}

impl Room for ErrorsRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Errors, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS]
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
