//! Errors by the value of a column: one line a value, the mean with its interval as a whisker.

use ratatui::Frame;

use crate::errors::by_value::{ByValueView, HEAD};
use crate::errors::figures::Figures;
use crate::errors::layout::error_list;
use crate::errors::view::{Foot, Scene};
use crate::plot::state::Bounds;
use crate::theme::{Role, Theme};
use crate::widgets::pen::Pen;
use crate::widgets::text::{grouped, shorten};
use grafscope_core::diagnosis::{ByValue, MeanInterval, Stratum};

/// Narrowest strip of whiskers.
const STRIP: u16 = 12;
/// Widest column of labels.
const LABEL: usize = 22;

pub(crate) fn draw(found: &ByValue, scene: &Scene, frame: &mut Frame) {
    let (model, figures, theme, area) = (scene.model, scene.figures, scene.theme, scene.body);
    let view = &model.inspection.errors.by_value;
    let measure = measure(view);
    let mut pen = Pen::new(frame.buffer_mut(), area, theme);
    let parts = found.parts.len();
    let labels = (0..parts).map(|at| found.strata.label(at).chars().count());
    let label = labels.max().unwrap_or(0).clamp(5, LABEL) as u16;
    let means = found.parts.iter().map(measure);
    let means: Vec<String> = means.map(|of| interval(of, view, figures, theme)).collect();
    let wide = means.iter().map(|text| text.chars().count()).max();
    let wide = wide.unwrap_or(0).max(4) as u16;
    let title = Figures::mean_title(view.signed);
    let head = pen.style(Role::Header);
    let name = Figures::short(model, &found.query.column);
    let columns = format!(
        "{:>label$} {:>8}  {title}, 95% by t",
        "",
        "rows",
        label = usize::from(label)
    );
    pen.put(0, 0, area.width, &columns, head);
    let strip = area.width.saturating_sub(label + 1 + 8 + 2 + wide + 2);
    // The name of the column stands over the strip, or over the labels where it is short.
    let right = (columns.len() + 2) as u16;
    if name.len() <= usize::from(label) {
        pen.put(0, 0, label, &name, head);
    } else if right < area.width {
        let by = format!("by {name}");
        pen.put_right(right, 0, area.width - right, &by, head);
    }
    let list = error_list(area, HEAD, view.cursor, parts);
    let bounds = bounds(found, measure);
    for line in 0..list.shown {
        let at = list.first + line;
        let y = HEAD + line as u16;
        let part = measure(&found.parts[at]);
        let text = format!(
            "{:>label$} {:>8}  {:<wide$}",
            shorten(&found.strata.label(at), label.into(), theme.glyphs.ellipsis),
            grouped(part.count),
            means[at],
            label = usize::from(label),
            wide = usize::from(wide),
        );
        let selected = at == view.cursor;
        let style = pen.style(if selected { Role::Selected } else { Role::Text });
        pen.put(0, y, area.width, &text, style);
        if strip >= STRIP {
            whisker(part, bounds, view, (area.width - strip, y, strip), &mut pen);
        }
    }
}

fn measure(view: &ByValueView) -> fn(&Stratum) -> MeanInterval {
    if view.signed {
        |part| part.bias
    } else {
        |part| part.mae
    }
}

fn interval(of: MeanInterval, view: &ByValueView, figures: &Figures, theme: &Theme) -> String {
    let mean = figures.mean(of.mean, view.signed);
    if of.margin.is_nan() {
        mean
    } else {
        let either = theme.glyphs.plus_minus;
        format!("{mean} {either}{}", figures.size(of.margin))
    }
}

/// The scale of the strip: it holds 0 and every interval of more than a few rows.
fn bounds(found: &ByValue, measure: fn(&Stratum) -> MeanInterval) -> Bounds {
    let mut bounds = Bounds {
        low: 0.0,
        high: 0.0,
    };
    for part in found.parts.iter().map(measure) {
        let mut hold = |value: f64| {
            if value.is_finite() {
                bounds.low = bounds.low.min(value);
                bounds.high = bounds.high.max(value);
            }
        };
        hold(part.mean);
        // An interval of two or three rows would take all the room.
        if part.count > 3 {
            hold(part.low());
            hold(part.high());
        }
    }
    if bounds.low >= bounds.high {
        bounds.high = bounds.low + 1.0;
    }
    bounds
}

/// A point with its interval, and the line of 0, in the cells from `x` on.
fn whisker(
    part: MeanInterval,
    bounds: Bounds,
    view: &ByValueView,
    (x, y, width): (u16, u16, u16),
    pen: &mut Pen,
) {
    let cell = |value: f64| {
        let share = bounds.share(value).clamp(0.0, 1.0);
        x + (share * f64::from(width - 1)).round() as u16
    };
    let glyphs = pen.theme.glyphs;
    let axis = pen.style(Role::Axis);
    pen.put(cell(0.0), y, 1, glyphs.down, axis);
    if part.mean.is_nan() {
        return;
    }
    let role = match part.mean {
        mean if view.signed && mean > 0.0 => Role::Over,
        _ if view.signed => Role::Under,
        _ => Role::Point,
    };
    let style = pen.style(role);
    if part.margin.is_finite() {
        // Never below 0 where nothing can be.
        let least = if view.signed { f64::NEG_INFINITY } else { 0.0 };
        for at in cell(part.low().max(least))..=cell(part.high()) {
            pen.put(at, y, 1, glyphs.across, style);
        }
    }
    pen.put(cell(part.mean), y, 1, glyphs.trained_point, style);
}

pub(crate) fn foot(found: &ByValue, scene: &Scene) -> Foot {
    let &Scene { model, figures, .. } = scene;
    let view = &model.inspection.errors.by_value;
    let Some(part) = found.parts.get(view.cursor) else {
        return Foot::of("no held-out row is shown");
    };
    let ends = |of: MeanInterval, signed: bool| {
        let write = |value| figures.mean(value, signed);
        let mean = write(of.mean);
        if of.margin.is_nan() {
            return mean;
        }
        format!("{mean} ({} to {})", write(of.low()), write(of.high()))
    };
    Foot::of(format!(
        "{} {}: {} rows  |error| {}  error {}",
        Figures::short(model, &found.query.column),
        found.strata.label(view.cursor),
        grouped(part.mae.count),
        ends(part.mae, false),
        ends(part.bias, true),
    ))
}
