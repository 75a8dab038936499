//! The strip of a feature: for each explained row its value across, its SHAP value up.

use ratatui::Frame;

use crate::layout::area::{Area, Size};
use crate::layout::canvas::canvas_in;
use crate::model::Model;
use crate::plot::scale::Scale;
use crate::screen::view::say;
use crate::theme::{Role, Theme};
use crate::view::title_line::TitleLine;
use crate::widgets::canvas::axes::{Axes, unit_behind};
use crate::widgets::canvas::legend::{entry, points};
use crate::widgets::canvas::raster::What;
use crate::widgets::pen::Pen;
use grafscope_core::diagnosis::Layer;
use grafscope_core::diagnosis::importance::{By, Importances};

/// Least size of the points.
const LEAST: Size = Size {
    width: 8,
    height: 2,
};

pub(crate) fn draw(
    model: &Model,
    found: &Importances,
    area: Area,
    theme: &Theme,
    frame: &mut Frame,
) {
    let screen = &model.inspection.importances;
    let (Some(at), Some(table)) = (screen.selected(), model.table()) else {
        return;
    };
    let Some(id) = found.column(screen.by, at) else {
        let text = "a strip is of one feature: g goes on to features";
        return say(text, Role::Dim, area, theme, frame);
    };
    let spec = &table.column(id).spec;
    let whose = if screen.by == By::Cluster {
        "group's "
    } else {
        ""
    };
    let canvas = canvas_in(Area::of(area.width, area.height));
    if canvas.width < LEAST.width || canvas.height < LEAST.height {
        return;
    }
    let strip = found.strip(table, screen.by, at);
    let (Some(across), Some(up)) = (
        scale(strip.iter().map(|point| point.0)),
        scale(strip.iter().map(|point| point.1).chain([0.0])),
    ) else {
        return;
    };
    let mut layer = Layer::new(canvas.width, canvas.height);
    for &(x, y) in &strip {
        layer.add(across.share(x), up.share(y));
    }
    let axes = Axes { canvas, across, up };
    let mut pen = Pen::new(frame.buffer_mut(), area, theme);
    axes.draw(
        &format!("{}{}", spec.short, unit_behind(spec.unit)),
        None,
        &mut pen,
    );
    let (none, row) = (theme.glyphs.across, axes.row(0.0));
    for x in canvas.x..canvas.x + canvas.width {
        pen.put(x, row, 1, none, pen.style(Role::Axis));
    }
    axes.lay(&layer, What::Shown, pen.style(Role::Point), &mut pen);
    TitleLine {
        name: &format!("{whose}SHAP value"),
        focused: false,
        left: Vec::new(),
        right: vec![
            entry(none, Role::Axis, "no effect", theme),
            points(What::Shown, Role::Point, "explained rows", theme),
        ],
    }
    .draw(&mut pen);
}

/// The scale of `numbers` that are there.
fn scale(numbers: impl Iterator<Item = f64>) -> Option<Scale> {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) = numbers.fold(none, |(low, high), number| {
        (low.min(number), high.max(number))
    });
    Scale::around(low, high, false)
}
