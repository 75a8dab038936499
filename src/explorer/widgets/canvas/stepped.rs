//! Points coloured by the steps of a scale; where there is no colour, and in ASCII, the number of the step stands for
//! it.

use crate::theme::glyphs::Points;
use crate::theme::{Role, Theme};
use crate::view::title_line::Remark;
use crate::widgets::canvas::axes::Axes;
use crate::widgets::pen::Pen;
use grafscope_core::diagnosis::Layer;
use ratatui::style::Style;

/// What stands for each step, from the lowest on.
const MARKS: [&str; 4] = ["1", "2", "3", "4"];

/// The mark of a step where its colour does not tell it, and the style of its points.
fn look(step: usize, steps: usize, theme: &Theme) -> (Option<&'static str>, Style) {
    let style = theme.step(step, steps);
    let is_told = style.is_some() && theme.glyphs.points == Points::Braille;
    let mark = MARKS[step.min(MARKS.len() - 1)];
    ((!is_told).then_some(mark), style.unwrap_or_default())
}

/// Lays points in `layers`, one a step, over what is there, in the colour of `stale` where they are. A cell has the
/// step that most of its points are of, of equal ones the higher.
pub(crate) fn lay(axes: &Axes, layers: &[Layer], stale: Style, pen: &mut Pen) {
    let canvas = axes.canvas;
    let mut bytes = [0; 4];
    for y in 0..canvas.height {
        for x in 0..canvas.width {
            let steps = layers.iter().enumerate();
            let most = steps.max_by_key(|(_, layer)| layer.count(x, y));
            let Some((step, _)) = most.filter(|(_, layer)| layer.count(x, y) > 0) else {
                continue;
            };
            let dots = layers.iter().fold(0, |dots, of| dots | of.dots(x, y));
            let dots = char::from_u32(0x2800 + u32::from(dots)).unwrap_or(' ');
            let (mark, style) = look(step, layers.len(), pen.theme);
            let symbol = mark.unwrap_or(dots.encode_utf8(&mut bytes));
            pen.stamp(canvas.x + x, canvas.y + y, symbol, style.patch(stale));
        }
    }
}

/// The entry of a step in the legend.
pub(crate) fn entry(step: usize, steps: usize, text: &str, theme: &Theme) -> Remark {
    let (mark, style) = look(step, steps, theme);
    vec![
        (mark.unwrap_or("⠶").to_owned(), style),
        (format!(" {text}"), theme.style(Role::Dim)),
    ]
}
