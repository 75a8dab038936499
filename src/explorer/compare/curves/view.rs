//! Learning curves: the comparison's scores against training size.

use ratatui::Frame;

use crate::compare::state::Compare;
use crate::layout::area::Area;
use crate::screen::layout::screen_areas;
use crate::theme::Theme;

use crate::compare::view as compare;
use crate::screen::view::put;
use crate::widgets::chart;

/// Draws the screen.
pub(crate) fn draw(of: &Compare, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    put(
        compare::head(of, "curves", area.width, theme),
        areas.head,
        frame,
    );
    let mut drawn = of.chart();
    drawn.up = compare::name(of.metric, theme);
    chart::draw(&drawn, (of.method, of.size), areas.body, theme, frame);
    put(compare::foot(of, area.width, theme), areas.foot, frame);
}
