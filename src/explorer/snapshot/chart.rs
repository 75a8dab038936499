//! Curves as text: the chart of the screens, with the names of all curves below it.

pub use crate::compare::chart::{Chart, ChartCurve, ChartPoint};

use crate::layout::area::Area;
use crate::snapshot::screen::text::text;
use crate::theme::Theme;
use crate::view::rect;
use crate::widgets::chart::{draw_curves, letter};
use ratatui::buffer::Buffer;

/// A cursor that is on no point.
const NOWHERE: (usize, usize) = (usize::MAX, usize::MAX);

impl Chart {
    /// The chart as lines of text `width` cells wide and, without the legend, `height` high; in ASCII
    /// alone if need be. Nothing when there is no point, or no room.
    pub fn text(&self, width: u16, height: u16, ascii: bool) -> String {
        let area = Area::of(width, height);
        let mut buffer = Buffer::empty(rect(area));
        let theme = Theme::new(false, ascii);
        if !draw_curves(self, NOWHERE, area, &theme, &mut buffer) {
            return String::new();
        }
        let names = self.curves.iter().enumerate();
        let names = names.map(|(at, curve)| format!("  {}  {}\n", letter(at), curve.name));
        text(&buffer) + &names.collect::<String>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        let curve = |name: &str, heights: [f64; 3]| {
            let points = [16.0, 32.0, 128.0].into_iter().zip(heights);
            let point = |(x, mean)| ChartPoint {
                x,
                mean,
                spread: f64::NAN,
            };
            ChartCurve {
                name: name.to_owned(),
                points: points.map(point).collect(),
            }
        };
        Chart {
            up: "tau".to_owned(),
            across: "training size",
            logarithmic: true,
            curves: vec![
                curve("graf, forest", [0.4, 0.6, 0.7]),
                curve("zcp, forest", [0.5, 0.55, f64::NAN]),
            ],
        }
    }

    #[test]
    fn curves_rise_from_left_to_right() {
        insta::assert_snapshot!(chart().text(60, 18, false));
    }

    #[test]
    fn ascii_is_ascii() {
        let text = chart().text(60, 18, true);
        assert!(text.is_ascii(), "{text}");
        assert!(text.contains("  b  zcp, forest"), "{text}");
    }

    #[test]
    fn no_size_is_too_small_and_nothing_draws_nothing() {
        for size in 0..20 {
            chart().text(size, size, false);
        }
        let mut empty = chart();
        empty.curves.clear();
        assert_eq!(empty.text(60, 18, false), "");
    }
}
