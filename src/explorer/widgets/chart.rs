//! Curves with bands: braille dots (or ASCII), a letter for each curve at its points.

use crate::compare::chart::{Chart, ChartPlace};
use crate::layout::area::Area;
use crate::overlay::popup::first_in_sight;
use crate::theme::glyphs::Points;
use crate::theme::{Role, Theme};
use crate::view::rect;
use crate::widgets::text::{self, shorten, shorten_middle};
use grafscope_core::diagnosis::Layer;
use grafscope_core::ticks::{Tick, log_ticks, ticks};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// Columns of the horizontal axis, and rows of the vertical one, for each tick.
const TICK_WIDTH: u16 = 6;
const TICK_HEIGHT: u16 = 3;
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
    let drawn = draw_curves(chart, cursor, area, theme, frame.buffer_mut());
    if !drawn {
        let nothing = theme.span("nothing to draw yet", Role::Dim);
        text::draw(nothing, rect(area.split_top(1).0), frame);
    }
    drawn
}

/// Draws axes and curves into `area`, with the point under the `cursor` marked; false while there is
/// nothing to draw.
pub(crate) fn draw_curves(
    chart: &Chart,
    cursor: (usize, usize),
    area: Area,
    theme: &Theme,
    buffer: &mut Buffer,
) -> bool {
    let Some(place) = chart.place(area) else {
        return false;
    };
    axes(chart, &place, area, theme, buffer);
    let (curves, last) = (chart.curves.len(), cursor.0);
    let others = (0..curves).filter(|&at| at != last);
    for at in others.chain([last].into_iter().filter(|&at| at < curves)) {
        curve(chart, at, at == last, &place, theme, buffer);
    }
    letters(chart, cursor, &place, theme, buffer);
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
    buffer: &mut Buffer,
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
        paint(layer, style, ascii, place, theme, buffer);
    }
}

fn paint(
    layer: &Layer,
    style: Style,
    ascii: char,
    place: &ChartPlace,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let plot = place.plot;
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
    buffer: &mut Buffer,
) {
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

fn axes(chart: &Chart, place: &ChartPlace, area: Area, theme: &Theme, buffer: &mut Buffer) {
    let plot = place.plot;
    let lines = theme.glyphs.lines;
    let dim = theme.style(Role::Axis);
    let margin = usize::from(plot.x - area.x);
    for y in plot.y..plot.y + plot.height {
        buffer.set_string(plot.x - 1, y, lines.down, dim);
    }
    for tick in ticks(place.up.0, place.up.1, (plot.height / TICK_HEIGHT).into()) {
        let y = place.cell(place.across.0, tick.value).1.round() as u16;
        let label = shorten(&tick.label, margin - 1, theme.glyphs.ellipsis);
        let text = format!("{label:>width$}{}", lines.tick_left, width = margin - 1);
        buffer.set_string(area.x, y, text, dim);
    }
    let axis = plot.y + plot.height;
    let across = lines.across.repeat(plot.width.into());
    buffer.set_string(plot.x - 1, axis, lines.right_up, dim);
    buffer.set_string(plot.x, axis, across, dim);
    let title = chart.across;
    let mut free = plot.x;
    let room = area.x + area.width;
    for tick in ticks_across(chart, place) {
        let column = place
            .cell(chart.across_of(tick.value), place.up.0)
            .0
            .round() as u16;
        buffer.set_string(column, axis, lines.tick_below, dim);
        let width = tick.label.len() as u16;
        let start = column.saturating_sub(width / 2).max(plot.x);
        if start >= free && start + width <= room {
            buffer.set_string(start, axis + 1, &tick.label, dim);
            free = start + width + 1;
        }
    }
    let header = theme.style(Role::Header);
    if usize::from(plot.width) > title.len() + 8 {
        let end = (plot.x + plot.width).saturating_sub(title.len() as u16 + 2);
        buffer.set_string(end.max(plot.x), axis, format!(" {title}"), header);
    }
    let up = shorten(&chart.up, area.width.into(), theme.glyphs.ellipsis);
    buffer.set_string(area.x, area.y, up, header);
}

/// Where the curves have points, or round values where those are too many.
fn ticks_across(chart: &Chart, place: &ChartPlace) -> Vec<Tick> {
    let points = chart.curves.iter().flat_map(|curve| &curve.points);
    let mut xs: Vec<f64> = points.map(|point| point.x).collect();
    xs.sort_by(f64::total_cmp);
    xs.dedup_by(|a, b| a.to_bits() == b.to_bits());
    let most = usize::from(place.plot.width / TICK_WIDTH);
    let ends = xs.first().zip(xs.last());
    match ends {
        Some((&low, &high)) if xs.len() > most && chart.logarithmic => log_ticks(low, high, most),
        Some((&low, &high)) if xs.len() > most => ticks(low, high, most),
        _ => {
            let label = |x: f64| format!("{x:.0}");
            let tick = |value| Tick {
                value,
                label: label(value),
            };
            xs.into_iter().map(tick).collect()
        }
    }
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
