//! The screen of one architecture.

mod areas;
mod clicking;
pub mod edit;
pub mod neighbours;
pub mod state;
pub(crate) mod update;
pub(crate) mod view;
pub mod why;

use self::state::ArchitectureView;
use crate::architecture::update::run;
use crate::command::Command as C;
use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::room::{CLOSE, Room};
use crate::theme::Theme;
use crate::widgets::Frame;

pub(crate) struct ArchitectureRoom;

const ACTIONS: &[Action] = &[
    Action::always(C::NextView, run),
    Action::when(C::NextGrouping, |model| can(model, C::NextGrouping), run),
    Action::always(C::NextRow, run),
    Action::of(C::Note),
    Action::when(C::Undo, |model| can(model, C::Undo), run),
    Action::when(C::MakeEdit, |model| can(model, C::MakeEdit), run),
    Action::when(C::NextNeighbour, |model| can(model, C::NextNeighbour), run),
    Action::when(C::SortNext, |model| can(model, C::SortNext), run),
    Action::when(C::Original, |model| can(model, C::Original), run),
    Action::always(C::GoThere, run),
    CLOSE,
    Action::always(C::PreviousRow, run),
    Action::when(
        C::PreviousNeighbour,
        |model| can(model, C::PreviousNeighbour),
        run,
    ),
    Action::when(C::Redo, |model| can(model, C::Redo), run),
    Action::when(C::SortTurn, |model| can(model, C::SortTurn), run),
    Action::always(C::PreviousView, run),
    Action::always(C::StopRuns, run),
];
const MOVES: &[Action] = &Action::each(
    [
        C::Down,
        C::Up,
        C::Left,
        C::Right,
        C::PageDown,
        C::PageUp,
        C::First,
        C::Last,
    ],
    run,
);

fn can(model: &Model, command: C) -> bool {
    let screen = &model.inspection.architecture;
    let edit = &screen.edit;
    match (screen.view, command) {
        (ArchitectureView::Why, C::NextGrouping)
        | (ArchitectureView::Neighbours, C::NextNeighbour | C::PreviousNeighbour) => true,
        (ArchitectureView::Edit, C::Undo) => !edit.undo.is_empty(),
        (ArchitectureView::Edit, C::Redo) => !edit.redo.is_empty(),
        (ArchitectureView::Edit, C::Original) => edit.is_edited(),
        (ArchitectureView::Edit, C::NextGrouping) => false,
        (ArchitectureView::Edit, _) => !edit.shown.is_empty(),
        _ => false,
    }
}

/// The lines of the two lists have keys of their own where Up and Down edit.
fn as_step(command: C) -> C {
    match command {
        C::NextNeighbour => C::Down,
        C::PreviousNeighbour => C::Up,
        other => other,
    }
}

impl Room for ArchitectureRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Architecture, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS, MOVES]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool {
        clicking::click(model, area, x, y)
    }

    fn wheel(&self, model: &Model, up: bool) -> C {
        // Up and down edit in that view.
        match (model.inspection.architecture.view, up) {
            (ArchitectureView::Edit, true) => C::PreviousNeighbour,
            (ArchitectureView::Edit, false) => C::NextNeighbour,
            (_, true) => C::Up,
            (_, false) => C::Down,
        }
    }

    fn ask(&self, model: &mut Model) -> Vec<Effect> {
        update::ask(model).into_iter().collect()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}
