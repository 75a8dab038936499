//! The heat map: a number and a shade a cell, so that nothing hangs on colour.

use ratatui::Frame;

use crate::errors::figures::Figures;
use crate::errors::heat::{HeatLayout, HeatView};
use crate::layout::area::Area;
use crate::model::Model;
use crate::theme::{Role, Theme};
use crate::widgets::pen::Pen;
use crate::widgets::text::{grouped, shorten};
use grafscope_core::diagnosis::{Heat, HeatCell};

pub(crate) fn draw(
    model: &Model,
    found: &Heat,
    figures: &Figures,
    theme: &Theme,
    area: Area,
    frame: &mut Frame,
) {
    let view = &model.inspection.errors.heat;
    let layout = HeatLayout::new(found, view, area);
    let mut pen = Pen::new(frame.buffer_mut(), area, theme);
    let short = |name: &str| Figures::short(model, name);
    let title = format!(
        "{} by {} (up) and {} (across)",
        Figures::mean_title(view.signed),
        short(&found.query.up),
        short(&found.query.across)
    );
    let (head, dim) = (pen.style(Role::Header), pen.style(Role::Dim));
    pen.put(0, 0, area.width, &title, head);
    let signed = view.signed;
    let of: fn(&HeatCell) -> f64 = if signed {
        HeatCell::bias
    } else {
        HeatCell::mae
    };
    let most = found.most(of);
    let column =
        |x: usize| layout.area.x - area.x + (x - layout.across.0) as u16 * HeatLayout::CELL;
    let width = HeatLayout::CELL - 1;
    for y in layout.up.0..layout.up.0 + layout.up.1 {
        let line = layout.line(y) - area.y;
        let label = layout.label - 1;
        pen.put_right(0, line, label, &cut(&found.up.label(y), label, theme), dim);
        for x in layout.across.0..layout.across.0 + layout.across.1 {
            let cell = found.cell(x, y);
            let value = of(&cell);
            let text = cell_text(value, most, view, figures, theme);
            let role = match value {
                _ if (x, y) == view.cursor => Role::Selected,
                value if value.is_nan() => Role::Dim,
                value if view.signed && value < 0.0 => Role::Under,
                _ => Role::Over,
            };
            let style = pen.style(role);
            pen.put(column(x) + 1, line, width, &text, style);
        }
    }
    let below = (layout.area.y + layout.up.1 as u16) - area.y;
    for x in layout.across.0..layout.across.0 + layout.across.1 {
        let label = cut(&found.across.label(x), width, theme);
        pen.put_right(column(x) + 1, below, width, &label, dim);
    }
}

fn cut(text: &str, width: u16, theme: &Theme) -> String {
    shorten(text, width.into(), theme.glyphs.ellipsis)
}

/// A shade by how large the value is beside the largest, and the value.
fn cell_text(value: f64, most: f64, view: &HeatView, figures: &Figures, theme: &Theme) -> String {
    let width = usize::from(HeatLayout::CELL) - 2;
    if value.is_nan() {
        return format!(" {:>width$}", theme.glyphs.dash);
    }
    let shades = theme.glyphs.shades;
    // The root, or one cell that is far off would leave no shade for the others.
    let root = (value.abs() / most).sqrt();
    let share = if most > 0.0 { root } else { 0.0 };
    let shade = (share * (shades.len() - 1) as f64).round() as usize;
    let text = figures.mean(value, view.signed);
    format!("{}{text:>width$}", shades[shade.min(shades.len() - 1)])
}

pub(crate) fn foot(model: &Model, found: &Heat, figures: &Figures) -> String {
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
