//! The bar behind an error: from the middle to the left for predictions that are too low, to the
//! right for those that are too high.

use crate::widgets::pen::Pen;
use crate::widgets::share_bar::share_bar;
use ratatui::style::Style;

/// Draws the bar for `share`, −1 to 1 of its length (longer ones end in an arrow), into the `width` cells
/// from column `x` on, the first of which stays blank; `plain` leaves colours out.
pub(crate) fn draw(share: f64, x: u16, y: u16, width: u16, plain: bool, pen: &mut Pen) {
    let arm = width.saturating_sub(2) / 2;
    let parts = share_bar(share, arm.into(), pen.theme);
    for ((text, role), x) in parts.into_iter().zip([x + 1, x + 1 + arm, x + 2 + arm]) {
        let style = if plain { Style::new() } else { pen.style(role) };
        // Blanks have no colour.
        let blank = (text.len() - text.trim_start().len()) as u16;
        pen.put(x + blank, y, arm, text.trim(), style);
    }
}
