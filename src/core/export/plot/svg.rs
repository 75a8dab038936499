//! A picture as SVG.

use std::fmt::Write;

use plotters::backend::SVGBackend;

use super::mark::{Cells, Mark, Point};
use super::paint::{SCALE, Texts, paint, runs};
use super::palette::Rgb;
use super::size::PlotSize;
use super::theme::PlotTheme;

pub(super) fn svg(marks: &[Mark], size: PlotSize, theme: PlotTheme) -> anyhow::Result<String> {
    let PlotSize { width, height } = size;
    let (wide, high) = (f64::from(width) * SCALE, f64::from(height) * SCALE);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {wide} {high}\">\n"
    );
    for mark in marks {
        match mark {
            // Thousands of elements would make a large file; a path has a few letters for each.
            Mark::Dots {
                points,
                radius,
                colour,
                opacity,
            } => dots(&mut out, points, *radius, theme.rgb(*colour), *opacity)?,
            Mark::Cells(cells) => write_cells(&mut out, cells, theme)?,
            _ => out += &element(mark, (wide as u32, high as u32), theme)?,
        }
    }
    out += "</svg>\n";
    Ok(out)
}

fn element(mark: &Mark, size: (u32, u32), theme: PlotTheme) -> anyhow::Result<String> {
    let mut whole = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut whole, size);
        paint(&mut backend, mark, Texts::Named, theme)?;
    }
    let inside = whole.split_once(">\n").map_or("", |(_, rest)| rest);
    let inside = inside.strip_suffix("</svg>\n").unwrap_or(inside);
    Ok(without_breaks(inside))
}

/// An element with its text directly behind its tag: plotters gives it a line of its own, which some
/// programs show as blanks.
fn without_breaks(element: &str) -> String {
    if element.starts_with("<text") {
        let element = element.replacen(">\n", ">", 1);
        element.replace("\n</text>", "</text>")
    } else {
        element.to_owned()
    }
}

fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

fn units((x, y): Point) -> (i32, i32) {
    ((x * SCALE).round() as i32, (y * SCALE).round() as i32)
}

fn dots(
    out: &mut String,
    points: &[Point],
    radius: f64,
    colour: Rgb,
    opacity: f64,
) -> std::fmt::Result {
    write!(
        out,
        "<path fill=\"none\" stroke=\"{}\" stroke-opacity=\"{opacity}\" stroke-width=\"{}\" stroke-linecap=\"round\" d=\"",
        hex(colour),
        2.0 * radius * SCALE
    )?;
    // Dots that fall together are one.
    let mut places: Vec<(i32, i32)> = points.iter().copied().map(units).collect();
    places.sort_unstable();
    places.dedup();
    for (x, y) in places {
        write!(out, "M{x} {y}h0")?;
    }
    out.write_str("\"/>\n")
}

fn write_cells(out: &mut String, cells: &Cells, theme: PlotTheme) -> std::fmt::Result {
    let mut paths = vec![String::new(); cells.colours.len()];
    for run in runs(cells) {
        let (from, to) = (units(run.from), units(run.to));
        let (wide, high) = (to.0 - from.0, to.1 - from.1);
        write!(
            paths[run.shade],
            "M{} {}h{wide}v{high}h-{wide}z",
            from.0, from.1
        )?;
    }
    for (path, &colour) in paths.iter().zip(&cells.colours) {
        if !path.is_empty() {
            writeln!(
                out,
                "<path shape-rendering=\"crispEdges\" fill=\"{}\" d=\"{path}\"/>",
                hex(theme.rgb(colour))
            )?;
        }
    }
    Ok(())
}
