//! Marks handed to the drawing backends of plotters.

use std::fmt::Display;

use anyhow::anyhow;
use plotters::backend::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontTransform, RGBAColor, RGBColor, ShapeStyle, TextStyle};

use super::font::{self, LINE};
use super::mark::{Anchor, Cells, Mark, Point, Text};
use super::palette::{Colour, Rgb};
use super::theme::PlotTheme;

type Place = (i32, i32);

/// Units of a backend in a pixel: backends count in whole numbers, and half a pixel is seen.
pub(super) const SCALE: f64 = 2.0;

/// How a backend lays texts out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    /// By itself, glyph by glyph.
    Drawn,
    /// Left to whoever shows the picture.
    Named,
}

fn unit(length: f64) -> i32 {
    (length * SCALE).round() as i32
}

fn place((x, y): Point) -> Place {
    (unit(x), unit(y))
}

fn filled((r, g, b): Rgb, opacity: f64) -> ShapeStyle {
    ShapeStyle {
        color: RGBAColor(r, g, b, opacity),
        filled: true,
        stroke_width: 0,
    }
}

fn stroke((r, g, b): Rgb, width: f64) -> ShapeStyle {
    ShapeStyle {
        color: RGBAColor(r, g, b, 1.0),
        filled: false,
        stroke_width: unit(width).max(1) as u32,
    }
}

fn done<E: Display>(result: Result<(), E>) -> anyhow::Result<()> {
    result.map_err(|error| anyhow!("a picture cannot be drawn: {error}"))
}

/// Draws one mark; fails when the font cannot be used.
pub(super) fn paint<B: DrawingBackend>(
    backend: &mut B,
    mark: &Mark,
    texts: Texts,
    theme: PlotTheme,
) -> anyhow::Result<()> {
    let filled = |colour: Colour, opacity| filled(theme.rgb(colour), opacity);
    match mark {
        Mark::Line(points, width, colour) => match points[..] {
            // Upright and level lines are crisp as bars.
            [from, to] if place(from).0 == place(to).0 || place(from).1 == place(to).1 => {
                let style = filled(*colour, 1.0);
                bar(backend, place(from), place(to), *width, &style)
            }
            _ => {
                let style = stroke(theme.rgb(*colour), *width);
                done(backend.draw_path(points.iter().copied().map(place), &style))
            }
        },
        Mark::Area(points, colour, opacity) => {
            let points = points.iter().copied().map(place);
            done(backend.fill_polygon(points, &filled(*colour, *opacity)))
        }
        Mark::Bar(from, to, colour) => {
            done(backend.draw_rect(place(*from), place(*to), &filled(*colour, 1.0), true))
        }
        Mark::Disc(at, radius, colour) => disc(backend, *at, *radius, &filled(*colour, 1.0)),
        Mark::Ring(at, radius, colour) => {
            // The ground in a disc, for strokes of backends differ.
            disc(backend, *at, *radius, &filled(*colour, 1.0))?;
            disc(backend, *at, radius - 1.5, &filled(Colour::Ground, 1.0))
        }
        Mark::Dots {
            points,
            radius,
            colour,
            opacity,
        } => {
            let style = filled(*colour, *opacity);
            let mut points = points.iter();
            points.try_for_each(|&at| disc(backend, at, *radius, &style))
        }
        Mark::Cells(cells) => runs(cells).try_for_each(|run| {
            let style = filled(cells.colours[run.shade], 1.0);
            done(backend.draw_rect(place(run.from), place(run.to), &style, true))
        }),
        Mark::Text(text) => write(backend, text, texts, theme),
    }
}

fn disc<B: DrawingBackend>(
    backend: &mut B,
    at: Point,
    radius: f64,
    style: &ShapeStyle,
) -> anyhow::Result<()> {
    done(backend.draw_circle(place(at), unit(radius).max(0) as u32, style, true))
}

/// A line along an axis, `width` wide.
fn bar<B: DrawingBackend>(
    backend: &mut B,
    from: Place,
    to: Place,
    width: f64,
    style: &ShapeStyle,
) -> anyhow::Result<()> {
    let thick = unit(width).max(1);
    let (before, after) = (thick / 2, thick - thick / 2);
    let (mut start, mut end) = (
        (from.0.min(to.0), from.1.min(to.1)),
        (from.0.max(to.0), from.1.max(to.1)),
    );
    if from.0 == to.0 {
        (start.0, end.0) = (start.0 - before, end.0 + after);
    } else {
        (start.1, end.1) = (start.1 - before, end.1 + after);
    }
    done(backend.draw_rect(start, end, style, true))
}

fn write<B: DrawingBackend>(
    backend: &mut B,
    text: &Text,
    texts: Texts,
    theme: PlotTheme,
) -> anyhow::Result<()> {
    // How far the baseline lies below the place that plotters takes, and its font size, by its own code.
    let (below, size) = match texts {
        Texts::Drawn => (text.size * LINE / 2.0, text.size * LINE),
        Texts::Named => (text.size * 0.76, text.size * 1.24),
    };
    let width = font::width(&text.words, text.size, text.bold);
    let (anchor, back) = match (texts, text.anchor) {
        (_, Anchor::Start) => (HPos::Left, 0.0),
        (Texts::Named, Anchor::Middle) => (HPos::Center, 0.0),
        (Texts::Named, Anchor::End) => (HPos::Right, 0.0),
        (Texts::Drawn, Anchor::Middle) => (HPos::Left, width / 2.0),
        (Texts::Drawn, Anchor::End) => (HPos::Left, width),
    };
    let (x, y) = text.at;
    let (at, turn) = if text.upwards {
        ((x - below, y + back), FontTransform::Rotate270)
    } else {
        ((x - back, y - below), FontTransform::None)
    };
    let font = font::font(size * SCALE, text.bold).transform(turn);
    let (red, green, blue) = theme.rgb(text.colour);
    let colour = RGBColor(red, green, blue);
    let style = TextStyle::from(font)
        .color(&colour)
        .pos(Pos::new(anchor, VPos::Top));
    done(backend.draw_text(&text.words, &style, place(at)))
}

/// Cells of one shade side by side.
pub(super) struct CellRun {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) shade: usize,
}

/// The runs of `cells`, row after row.
pub(super) fn runs(cells: &Cells) -> impl Iterator<Item = CellRun> + '_ {
    let at = move |column: usize, row: usize| {
        let (x, y) = cells.at;
        (x + column as f64 * cells.side, y + row as f64 * cells.side)
    };
    let rows = cells.shades.chunks(cells.columns.max(1)).enumerate();
    rows.flat_map(move |(row, shades)| {
        let mut column = 0;
        shades.chunk_by(|a, b| a == b).filter_map(move |run| {
            let first = column;
            column += run.len();
            Some(CellRun {
                shade: usize::from(run[0]).checked_sub(1)?,
                from: at(first, row),
                to: at(column, row + 1),
            })
        })
    })
}
