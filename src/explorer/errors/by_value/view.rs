//! Errors by the value of a column: one line a value, the mean with its interval as a whisker.

use ratatui::Frame;

use crate::errors::by_value::{ByValueView, HEAD};
use crate::errors::figures::Figures;
use crate::errors::layout::error_list;
use crate::errors::view::{Foot, Scene};
use crate::plot::scale::Scale;
use crate::theme::{Role, Theme};
use crate::view::title_line::{Remark, TitleLine};
use crate::widgets::canvas::legend::entry;
use crate::widgets::pen::Pen;
use crate::widgets::text::{grouped, shorten};
use grafscope_core::diagnosis::{ByValue, MeanInterval, Stratum};

/// Narrowest strip of whiskers.
const STRIP: u16 = 12;
/// Columns of the strip for each tick.
const TICK_WIDTH: u16 = 8;
/// Widest column of labels.
const LABEL: usize = 22;

/// The whiskers: where they are, and on which scale.
struct Strip {
    x: u16,
    width: u16,
    scale: Scale,
}

impl Strip {
    fn cell(&self, value: f64) -> u16 {
        let share = self.scale.share(value).clamp(0.0, 1.0);
        self.x + (share * f64::from(self.width - 1)).round() as u16
    }

    /// Labels in row `y`, each over the value that it names.
    fn draw_ticks(&self, y: u16, pen: &mut Pen) {
        let style = pen.style(Role::Dim);
        let mut free = self.x;
        for tick in self.scale.ticks(self.width / TICK_WIDTH) {
            let width = tick.label.len() as u16;
            let start = self.cell(tick.value).saturating_sub(width / 2).max(self.x);
            if start >= free && start + width <= self.x + self.width {
                pen.put(start, y, width, &tick.label, style);
                free = start + width + 1;
            }
        }
    }
}

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
    let title = Figures::mean_title(view.signed);
    let wide = means.iter().map(|text| text.chars().count()).max();
    let wide = wide.unwrap_or(0).max(title.len()) as u16;
    let name = Figures::short(model, &found.query.column);
    TitleLine {
        name: &format!("by {name}"),
        focused: false,
        left: Vec::new(),
        right: legend(view, theme),
    }
    .draw(&mut pen);
    let columns = format!(
        "{:>label$} {:>8}  {title}",
        "",
        "rows",
        label = usize::from(label)
    );
    pen.put(0, 1, area.width, &columns, pen.style(Role::Header));
    let width = area.width.saturating_sub(label + 1 + 8 + 2 + wide + 2);
    let strip = Strip {
        x: area.width - width,
        width,
        scale: scale(found, measure),
    };
    let has_strip = width >= STRIP;
    if has_strip {
        strip.draw_ticks(1, &mut pen);
    }
    let list = error_list(area, HEAD, view.cursor, parts);
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
        if has_strip {
            whisker(part, &strip, view, y, &mut pen);
        }
    }
}

/// What the marks of the strip mean, the most important last.
fn legend(view: &ByValueView, theme: &Theme) -> Vec<Remark> {
    let glyphs = &theme.glyphs;
    let (mean, line) = (glyphs.mean_point, glyphs.across);
    let mut all = vec![entry(glyphs.down, Role::Axis, "no error", theme)];
    let interval = "95% interval by t";
    if view.signed {
        all.push(entry(line, Role::Text, interval, theme));
        all.push(entry(mean, Role::Under, "under-predicted", theme));
        all.push(entry(mean, Role::Over, "over-predicted", theme));
    } else {
        all.push(entry(line, Role::Point, interval, theme));
        all.push(entry(mean, Role::Point, Figures::mean_title(false), theme));
    }
    all
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
fn scale(found: &ByValue, measure: fn(&Stratum) -> MeanInterval) -> Scale {
    let mut scale = Scale::linear((0.0, 0.0));
    for part in found.parts.iter().map(measure) {
        let mut hold = |value: f64| {
            if value.is_finite() {
                scale.low = scale.low.min(value);
                scale.high = scale.high.max(value);
            }
        };
        hold(part.mean);
        // An interval of two or three rows would take all the room.
        if part.count > 3 {
            hold(part.low());
            hold(part.high());
        }
    }
    if scale.low >= scale.high {
        scale.high = scale.low + 1.0;
    }
    scale
}

/// A point with its interval, and the line of 0, in row `y`.
fn whisker(part: MeanInterval, strip: &Strip, view: &ByValueView, y: u16, pen: &mut Pen) {
    let glyphs = pen.theme.glyphs;
    let axis = pen.style(Role::Axis);
    pen.put(strip.cell(0.0), y, 1, glyphs.down, axis);
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
        for at in strip.cell(part.low().max(least))..=strip.cell(part.high()) {
            pen.put(at, y, 1, glyphs.across, style);
        }
    }
    pen.put(strip.cell(part.mean), y, 1, glyphs.mean_point, style);
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
