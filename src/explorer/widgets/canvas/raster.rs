//! Points as characters: eight braille dots a cell, or a character by how many points a cell has.

use crate::theme::glyphs::{Glyphs, Points};
use grafscope_core::diagnosis::Layer;

/// Points that a cell of [`Points::Density`] has at least to be called full.
const MANY: u8 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Line,
    Rest,
    Shown,
    Trained,
    Marked,
    Front,
}

/// The character of the cell at column `x`, row `y`, counted from the top left, which has points.
pub(crate) fn symbol(layer: &Layer, x: u16, y: u16, what: What, glyphs: &Glyphs) -> char {
    let first = |text: &str| text.chars().next().unwrap_or(' ');
    match (what, glyphs.points) {
        (What::Trained, _) => first(glyphs.trained_point),
        (What::Marked, _) => first(glyphs.marked),
        (What::Front, _) => first(glyphs.front_point),
        (_, Points::Braille) => {
            let dots = 0x2800 + u32::from(layer.dots(x, y));
            char::from_u32(dots).unwrap_or(' ')
        }
        (What::Line, Points::Density { line, .. }) => line,
        (What::Rest, Points::Density { rest, .. }) => rest,
        (What::Shown, Points::Density { few, .. }) if layer.count(x, y) < MANY => few,
        (What::Shown, Points::Density { many, .. }) => many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(points: usize) -> Layer {
        let mut layer = Layer::new(1, 1);
        for _ in 0..points {
            layer.add(0.1, 0.1);
        }
        layer
    }

    #[test]
    fn a_point_is_a_dot_and_in_ascii_their_number_counts() {
        let symbol = |points, glyphs| symbol(&layer(points), 0, 0, What::Shown, glyphs);
        assert_eq!(symbol(1, &Glyphs::UNICODE), '⡀');
        assert_eq!(symbol(1, &Glyphs::ASCII), ':');
        assert_eq!(symbol(300, &Glyphs::ASCII), '#');
    }
}
