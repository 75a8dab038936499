//! A screen as a picture.

use std::fmt::Write;

use crate::snapshot::screen::drawing::{CELL, Drawing, LINE};
use crate::snapshot::screen::look::Look;
use crate::snapshot::screen::palette::{Palette, Rgb};
use crate::snapshot::screen::run::runs;
use grafscope_core::export::PlotTheme;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

/// Margin around the screen.
const MARGIN: f64 = 10.0;

/// The screen as a standalone SVG picture. Every piece of text has its place and
/// length written down, and lines, blocks and braille dots are drawn as paths, so that columns
/// line up in any monospace font. The same screen gives the same bytes.
pub fn svg(buffer: &Buffer, theme: PlotTheme) -> String {
    let palette = Palette::of(theme);
    let width = f64::from(buffer.area.width) * CELL + 2.0 * MARGIN;
    let height = f64::from(buffer.area.height) * LINE + 2.0 * MARGIN;
    let mut out = format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" "#,
            r#"font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="15">"#,
            "\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{ground}\"/>\n",
            "<g transform=\"translate({m} {m})\">\n",
        ),
        w = width,
        h = height,
        m = MARGIN,
        ground = hex(palette.background),
    );
    let mut inks: Vec<(Ink, Drawing)> = Vec::new();
    for y in 0..buffer.area.height {
        for run in runs(buffer, y) {
            let top = f64::from(y) * LINE;
            if let Some(fill) = ground(run.look, palette) {
                let (x, width) = (run.x as f64 * CELL, run.width as f64 * CELL);
                let _ = writeln!(
                    out,
                    r#"<rect x="{x}" y="{top}" width="{width}" height="{LINE}" fill="{}"/>"#,
                    hex(fill)
                );
            }
            if run.look.modifier.contains(Modifier::HIDDEN) {
                continue;
            }
            let ink = Ink::of(run.look, palette);
            let known = inks.iter().position(|(known, _)| *known == ink);
            let at = known.unwrap_or_else(|| {
                inks.push((ink, Drawing::default()));
                inks.len() - 1
            });
            inks[at].1.add(&run, top);
        }
    }
    for (ink, drawing) in &inks {
        let _ = writeln!(out, "<g {}>", ink.attributes());
        drawing.write(&mut out);
        out.push_str("</g>\n");
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn ground(look: Look, palette: &Palette) -> Option<Rgb> {
    let (_, behind) = colours(look, palette);
    (behind != palette.background).then_some(behind)
}

fn colours(look: Look, palette: &Palette) -> (Rgb, Rgb) {
    let fg = palette.rgb(look.fg, palette.foreground);
    let bg = palette.rgb(look.bg, palette.background);
    if look.modifier.contains(Modifier::REVERSED) {
        (bg, fg)
    } else {
        (fg, bg)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ink {
    colour: Rgb,
    bold: bool,
    italic: bool,
    dim: bool,
}

impl Ink {
    fn of(look: Look, palette: &Palette) -> Self {
        Self {
            colour: colours(look, palette).0,
            bold: look.modifier.contains(Modifier::BOLD),
            italic: look.modifier.contains(Modifier::ITALIC),
            dim: look.modifier.contains(Modifier::DIM),
        }
    }

    fn attributes(self) -> String {
        let colour = hex(self.colour);
        let on = |on: bool, attribute| if on { attribute } else { "" };
        format!(
            r#"fill="{colour}" stroke="{colour}" stroke-width="0"{}{}{}"#,
            on(self.bold, r#" font-weight="bold""#),
            on(self.italic, r#" font-style="italic""#),
            on(self.dim, r#" opacity=".62""#),
        )
    }
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
