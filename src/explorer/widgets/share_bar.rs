//! A bar from the middle: to the left for what is negative, to the right for what is positive.

use crate::theme::glyphs::Glyphs;
use crate::theme::{Role, Theme};

/// The left arm, the middle and the right arm of a bar for `share`, −1 to 1 of an arm of `arm` cells,
/// each with its role. Signs are told by the side, not by colour alone.
pub(crate) fn share_bar(share: f64, arm: usize, theme: &Theme) -> [(String, Role); 3] {
    let Glyphs {
        bar_left,
        bar_right,
        down,
        ..
    } = theme.glyphs;
    let left = filled((-share).max(0.0), arm, bar_left);
    let left: String = left.into_iter().rev().collect();
    let right: String = filled(share.max(0.0), arm, bar_right).into_iter().collect();
    [
        (left, Role::Under),
        (down.to_owned(), Role::Dim),
        (right, Role::Over),
    ]
}

/// The cells of an arm from the middle outwards, filled to `share` of it.
fn filled(share: f64, arm: usize, steps: &[&'static str]) -> Vec<&'static str> {
    let per = steps.len();
    // Not a number: nothing.
    let mut left = (share.min(1.0) * (arm * per) as f64).round() as usize;
    let cell = |_| {
        let step = left.min(per);
        left -= step;
        if step == 0 { " " } else { steps[step - 1] }
    };
    (0..arm).map(cell).collect()
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
}
