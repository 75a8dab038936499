//! Colours that people with any colour vision tell apart (Okabe and Ito, 2008), and shapes that tell
//! series apart where there is no colour at all.

use super::mark::{Colour, Mark, Point};

pub(super) const BLACK: Colour = (0x00, 0x00, 0x00);
pub(super) const WHITE: Colour = (0xff, 0xff, 0xff);
pub(super) const ORANGE: Colour = (0xe6, 0x9f, 0x00);
pub(super) const BLUE: Colour = (0x00, 0x72, 0xb2);
pub(super) const VERMILLION: Colour = (0xd5, 0x5e, 0x00);
pub(super) const GREY: Colour = (0x44, 0x44, 0x44);
pub(super) const AXIS: Colour = (0x66, 0x66, 0x66);
pub(super) const GRID: Colour = (0xe4, 0xe4, 0xe4);

/// Colours of series, in order; yellow, which is hard to see on white, is left out.
const SERIES: [Colour; 7] = [
    BLUE,
    VERMILLION,
    (0x00, 0x9e, 0x73),
    (0xcc, 0x79, 0xa7),
    ORANGE,
    (0x56, 0xb4, 0xe9),
    BLACK,
];

/// From few to many.
pub(super) const SHADES: [Colour; 5] = [
    (0xae, 0xd0, 0xe8),
    (0x78, 0xb4, 0xda),
    (0x42, 0x92, 0xc6),
    (0x1c, 0x69, 0xae),
    (0x08, 0x3a, 0x78),
];

pub(super) fn series(at: usize) -> Colour {
    SERIES[at % SERIES.len()]
}

/// The mark of series `at` around a place: a circle, a square, a triangle or a diamond. Colours and shapes
/// repeat at different periods, so that 28 series differ.
pub(super) fn shape(at: usize, (x, y): Point, r: f64) -> Mark {
    let colour = series(at);
    match at % 4 {
        0 => Mark::Disc((x, y), r, colour),
        1 => {
            let half = r * 0.9;
            Mark::Bar((x - half, y - half), (x + half, y + half), colour)
        }
        2 => triangle((x, y), r, colour),
        _ => diamond((x, y), r * 1.3, colour),
    }
}

pub(super) fn triangle((x, y): Point, r: f64, colour: Colour) -> Mark {
    let (low, wide) = (y + r * 0.9, r * 1.15);
    let points = vec![(x, y - r * 1.2), (x + wide, low), (x - wide, low)];
    Mark::Area(points, colour, 1.0)
}

pub(super) fn diamond((x, y): Point, r: f64, colour: Colour) -> Mark {
    Mark::Area(
        vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)],
        colour,
        1.0,
    )
}
