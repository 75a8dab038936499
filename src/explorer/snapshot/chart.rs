//! Curves as text: braille dots (or ASCII), a letter for each curve at its points.

use crate::snapshot::screen::text::text;
use grafscope_core::export::letters;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::text::Line as Label;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line as Segment};
use unicode_width::UnicodeWidthStr;

/// Rows between two labels of the vertical axis.
const LABEL_EVERY: u16 = 4;

/// Curves over one horizontal axis.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What the vertical axis shows; stands above it.
    pub title: String,
    /// What the horizontal axis shows.
    pub across: String,
    /// Decimals of the labels of the vertical axis.
    pub decimals: usize,
    /// Marked places of the horizontal axis, ascending, each with its label.
    pub ticks: Vec<(f64, String)>,
    /// The curves.
    pub curves: Vec<Curve>,
}

/// One curve.
#[derive(Debug, Clone)]
pub struct Curve {
    /// What the legend says of it.
    pub name: String,
    /// Its points from left to right; one whose height is NaN is left out.
    pub points: Vec<(f64, f64)>,
}

impl Chart {
    /// The chart as lines of text about as wide as `width` and, without the legend, as high as
    /// `height`; in ASCII alone if need be. Nothing when there is no point.
    pub fn text(&self, width: u16, height: u16, ascii: bool) -> String {
        let Some((x_bounds, y_bounds)) = self.bounds() else {
            return String::new();
        };
        let label = |value: f64| format!("{value:.*}", self.decimals);
        let margin = label(y_bounds[0]).len().max(label(y_bounds[1]).len());
        let width = width.saturating_sub(margin as u16 + 2).max(10);
        let area = Rect::new(0, 0, width, height.saturating_sub(3).max(5));
        let plot = self.plot(area, x_bounds, y_bounds);
        let (down, corner, across) = if ascii {
            ('|', '+', '-')
        } else {
            ('│', '└', '─')
        };
        let mut out = format!("{}\n", self.title);
        let last = area.height - 1;
        for (row, line) in plot.lines().enumerate() {
            let from_below = last - row as u16;
            let name = if from_below.is_multiple_of(LABEL_EVERY) {
                let share = f64::from(from_below) / f64::from(last);
                label(y_bounds[0] + share * (y_bounds[1] - y_bounds[0]))
            } else {
                String::new()
            };
            let line = format!("{name:>margin$} {down}{line}");
            let line = if ascii { without_braille(&line) } else { line };
            out += line.trim_end();
            out.push('\n');
        }
        let rule = across.to_string().repeat(usize::from(area.width));
        out += &format!("{:margin$} {corner}{rule}\n", "");
        out += &self.tick_line(margin + 2, area.width, x_bounds);
        for (curve, letter) in self.curves.iter().zip(letters()) {
            out += &format!("{:margin$}  {letter}  {}\n", "", curve.name);
        }
        out
    }

    fn bounds(&self) -> Option<([f64; 2], [f64; 2])> {
        let points = self.curves.iter().flat_map(|curve| &curve.points);
        let points = points.filter(|(_, y)| y.is_finite());
        let range = |numbers: &mut dyn Iterator<Item = f64>| {
            numbers.fold(None, |range: Option<[f64; 2]>, number| {
                let [low, high] = range.unwrap_or([number; 2]);
                Some([low.min(number), high.max(number)])
            })
        };
        let ticks = self.ticks.iter().map(|tick| tick.0);
        let x = range(&mut points.clone().map(|point| point.0).chain(ticks))?;
        let y = range(&mut points.map(|point| point.1))?;
        let widened = |[low, high]: [f64; 2]| {
            let more = ((high - low) * 0.04).max(1e-9);
            [low - more, high + more]
        };
        Some((widened(x), widened(y)))
    }

    fn plot(&self, area: Rect, x_bounds: [f64; 2], y_bounds: [f64; 2]) -> String {
        let mut buffer = Buffer::empty(area);
        Canvas::default()
            .marker(Marker::Braille)
            .x_bounds(x_bounds)
            .y_bounds(y_bounds)
            .paint(|context| {
                for curve in &self.curves {
                    for pair in curve.points.windows(2) {
                        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
                        if y1.is_finite() && y2.is_finite() {
                            context.draw(&Segment::new(x1, y1, x2, y2, Color::Reset));
                        }
                    }
                }
                for (curve, letter) in self.curves.iter().zip(letters()) {
                    for &(x, y) in curve.points.iter().filter(|(_, y)| y.is_finite()) {
                        context.print(x, y, Label::from(letter.to_string()));
                    }
                }
            })
            .render(area, &mut buffer);
        text(&buffer)
    }

    fn tick_line(&self, left: usize, width: u16, [low, high]: [f64; 2]) -> String {
        let mut line = " ".repeat(left);
        for (place, label) in &self.ticks {
            let share = (place - low) / (high - low);
            let centre = left + (share * f64::from(width)) as usize;
            let start = centre.saturating_sub(label.width() / 2);
            if start >= line.width() + usize::from(line.width() > left) {
                line += &" ".repeat(start - line.width());
                line += label;
            }
        }
        format!("{line}  {}\n", self.across)
    }
}

fn without_braille(line: &str) -> String {
    let dot = |c: char| match c {
        '\u{2800}' => ' ',
        '\u{2801}'..='\u{28ff}' => '.',
        c => c,
    };
    line.chars().map(dot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        let curve = |name: &str, heights: [f64; 3]| Curve {
            name: name.to_owned(),
            points: [4.0, 5.0, 7.0].into_iter().zip(heights).collect(),
        };
        Chart {
            title: "tau".to_owned(),
            across: "training size".to_owned(),
            decimals: 2,
            ticks: [(4.0, "16"), (5.0, "32"), (7.0, "128")]
                .map(|(place, label)| (place, label.to_owned()))
                .into(),
            curves: vec![
                curve("graf, forest", [0.4, 0.6, 0.7]),
                curve("zcp, forest", [0.5, 0.55, f64::NAN]),
            ],
        }
    }

    #[test]
    fn curves_rise_from_left_to_right() {
        insta::assert_snapshot!(chart().text(60, 16, false));
    }

    #[test]
    fn ascii_is_ascii() {
        let text = chart().text(60, 16, true);
        assert!(text.is_ascii(), "{text}");
        // At its three points, and in the legend.
        let alone = |word: &str| word.trim_matches('.') == "a";
        let legend = text.lines().rev().nth(1).unwrap();
        let words = legend.split(' ').filter(|word| alone(word));
        assert_eq!(text.matches("...a").count(), 1, "{text}");
        assert_eq!(words.count(), 1, "{text}");
    }

    #[test]
    fn no_size_is_too_small_and_nothing_draws_nothing() {
        for size in 0..20 {
            chart().text(size, size, false);
        }
        let mut empty = chart();
        empty.curves.clear();
        assert_eq!(empty.text(60, 16, false), "");
    }
}
