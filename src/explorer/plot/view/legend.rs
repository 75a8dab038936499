//! What the marks of the plot mean.

use super::{Scatter, words};
use crate::layout::area::Area;
use crate::theme::{Role, Theme};
use crate::view::title_line::Remark;
use crate::widgets::canvas::legend::{entry, points};
use crate::widgets::canvas::raster::What;
use crate::widgets::canvas::stepped;
use crate::widgets::pen::Pen;
use crate::widgets::text::grouped;
use grafscope_core::table::number;
use unicode_width::UnicodeWidthStr;

/// The entries, the most important first, with the `facts` that have no other place among them.
pub(super) fn entries(scatter: &Scatter, facts: Vec<Remark>, theme: &Theme) -> Vec<Remark> {
    let plot = scatter.plot;
    let glyphs = &theme.glyphs;
    let mut all = Vec::new();
    if let Some(front) = &plot.front {
        let (rows, among) = (grouped(front.rows.len()), grouped(front.among));
        let text = format!("front: {rows} of {among}");
        all.push(entry(glyphs.front_point, Role::Front, &text, theme));
    }
    all.extend(steps(scatter, theme));
    let shown = if plot.any_scored || plot.columns.is_predictions() {
        "scored"
    } else {
        "shown"
    };
    if !plot.scored.is_empty() {
        all.push(points(What::Shown, Role::Point, shown, theme));
    }
    all.extend(facts);
    if !plot.trained.is_empty() {
        all.push(entry(
            glyphs.trained_point,
            Role::Training,
            "trained on",
            theme,
        ));
    }
    if !plot.others.is_empty() {
        all.push(points(What::Rest, Role::PointRest, &others(scatter), theme));
    }
    if !plot.marked.is_empty() {
        all.push(entry(glyphs.marked, Role::Marked, "marked", theme));
    }
    if scatter.selected().is_some() {
        all.push(entry(glyphs.cross, Role::Selected, "selected", theme));
    }
    if plot.columns.is_predictions() {
        all.push(points(What::Line, Role::Axis, "equal", theme));
    }
    all
}

/// What is dim.
fn others(scatter: &Scatter) -> String {
    let is_filtered = !scatter.model.view.filter.is_empty();
    let plot = &scatter.plot;
    let colour = plot
        .columns
        .colour
        .as_ref()
        .filter(|_| plot.coloured.is_some());
    let reasons = [
        is_filtered.then(|| "filtered out".to_owned()),
        (plot.any_scored || plot.columns.is_predictions()).then(|| "not scored".to_owned()),
        colour.map(|name| format!("no {name}")),
    ];
    let reasons: Vec<String> = reasons.into_iter().flatten().collect();
    if reasons.is_empty() {
        "not shown".to_owned()
    } else {
        reasons.join(" or ")
    }
}

/// The steps of the column that colours, its name before the first.
fn steps(scatter: &Scatter, theme: &Theme) -> Vec<Remark> {
    let plot = scatter.plot;
    let table = &scatter.data.table;
    let column = plot
        .columns
        .colour
        .as_ref()
        .and_then(|name| table.find(name));
    let (Some(coloured), Some(id)) = (&plot.coloured, column) else {
        return Vec::new();
    };
    let spec = &table.column(id).spec;
    let ranges = &coloured.quarters.ranges;
    let steps = ranges.iter().enumerate().map(|(step, &(low, high))| {
        let [low, high] = [low, high].map(|value| match number(value, spec.format) {
            text if text.is_empty() => "no".to_owned(),
            text => text,
        });
        let range = if low == high {
            low
        } else {
            format!("{low}..{high}")
        };
        let text = match step {
            0 => format!("{} {range}", words::named(spec)),
            _ => range,
        };
        stepped::entry(step, ranges.len(), &text, theme)
    });
    steps.collect()
}

/// Draws as many of the entries as there is room for on `lines`, from the left.
pub(super) fn draw(entries: &[Remark], lines: Area, pen: &mut Pen) {
    let (mut x, mut y) = (1, lines.y);
    for entry in entries {
        let width: u16 = entry.iter().map(|(text, _)| text.width() as u16).sum();
        if x > 1 && x + width > pen.width() {
            (x, y) = (1, y + 1);
        }
        if x + width > pen.width() || y >= lines.y + lines.height {
            break;
        }
        for (text, style) in entry {
            pen.put(x, y, text.width() as u16, text, *style);
            x += text.width() as u16;
        }
        x += 2;
    }
}
