//! The heat map: a number and a colour or shade a cell, so that nothing hangs on colour.

use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::errors::figures::Figures;
use crate::errors::heat::{Count, HeatLayout, HeatView};
use crate::errors::view::{Foot, Scene};
use crate::theme::{Role, STEPS, Theme};
use crate::widgets::pen::Pen;
use crate::widgets::text::{grouped, shorten};
use grafscope_core::diagnosis::{Heat, HeatCell};

pub(crate) fn draw(found: &Heat, scene: &Scene, frame: &mut Frame) {
    let (model, figures, theme, area) = (scene.model, scene.figures, scene.theme, scene.body);
    let view = &model.inspection.errors.heat;
    let layout = HeatLayout::new(found, view, area);
    let mut pen = Pen::new(frame.buffer_mut(), area, theme);
    let short = |name: &str| Figures::short(model, name);
    let title = format!(
        "{}{} by {} (up) and {} (across)",
        Figures::mean_title(view.signed),
        if layout.count == Count::Nowhere {
            ""
        } else {
            " and n"
        },
        short(&found.query.up),
        short(&found.query.across)
    );
    let (head, dim) = (pen.style(Role::Header), pen.style(Role::Dim));
    pen.put(0, 0, area.width, &title, head);
    let scale = Scale::new(found, view);
    let column =
        |x: usize| layout.area.x - area.x + (x - layout.across.0) as u16 * layout.width + 1;
    let width = layout.width - 1;
    for y in layout.up.0..layout.up.0 + layout.up.1 {
        let line = layout.line(y) - area.y;
        let label = layout.label - 1;
        pen.put_right(0, line, label, &cut(&found.up.label(y), label, theme), dim);
        for x in layout.across.0..layout.across.0 + layout.across.1 {
            let cell = found.cell(x, y);
            let style = if (x, y) == view.cursor {
                pen.style(Role::Selected)
            } else {
                scale.style(&cell, theme)
            };
            let lines = cell_text(&cell, &scale, layout.count, figures, theme);
            for (text, line) in lines.iter().zip(line..) {
                pen.put(column(x), line, width, text, style);
            }
        }
    }
    let below = layout.area.y + layout.up.1 as u16 * layout.count.lines() - area.y;
    for x in layout.across.0..layout.across.0 + layout.across.1 {
        let label = cut(&found.across.label(x), HeatLayout::VALUE - 1, theme);
        pen.put_right(column(x), below, HeatLayout::VALUE - 1, &label, dim);
    }
}

fn cut(text: &str, width: u16, theme: &Theme) -> String {
    shorten(text, width.into(), theme.glyphs.ellipsis)
}

/// How large a mean is beside the largest one.
struct Scale {
    of: fn(&HeatCell) -> f64,
    signed: bool,
    most: f64,
}

impl Scale {
    fn new(found: &Heat, view: &HeatView) -> Self {
        let of = if view.signed {
            HeatCell::bias
        } else {
            HeatCell::mae
        };
        Self {
            of,
            signed: view.signed,
            most: found.most(of),
        }
    }

    /// The step of `steps` that `cell` is on, 0 for one with too few rows.
    fn step(&self, cell: &HeatCell, steps: usize) -> usize {
        if cell.rows < HeatCell::LEAST || self.most <= 0.0 {
            return 0;
        }
        // The root, or one cell that is far off would leave no step for the others.
        let root = ((self.of)(cell).abs() / self.most).sqrt();
        (root * steps as f64).round() as usize
    }

    fn style(&self, cell: &HeatCell, theme: &Theme) -> Style {
        let value = (self.of)(cell);
        if value.is_nan() || cell.has_few() {
            return theme.style(Role::Dim);
        }
        let under = self.signed && value < 0.0;
        let step = self.step(cell, STEPS.unsigned_abs().into()) as i8;
        let role = if under { Role::Under } else { Role::Over };
        let heat = theme.heat(if under { -step } else { step });
        heat.unwrap_or_else(|| theme.style(role))
    }

    /// A shade where the theme has no colours for steps, else a blank.
    fn shade(&self, cell: &HeatCell, theme: &Theme) -> &'static str {
        let shades = theme.glyphs.shades;
        match theme.heat(0) {
            Some(_) => shades[0],
            None => shades[self.step(cell, shades.len() - 1)],
        }
    }
}

/// The lines of a cell: its shade and value, and where there is room its rows.
fn cell_text(
    cell: &HeatCell,
    scale: &Scale,
    count: Count,
    figures: &Figures,
    theme: &Theme,
) -> Vec<String> {
    let width = usize::from(HeatLayout::VALUE) - 2;
    let (value, rows) = if cell.rows == 0 {
        (theme.glyphs.dash.to_owned(), String::new())
    } else {
        let value = figures.mean((scale.of)(cell), scale.signed);
        (value, grouped(cell.rows))
    };
    let value = format!("{}{value:>width$}", scale.shade(cell, theme));
    match count {
        Count::Nowhere => vec![value],
        Count::Behind(count) => {
            let count = usize::from(count);
            vec![format!("{value} {rows:>count$}")]
        }
        Count::Below => vec![value, format!(" {rows:>width$}")],
    }
}

/// What colours or shades mean, and which cells have none.
fn legend(found: &Heat, scene: &Scene) -> Line<'static> {
    let (model, figures, theme) = (scene.model, scene.figures, scene.theme);
    let Scale { signed, most, .. } = Scale::new(found, &model.inspection.errors.heat);
    let text = |text: String| theme.span(text, Role::Dim);
    let mut spans = Vec::new();
    if theme.heat(0).is_some() {
        let (first, low) = if signed { (-STEPS, -most) } else { (0, 0.0) };
        spans.push(text(format!("{} ", figures.mean(low, signed))));
        let steps = (first..=STEPS).filter_map(|step| theme.heat(step));
        spans.extend(steps.map(|style| Span::styled("  ", style)));
        spans.push(text(format!(" {}", figures.mean(most, signed))));
    } else {
        let shades = theme.glyphs.shades.concat();
        spans.push(text(format!("0 {shades} {}", figures.size(most))));
    }
    let least = HeatCell::LEAST;
    let rest = format!(" (root scale); faded: n < {least} rows, not in the scale");
    spans.push(text(rest));
    Line::from(spans)
}

pub(crate) fn foot(found: &Heat, scene: &Scene) -> Foot {
    Foot {
        second: Some(legend(found, scene)),
        ..Foot::of(under_cursor(found, scene))
    }
}

fn under_cursor(found: &Heat, scene: &Scene) -> String {
    let &Scene { model, figures, .. } = scene;
    let view = &model.inspection.errors.heat;
    let (x, y) = view.cursor;
    if x >= found.across.len() || y >= found.up.len() {
        return "no held-out row is shown".to_owned();
    }
    let cell = found.cell(x, y);
    let place = format!(
        "{} {}, {} {}",
        Figures::short(model, &found.query.across),
        found.across.label(x),
        Figures::short(model, &found.query.up),
        found.up.label(y)
    );
    if cell.rows == 0 {
        return format!("no rows: {place}");
    }
    format!(
        "{} rows  error {}  |error| {}: {place}",
        grouped(cell.rows),
        figures.error(cell.bias()),
        figures.size(cell.mae()),
    )
}
