//! Colours that people with any colour vision tell apart (Okabe and Ito, 2008), and shapes that tell
//! series apart where there is no colour at all.

use super::mark::{Mark, Point};
use super::theme::PlotTheme;

pub(super) type Rgb = (u8, u8, u8);

/// By what it is for, or by its name on a light ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    /// Behind everything.
    Ground,
    Text,
    /// Of text that says what the picture is of.
    Quiet,
    Axis,
    Grid,
    Orange,
    Blue,
    Vermillion,
    Green,
    Purple,
    Sky,
    /// From few, 0, to many.
    Shade(usize),
}

/// Colours of series, in order; yellow, which is hard to see on white, is left out.
const SERIES: [Colour; 7] = [
    Colour::Blue,
    Colour::Vermillion,
    Colour::Green,
    Colour::Purple,
    Colour::Orange,
    Colour::Sky,
    Colour::Text,
];

pub(super) const SHADES: usize = 5;

const LIGHT_SHADES: [Rgb; SHADES] = [
    (0xae, 0xd0, 0xe8),
    (0x78, 0xb4, 0xda),
    (0x42, 0x92, 0xc6),
    (0x1c, 0x69, 0xae),
    (0x08, 0x3a, 0x78),
];

const DARK_SHADES: [Rgb; SHADES] = [
    (0x2b, 0x59, 0x85),
    (0x35, 0x7c, 0xb8),
    (0x5a, 0xa2, 0xdd),
    (0x98, 0xc9, 0xf0),
    (0xe4, 0xf2, 0xfd),
];

impl PlotTheme {
    pub(super) fn rgb(self, colour: Colour) -> Rgb {
        match self {
            Self::Light => light(colour),
            Self::Dark => dark(colour),
        }
    }
}

fn light(colour: Colour) -> Rgb {
    match colour {
        Colour::Ground => (0xff, 0xff, 0xff),
        Colour::Text => (0x00, 0x00, 0x00),
        Colour::Quiet => (0x44, 0x44, 0x44),
        Colour::Axis => (0x66, 0x66, 0x66),
        Colour::Grid => (0xe4, 0xe4, 0xe4),
        Colour::Orange => (0xe6, 0x9f, 0x00),
        Colour::Blue => (0x00, 0x72, 0xb2),
        Colour::Vermillion => (0xd5, 0x5e, 0x00),
        Colour::Green => (0x00, 0x9e, 0x73),
        Colour::Purple => (0xcc, 0x79, 0xa7),
        Colour::Sky => (0x56, 0xb4, 0xe9),
        Colour::Shade(at) => LIGHT_SHADES[at.min(SHADES - 1)],
    }
}

/// The same hues, lighter where they would be lost; the ground is that of pictures of the screen.
fn dark(colour: Colour) -> Rgb {
    match colour {
        Colour::Ground => (0x16, 0x1a, 0x22),
        Colour::Text => (0xe8, 0xec, 0xf3),
        Colour::Quiet => (0xb4, 0xbb, 0xc7),
        Colour::Axis => (0x8d, 0x96, 0xa6),
        Colour::Grid => (0x2d, 0x34, 0x40),
        Colour::Orange => (0xf0, 0xb4, 0x29),
        Colour::Blue => (0x4a, 0x9f, 0xe3),
        Colour::Vermillion => (0xf2, 0x7d, 0x3c),
        Colour::Green => (0x2c, 0xc4, 0x98),
        Colour::Purple => (0xe0, 0x93, 0xc0),
        Colour::Sky => (0xa6, 0xda, 0xf7),
        Colour::Shade(at) => DARK_SHADES[at.min(SHADES - 1)],
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance((r, g, b): Rgb) -> f64 {
        let [r, g, b] = [r, g, b].map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(theme: PlotTheme, colour: Colour) -> f64 {
        let [ground, colour] = [Colour::Ground, colour].map(|of| luminance(theme.rgb(of)));
        (ground.max(colour) + 0.05) / (ground.min(colour) + 0.05)
    }

    #[test]
    fn what_is_drawn_is_seen_on_its_ground() {
        for theme in PlotTheme::ALL {
            assert!(contrast(theme, Colour::Text) > 7.0);
            assert!(contrast(theme, Colour::Quiet) > 7.0);
            assert!(contrast(theme, Colour::Axis) > 4.5);
            assert!(contrast(theme, Colour::Grid) < 1.5);
            for colour in SERIES {
                assert!(contrast(theme, colour) > 2.0, "{theme:?} {colour:?}");
            }
            let shades = (0..SHADES).map(|at| contrast(theme, Colour::Shade(at)));
            assert!(shades.is_sorted(), "{theme:?}: more points stand out more");
        }
    }
}
