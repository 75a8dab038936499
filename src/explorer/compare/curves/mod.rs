//! The comparison as learning curves.

pub mod state;
pub mod view;

use super::actions;
use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::screen_areas;
use crate::screen::room::Room;
use crate::theme::Theme;
use crate::widgets::Frame;

/// The learning curves.
pub struct CurvesRoom;

impl Room for CurvesRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Curves, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![actions::ACTIONS, actions::MOVES, actions::ACROSS]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) {
        if let Some(compare) = &mut model.experiments.compare {
            let chart = compare.chart();
            let (drawn, _) = chart.split(screen_areas(area).body);
            if let Some((method, size)) = chart.nearest(drawn, x, y) {
                (compare.method, compare.size) = (method, size);
            }
        }
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(compare) = &model.experiments.compare {
            view::draw(compare, theme, area, frame);
        }
    }
}
