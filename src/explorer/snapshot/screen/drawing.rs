//! The elements of a picture of a screen: text, lines, blocks, dots.

use std::fmt::Write;

use crate::snapshot::screen::run::Run;
use crate::snapshot::screen::shape::{Shape, shape};
use crate::snapshot::screen::word::Words;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

/// Width of a cell in pixels.
pub(crate) const CELL: f64 = 9.0;
/// Height of a cell in pixels.
pub(crate) const LINE: f64 = 18.0;
/// From the top of a cell down to the line that letters stand on.
const BASELINE: f64 = 13.5;

#[derive(Debug, Default)]
pub(crate) struct Drawing {
    texts: String,
    /// Path data of filled blocks.
    blocks: String,
    /// Path data of thin strokes: box lines, underlines.
    thin: String,
    /// Path data of thin strokes with nothing at their ends.
    dashes: String,
    /// Path data of thick strokes.
    thick: String,
    /// Path data of dots, each a stroke without length.
    dots: String,
}

impl Drawing {
    /// Adds a run whose cells begin `top` pixels from the top.
    pub(crate) fn add(&mut self, run: &Run, top: f64) {
        let mut x = run.x;
        let mut words = Words::default();
        for c in run.text.chars() {
            let mut bytes = [0; 4];
            let symbol: &str = c.encode_utf8(&mut bytes);
            let cells = symbol.width();
            if let Some(shape) = shape(symbol) {
                words.close();
                self.draw(&shape, x as f64 * CELL, top);
            } else {
                words.push(c, cells, x);
            }
            x += cells;
        }
        for word in words.into_words() {
            let _ = writeln!(
                self.texts,
                r#"<text x="{}" y="{}" textLength="{}">{}</text>"#,
                word.x as f64 * CELL,
                top + BASELINE,
                word.cells as f64 * CELL,
                escaped(&word.text)
            );
        }
        let (x, width) = (run.x as f64 * CELL, run.width as f64 * CELL);
        for (modifier, y) in [
            (Modifier::UNDERLINED, BASELINE + 2.0),
            (Modifier::CROSSED_OUT, LINE / 2.0),
        ] {
            if run.look.modifier.contains(modifier) {
                let _ = write!(self.thin, "M{x} {}h{width}", top + y);
            }
        }
    }

    fn draw(&mut self, shape: &Shape, left: f64, top: f64) {
        match shape {
            Shape::Dots(dots) => {
                for (x, y) in dots {
                    let _ = write!(self.dots, "M{} {}h0", left + x * CELL, top + y * LINE);
                }
            }
            Shape::Block([x0, y0, x1, y1]) => {
                let (width, height) = ((x1 - x0) * CELL, (y1 - y0) * LINE);
                let (x, y) = (left + x0 * CELL, top + y0 * LINE);
                let _ = write!(self.blocks, "M{x} {y}h{width}v{height}h-{width}z");
            }
            Shape::Dashes { across } => {
                for from in [0.1, 0.6] {
                    let _ = if *across {
                        let (x, y) = (left + from * CELL, top + LINE / 2.0);
                        write!(self.dashes, "M{x:.1} {y}h{:.1}", 0.3 * CELL)
                    } else {
                        let (x, y) = (left + CELL / 2.0, top + from * LINE);
                        write!(self.dashes, "M{x} {y:.1}v{:.1}", 0.3 * LINE)
                    };
                }
            }
            Shape::Lines { arms, heavy } => {
                let path = if *heavy {
                    &mut self.thick
                } else {
                    &mut self.thin
                };
                let (x, y) = (left + CELL / 2.0, top + LINE / 2.0);
                for (reaches, end) in [
                    (arms.up, format!("V{top}")),
                    (arms.right, format!("H{}", left + CELL)),
                    (arms.down, format!("V{}", top + LINE)),
                    (arms.left, format!("H{left}")),
                ] {
                    if reaches {
                        let _ = write!(path, "M{x} {y}{end}");
                    }
                }
            }
        }
    }

    pub(crate) fn write(&self, out: &mut String) {
        out.push_str(&self.texts);
        if !self.blocks.is_empty() {
            let _ = writeln!(out, r#"<path d="{}"/>"#, self.blocks);
        }
        for (path, width, cap) in [
            (&self.thin, 1.2, "square"),
            (&self.dashes, 1.2, "butt"),
            (&self.thick, 2.6, "square"),
            (&self.dots, 2.6, "round"),
        ] {
            if !path.is_empty() {
                let _ = writeln!(
                    out,
                    r#"<path fill="none" stroke-width="{width}" stroke-linecap="{cap}" d="{path}"/>"#,
                );
            }
        }
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // No XML document may hold other control characters.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
