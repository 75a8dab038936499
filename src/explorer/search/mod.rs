//! A search guided by the predictor, against random search.

pub mod state;
pub mod update;
pub mod view;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::screen_areas;
use crate::screen::room::Room;
use crate::theme::Theme;
use crate::widgets::Frame;

/// The search.
pub struct SearchRoom;

impl Room for SearchRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Search, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![update::ACTIONS]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) {
        if let Some(searching) = &mut model.experiments.search {
            let chart = searching.chart();
            let (drawn, _) = chart.split(screen_areas(area).body);
            if let Some((_, checkpoint)) = chart.nearest(drawn, x, y) {
                searching.cursor = checkpoint;
            }
        }
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(searching) = &model.experiments.search {
            view::draw(searching, theme, area, frame);
        }
    }
}
