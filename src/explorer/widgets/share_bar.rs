//! A bar from the middle: to the left for what is negative, to the right for what is positive. What is
//! longer than its arm ends in an arrow.

use crate::theme::glyphs::Glyphs;
use crate::theme::{Role, Theme};

/// The left arm, the middle and the right arm of a bar for `share`, −1 to 1 of an arm of `arm` cells,
/// each with its role. Signs are told by the side, not by colour alone.
pub(crate) fn share_bar(share: f64, arm: usize, theme: &Theme) -> [(String, Role); 3] {
    let Glyphs {
        bar_left,
        bar_right,
        arrow_left,
        arrow,
        down,
        ..
    } = theme.glyphs;
    let left = filled(-share, arm, bar_left, arrow_left);
    let left: String = left.into_iter().rev().collect();
    let right: String = filled(share, arm, bar_right, arrow).into_iter().collect();
    [
        (left, Role::Under),
        (down.to_owned(), Role::Dim),
        (right, Role::Over),
    ]
}

/// The cells of an arm from the middle outwards, filled to `share` of it; `beyond` is the last cell of what
/// is longer than the arm.
fn filled(
    share: f64,
    arm: usize,
    steps: &[&'static str],
    beyond: &'static str,
) -> Vec<&'static str> {
    let per = steps.len();
    // Not a number: nothing.
    let mut left = (share.clamp(0.0, 1.0) * (arm * per) as f64).round() as usize;
    let cell = |_| {
        let step = left.min(per);
        left -= step;
        if step == 0 { " " } else { steps[step - 1] }
    };
    let mut cells: Vec<_> = (0..arm).map(cell).collect();
    if share > 1.0
        && let Some(last) = cells.last_mut()
    {
        *last = beyond;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_to_the_side_of_their_sign() {
        let theme = Theme::new(false, true);
        let text = |share| share_bar(share, 4, &theme).map(|(text, _)| text).concat();
        assert_eq!(text(1.0), "    |####");
        assert_eq!(text(-0.5), "  ##|    ");
        assert_eq!(text(f64::NAN), "    |    ");
    }

    #[test]
    fn what_is_longer_than_the_bar_ends_in_an_arrow() {
        let theme = Theme::new(false, true);
        let text = |share| share_bar(share, 4, &theme).map(|(text, _)| text).concat();
        assert_eq!(text(1.01), "    |###>");
        assert_eq!(text(-7.0), "<###|    ");
    }
}
