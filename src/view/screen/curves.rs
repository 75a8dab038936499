//! Learning curves: the comparison's scores against training size.

use ratatui::Frame;

use crate::app::{Area, Compare, screen_areas};
use crate::theme::Theme;

use super::{chart, compare, put};

/// Draws the screen.
pub(super) fn draw(of: &Compare, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    put(
        compare::head(of, "curves", area.width, theme),
        areas.head,
        frame,
    );
    let mut drawn = of.chart();
    drawn.up = compare::name(of.metric, theme);
    chart::draw(&drawn, (of.series, of.size), areas.body, theme, frame);
    put(compare::foot(of, area.width, theme), areas.foot, frame);
}
