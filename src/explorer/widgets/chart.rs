//! Curves with bands: braille dots (or ASCII), a letter for each curve at its points.

use crate::compare::chart::{Chart, ChartPlace};
use crate::layout::area::Area;
use crate::overlay::popup::first_in_sight;
use crate::theme::glyphs::Points;
use crate::theme::{Role, Theme};
use crate::view::rect;
use crate::widgets::text::{self, shorten, shorten_middle};
use grafscope_core::diagnosis::Layer;
use ratatui::Frame;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// Rows between two labels of the vertical axis.
const LABEL_EVERY: u16 = 4;
/// Dots between two dots of the edge of a band.
const SPARSE: usize = 3;

pub(crate) fn letter(place: usize) -> char {
    char::from(b'a' + (place % 26) as u8)
}

pub(crate) fn draw(
    chart: &Chart,
    cursor: (usize, usize),
    area: Area,
    theme: &Theme,
    frame: &mut Frame,
) {
    let (above, legend) = chart.split(area);
    if plot(chart, cursor, above, theme, frame) {
        draw_legend(chart, cursor.0, legend, theme, frame);
    }
}

/// The curves without a legend; tells whether there is anything to draw.
pub(crate) fn plot(
    chart: &Chart,
    cursor: (usize, usize),
    area: Area,
    theme: &Theme,
    frame: &mut Frame,
) -> bool {
    let Some(place) = chart.place(area) else {
        let nothing = theme.span("nothing to draw yet", Role::Dim);
        text::draw(nothing, rect(area.split_top(1).0), frame);
        return false;
    };
    axes(chart, &place, area, theme, frame);
    let (curves, last) = (chart.curves.len(), cursor.0);
    let others = (0..curves).filter(|&at| at != last);
    for at in others.chain([last].into_iter().filter(|&at| at < curves)) {
        curve(chart, at, at == last, &place, theme, frame);
    }
    letters(chart, cursor, &place, theme, frame);
    true
}

fn add_line(layer: &mut Layer, place: &ChartPlace, from: (f64, f64), to: (f64, f64), step: usize) {
    let plot = place.plot;
    let dots = ((to.0 - from.0).abs() * 2.0).max((to.1 - from.1).abs() * 4.0);
    let dots = (dots.ceil() as usize).clamp(1, 4096);
    for dot in (0..=dots).step_by(step) {
        let share = dot as f64 / dots as f64;
        let x = from.0 + (to.0 - from.0) * share - f64::from(plot.x);
        let y = from.1 + (to.1 - from.1) * share - f64::from(plot.y);
        layer.add(
            (x + 0.5) / f64::from(plot.width),
            1.0 - (y + 0.5) / f64::from(plot.height),
        );
    }
}

fn curve(
    chart: &Chart,
    at: usize,
    selected: bool,
    place: &ChartPlace,
    theme: &Theme,
    frame: &mut Frame,
) {
    let points = chart.curves[at].points.iter();
    let points: Vec<_> = points.filter(|point| point.mean.is_finite()).collect();
    let mut line = Layer::new(place.plot.width, place.plot.height);
    let mut band = Layer::new(place.plot.width, place.plot.height);
    let cell = |x: f64, y: f64| place.cell(chart.across_of(x), y);
    for pair in points.windows(2) {
        let [a, b] = pair else { continue };
        add_line(&mut line, place, cell(a.x, a.mean), cell(b.x, b.mean), 1);
        if a.spread.is_finite() && b.spread.is_finite() {
            for side in [-1.0, 1.0] {
                let from = cell(a.x, a.mean + side * a.spread);
                let to = cell(b.x, b.mean + side * b.spread);
                add_line(&mut band, place, from, to, SPARSE);
            }
        }
    }
    for point in &points {
        if point.spread.is_finite() {
            let low = cell(point.x, point.mean - point.spread);
            let high = cell(point.x, point.mean + point.spread);
            add_line(&mut band, place, low, high, SPARSE);
        }
    }
    let style = theme.curve(at);
    let faint = style.add_modifier(Modifier::DIM);
    let bold = style.add_modifier(Modifier::BOLD);
    let strong = if selected { bold } else { style };
    for (layer, style, ascii) in [(&band, faint, ':'), (&line, strong, '.')] {
        paint(layer, style, ascii, place, theme, frame);
    }
}

fn paint(
    layer: &Layer,
    style: Style,
    ascii: char,
    place: &ChartPlace,
    theme: &Theme,
    frame: &mut Frame,
) {
    let plot = place.plot;
    let buffer = frame.buffer_mut();
    for y in 0..plot.height {
        for x in 0..plot.width {
            let mut dots = u32::from(layer.dots(x, y));
            let cell = buffer.cell_mut((plot.x + x, plot.y + y));
            let Some(cell) = cell.filter(|_| dots > 0) else {
                continue;
            };
            let symbol = match theme.glyphs.points {
                Points::Braille => {
                    // Curves that cross share the cell.
                    let there = cell.symbol().chars().next().map_or(0, u32::from);
                    if (0x2800..0x2900).contains(&there) {
                        dots |= there - 0x2800;
                    }
                    char::from_u32(0x2800 + dots).unwrap_or(' ')
                }
                Points::Density { .. } => ascii,
            };
            cell.set_char(symbol).set_style(style);
        }
    }
}

