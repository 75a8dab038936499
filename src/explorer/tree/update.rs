//! The drawing of the tree: its screen, and scrolling it.

use super::state::tree_lines;
use super::view;
use crate::command::Command as C;
use crate::command::action::{Action, Invocation, STEPS};
use crate::command::available::is_tree;
use crate::command::keymap::Context;
use crate::command::place::key_of;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::screen::Screen;
use crate::screen::experiment::moved_by;
use crate::screen::room::{CLOSE, Room};
use crate::table::moving;
use crate::theme::Theme;
use crate::update::refuse;
use crate::widgets::Frame;

const MOVES: &[Action] = &Action::each(STEPS, scroll);
const ACTIONS: &[Action] = &[CLOSE];

pub(crate) struct TreeRoom;

impl Room for TreeRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Tree, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![MOVES, ACTIONS]
    }

    fn click(&self, _: &mut Model, _: Area, _: u16, _: u16) -> bool {
        false
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        view::draw(model, theme, area, frame);
    }
}

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if !is_tree(model) {
        let key = key_of(model, C::Model);
        let text = format!("only the model `tree` is one tree to be drawn; choose it with {key}");
        return refuse(model, text);
    }
    model.experiments.tree_scroll = 0;
    model.screen = Screen::Tree;
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
