//! The bar behind an error: from the middle to the left for predictions that are too low, to the
//! right for those that are too high.

use ratatui::style::Style;

use crate::theme::Role;
use crate::theme::glyphs::Glyphs;

use crate::widgets::pen::Pen;

/// Cells on either side of the middle in a bar of `width` cells, its leading blank included.
fn arm(width: u16) -> u16 {
    width.saturating_sub(2) / 2
}

/// Draws the bar for `share`, −1 to 1 of its length (longer ones are cut), into the `width` cells
/// from column `x` on; `plain` leaves colours out.
pub(crate) fn draw(share: f64, x: u16, y: u16, width: u16, plain: bool, pen: &mut Pen) {
    let arm = arm(width);
    let middle = x + 1 + arm;
    let style = |pen: &Pen, role| {
        if plain { Style::new() } else { pen.style(role) }
    };
    let axis = style(pen, Role::Dim);
    pen.put(middle, y, 1, pen.theme.glyphs.down, axis);
    let Glyphs {
        bar_left,
        bar_right,
        ..
    } = pen.theme.glyphs;
    let (steps, role) = if share < 0.0 {
        (bar_left, Role::Under)
    } else {
        (bar_right, Role::Over)
    };
    let style = style(pen, role);
    let step = steps.len();
    let mut left = (share.abs().min(1.0) * f64::from(arm) * step as f64).round() as usize;
    for cell in 1..=arm {
        if left == 0 {
            break;
        }
        let x = if share < 0.0 {
            middle - cell
        } else {
            middle + cell
        };
        pen.put(x, y, 1, steps[left.min(step) - 1], style);
        left = left.saturating_sub(step);
    }
}