fn letters(
    chart: &Chart,
    cursor: (usize, usize),
    place: &ChartPlace,
    theme: &Theme,
    frame: &mut Frame,
) {
    let buffer = frame.buffer_mut();
    let mut put = |c: usize, p: usize, selected: bool| {
        let point = chart.curves.get(c).and_then(|curve| curve.points.get(p));
        let Some(point) = point.filter(|point| point.mean.is_finite()) else {
            return;
        };
        let (x, y) = place.cell(chart.across_of(point.x), point.mean);
        if let Some(cell) = buffer.cell_mut((x.round() as u16, y.round() as u16)) {
            let style = if selected {
                theme.style(Role::Selected)
            } else {
                theme.curve(c).add_modifier(Modifier::BOLD)
            };
            cell.reset();
            cell.set_char(letter(c)).set_style(style);
        }
    };
    for (c, curve) in chart.curves.iter().enumerate() {
        for p in 0..curve.points.len() {
            put(c, p, false);
        }
    }
    put(cursor.0, cursor.1, true);
}

fn axes(chart: &Chart, place: &ChartPlace, area: Area, theme: &Theme, frame: &mut Frame) {
    let plot = place.plot;
    let lines = theme.glyphs.lines;
    let dim = theme.style(Role::Axis);
    let margin = usize::from(plot.x - area.x);
    let buffer = frame.buffer_mut();
    for row in 0..plot.height {
        let labelled = row % LABEL_EVERY == LABEL_EVERY / 2;
        let share = f64::from(row) / f64::from((plot.height - 1).max(1));
        let value = place.up.1 - share * (place.up.1 - place.up.0);
        let (label, tick) = if labelled {
            (format!("{value:.*}", chart.decimals), lines.tick_left)
        } else {
            (String::new(), lines.down)
        };
        let label = shorten(&label, margin - 1, theme.glyphs.ellipsis);
        let text = format!("{label:>width$}{tick}", width = margin - 1);
        buffer.set_string(area.x, plot.y + row, text, dim);
    }
    let axis = plot.y + plot.height;
    let across = lines.across.repeat(plot.width.into());
    buffer.set_string(plot.x - 1, axis, lines.right_up, dim);
    buffer.set_string(plot.x, axis, across, dim);
    let mut free = plot.x;
    let points = chart.curves.iter().flat_map(|curve| &curve.points);
    let mut xs: Vec<f64> = points.map(|point| point.x).collect();
    xs.sort_by(f64::total_cmp);
    xs.dedup_by(|a, b| a.to_bits() == b.to_bits());
    let title = chart.across;
    let end = (plot.x + plot.width).saturating_sub(title.len() as u16 + 2);
    for x in xs {
        let column = place.cell(chart.across_of(x), place.up.0).0.round() as u16;
        let label = format!("{x:.0}");
        buffer.set_string(column, axis, lines.tick_below, dim);
        let start = column.saturating_sub(label.len() as u16 / 2).max(plot.x);
        let room = area.x + area.width;
        if start >= free && start + (label.len() as u16) <= room {
            buffer.set_string(start, axis + 1, &label, dim);
            free = start + label.len() as u16 + 1;
        }
    }
    let header = theme.style(Role::Header);
    if usize::from(plot.width) > title.len() + 8 {
        buffer.set_string(end.max(plot.x), axis, format!(" {title}"), header);
    }
    let up = shorten(&chart.up, (plot.width - 1).into(), theme.glyphs.ellipsis);
    buffer.set_string(plot.x + 1, plot.y, up, header);
}

fn draw_legend(chart: &Chart, selected: usize, area: Area, theme: &Theme, frame: &mut Frame) {
    let first = first_in_sight(selected, chart.curves.len(), area.height.into());
    let curves = chart.curves.iter().enumerate().skip(first);
    for ((at, curve), row) in curves.zip(rect(area).rows()) {
        let room = usize::from(area.width).saturating_sub(3);
        let name = shorten_middle(&curve.name, room, theme.glyphs.ellipsis);
        let letter = Span::styled(
            format!(" {} ", letter(at)),
            theme.curve(at).add_modifier(Modifier::BOLD),
        );
        let role = if at == selected {
            Role::Title
        } else {
            Role::Text
        };
        let line = Line::from(vec![letter, theme.span(name, role)]);
        text::draw(line, row, frame);
    }
}
