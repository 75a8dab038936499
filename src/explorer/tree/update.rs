//! Opening the drawing of the tree, and scrolling it.

use super::state::tree_lines;
use crate::command::Command as C;
use crate::command::action::{Action, Invocation, STEPS};
use crate::command::place::key_of;
use crate::effect::Effect;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::screen::Screen;
use crate::screen::experiment::moved_by;
use crate::screen::room::CLOSE;
use crate::table::moving;
use crate::update::warn;

pub(super) const MOVES: &[Action] = &Action::each(STEPS, scroll);
pub(super) const ACTIONS: &[Action] = &[CLOSE];

/// Opens the drawing of the predictor, if it is one tree.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    let trained = model.training.current.as_ref();
    if trained.is_some_and(|trained| trained.readable_tree.is_some()) {
        model.experiments.tree_scroll = 0;
        model.screen = Screen::Tree;
    } else {
        let choose = key_of(model, C::Model);
        warn(
            model,
            format!("only the model `tree` is one tree to be drawn; choose it with {choose}"),
        );
    }
    Vec::new()
}

fn scroll(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let page = areas(model).map_or(1, |areas| usize::from(areas.body.height).max(3) - 2);
    let trained = model.training.current.as_ref();
    let lines = trained.map_or(0, |trained| tree_lines(trained).len());
    let tops = (lines + 1).saturating_sub(page);
    if let Some(steps) = moving::steps(given.command, page) {
        let scroll = &mut model.experiments.tree_scroll;
        *scroll = moved_by(*scroll, steps, tops);
    }
    Vec::new()
}
