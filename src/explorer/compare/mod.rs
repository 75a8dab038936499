//! The comparison of methods over training sizes, filled in the background: a table, or learning curves.

mod actions;
pub(crate) mod adding;
pub(crate) mod chart;
mod figures;
pub mod layout;
mod legend;
pub mod state;
pub(crate) mod update;
pub(crate) mod view;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::compare::layout::compare_layout;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::screen_areas;
use crate::screen::room::Room;
use crate::theme::Theme;
use crate::widgets::Frame;

pub(crate) struct CompareRoom {
    pub(crate) curves: bool,
}

impl Room for CompareRoom {
    fn contexts(&self) -> &'static [Context] {
        if self.curves {
            &[Context::Curves, Context::Screens]
        } else {
            &[Context::Compare, Context::Screens]
        }
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![actions::ACTIONS, actions::MOVES, actions::ACROSS]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool {
        let Some(compare) = &mut model.experiments.compare else {
            return false;
        };
        let body = screen_areas(area).body;
        let hit = if self.curves {
            let chart = compare.chart();
            chart.nearest(chart.split(body).0, x, y)
        } else {
            let layout = compare_layout(compare, body);
            match layout.curves.filter(|curves| curves.contains(x, y)) {
                Some(curves) => compare.chart_below().nearest(curves, x, y),
                None => {
                    let hit = layout.table.hit(x, y);
                    hit.map(|(method, size)| (method, size.unwrap_or(compare.size)))
                }
            }
        };
        (compare.method, compare.size) = hit.unwrap_or((compare.method, compare.size));
        hit.is_some()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(compare) = &model.experiments.compare {
            view::draw(compare, self.curves, theme, area, frame);
        }
    }
}
