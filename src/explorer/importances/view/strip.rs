//! The strip of a feature: for each explained row its value across, its SHAP value up.

use ratatui::Frame;
use ratatui::text::Line;

use crate::layout::area::{Area, Size};
use crate::model::Model;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::view::rect;
use crate::widgets::canvas::raster::{What, symbol};
use crate::widgets::text;
use crate::widgets::text::{shorten, signed};
use grafscope_core::diagnosis::Layer;
use grafscope_core::diagnosis::importance::{By, Importances};
use grafscope_core::table::{Format, number};

/// Cells left of the points for the labels of the SHAP values.
const LEFT: u16 = 9;
/// Least size of the points.
const LEAST: Size = Size {
    width: 8,
    height: 2,
};

pub(crate) fn draw(
    model: &Model,
    found: &Importances,
    area: Area,
    format: Format,
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
    let title = format!("{whose}SHAP value by {}", spec.short);
    let (head, rest) = area.split_top(1);
    say(&title, Role::Header, head, theme, frame);
    let (body, foot) = rest.split_bottom(1);
    let (labels, canvas) = body.split_left(LEFT.min(body.width));
    if canvas.width < LEAST.width || canvas.height < LEAST.height {
        return;
    }
    let strip = found.strip(table, screen.by, at);
    let (Some(across), Some(up)) = (
        range(strip.iter().map(|point| point.0)),
        range(strip.iter().map(|point| point.1).chain([0.0])),
    ) else {
        return;
    };
    let mut layer = Layer::new(canvas.width, canvas.height);
    for &(x, y) in &strip {
        layer.add(share(x, across), share(y, up));
    }
    let nothing = (canvas.height - 1)
        - (share(0.0, up) * f64::from(canvas.height)).min(f64::from(canvas.height) - 1.0) as u16;
    for (y, row) in (0..canvas.height).zip(rect(canvas).rows()) {
        let text: String = (0..canvas.width)
            .map(|x| match layer.count(x, y) {
                0 if y == nothing => theme.glyphs.across.to_owned(),
                0 => " ".to_owned(),
                _ => symbol(&layer, x, y, What::Shown, &theme.glyphs).to_string(),
            })
            .collect();
        text::draw(Line::styled(text, theme.style(Role::Point)), row, frame);
    }
    let label = |value: f64| format!("{:>8}", signed(value, format));
    let mut scale = vec![Line::default(); usize::from(canvas.height)];
    scale[usize::from(nothing)] = styled(&format!("{:>8}", "0"), LEFT, Role::Dim, theme);
    let last = scale.len() - 1;
    scale[0] = styled(&label(up.1), LEFT, Role::Dim, theme);
    scale[last] = styled(&label(up.0), LEFT, Role::Dim, theme);
    put(scale, labels, frame);
    let (low, high) = (number(across.0, spec.format), number(across.1, spec.format));
    let room = usize::from(canvas.width).saturating_sub(low.len() + 1);
    let high = shorten(&high, room, theme.glyphs.ellipsis);
    let text = format!("{:LEFT$}{low} {high:>room$}", "", LEFT = usize::from(LEFT));
    say(&text, Role::Dim, foot, theme, frame);
}

/// Smallest and largest of `numbers` that are there, apart from each other.
fn range(numbers: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (low, high) = numbers
        .filter(|number| !number.is_nan())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
            (low.min(number), high.max(number))
        });
    (low <= high).then_some((low, if low < high { high } else { low + 1.0 }))
}

fn share(value: f64, (low, high): (f64, f64)) -> f64 {
    (value - low) / (high - low)
}
