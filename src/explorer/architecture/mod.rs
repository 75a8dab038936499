//! The screen of one architecture.

pub mod areas;
pub mod edit;
pub mod neighbours;
pub mod state;
pub mod update;
pub mod view;
pub mod why;

use self::state::ArchitectureView;
use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::room::{CLOSE, Room};
use crate::theme::Theme;
use crate::widgets::Frame;

pub struct ArchitectureRoom;

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
    Action::always(C::Down, run),
    Action::always(C::Up, run),
    Action::always(C::Left, run),
    Action::always(C::Right, run),
    Action::always(C::PageDown, run),
    Action::always(C::PageUp, run),
    Action::always(C::First, run),
    Action::always(C::Last, run),
];

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

fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    update::run(model, given.command).unwrap_or_default()
}

impl Room for ArchitectureRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Architecture, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS]
    }

    fn click(&self, _: &mut Model, _: Area, _: u16, _: u16) {}

    fn ask(&self, model: &mut Model) -> Vec<Effect> {
        update::ask(model).into_iter().collect()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}
