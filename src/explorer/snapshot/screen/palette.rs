//! The colours of a picture of a screen.

use grafscope_core::export::PlotTheme;
use ratatui::style::Color;

/// Red, green, blue.
pub(crate) type Rgb = [u8; 3];

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Palette {
    /// Behind everything.
    pub(crate) background: Rgb,
    /// Letters that nobody coloured.
    pub(crate) foreground: Rgb,
    /// The 16 colours that a terminal's palette has, in the order of their numbers.
    sixteen: [Rgb; 16],
}

/// Each of the sixteen has a contrast of at least 4.5 to the background, but for black and dark grey.
static DARK: Palette = Palette {
    background: [0x16, 0x1a, 0x22],
    foreground: [0xd7, 0xdc, 0xe5],
    sixteen: [
        [0x2b, 0x30, 0x3b],
        [0xf0, 0x71, 0x78],
        [0x8b, 0xc9, 0x7a],
        [0xe6, 0xb6, 0x73],
        [0x6f, 0xae, 0xf2],
        [0xcf, 0x93, 0xe6],
        [0x5c, 0xc8, 0xd0],
        [0xb4, 0xbb, 0xc7],
        [0x70, 0x7a, 0x8c],
        [0xff, 0x8f, 0x95],
        [0xa8, 0xe0, 0x98],
        [0xf6, 0xcf, 0x95],
        [0x96, 0xc6, 0xff],
        [0xe2, 0xb5, 0xf5],
        [0x86, 0xe3, 0xe9],
        [0xf2, 0xf5, 0xf9],
    ],
};

/// The first seven have that contrast; the light ones are grounds for black letters.
static LIGHT: Palette = Palette {
    background: [0xfd, 0xfd, 0xfe],
    foreground: [0x22, 0x27, 0x30],
    sixteen: [
        [0x1d, 0x21, 0x29],
        [0xc0, 0x2b, 0x36],
        [0x2b, 0x7a, 0x2b],
        [0x8a, 0x5f, 0x00],
        [0x1f, 0x5f, 0xbf],
        [0x8e, 0x3f, 0xa8],
        [0x0b, 0x74, 0x7f],
        [0x5a, 0x62, 0x70],
        [0x70, 0x7a, 0x8c],
        [0xff, 0xb3, 0xb3],
        [0xb5, 0xe6, 0xb0],
        [0xff, 0xe8, 0xa3],
        [0xb3, 0xd4, 0xff],
        [0xec, 0xc8, 0xf7],
        [0xb0, 0xea, 0xef],
        [0xff, 0xff, 0xff],
    ],
};

impl Palette {
    pub(crate) fn of(theme: PlotTheme) -> &'static Self {
        match theme {
            PlotTheme::Light => &LIGHT,
            PlotTheme::Dark => &DARK,
        }
    }

    pub(crate) fn rgb(&self, colour: Color, default: Rgb) -> Rgb {
        match colour {
            Color::Rgb(r, g, b) => [r, g, b],
            Color::Indexed(index) => self.indexed(index),
            named => number(named).map_or(default, |index| self.indexed(index)),
        }
    }

    /// A colour of the 256 that terminals number: 16 of the palette, a 6×6×6 cube, 24 greys.
    fn indexed(&self, index: u8) -> Rgb {
        match index {
            0..=15 => self.sixteen[usize::from(index)],
            16..=231 => {
                let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
                let cube = index - 16;
                [level(cube / 36), level(cube / 6 % 6), level(cube % 6)]
            }
            232..=255 => [8 + 10 * (index - 232); 3],
        }
    }
}

/// The number that terminals give a named colour, 0 to 15; `None` for others.
pub(crate) fn number(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Rgb) -> f64 {
        let [r, g, b] = colour.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_colour_that_text_has_is_readable() {
        let readable = |palette: &Palette, colour| contrast(colour, palette.background) > 4.5;
        for palette in [&DARK, &LIGHT] {
            assert!(contrast(palette.foreground, palette.background) > 7.0);
            for number in 1..=7 {
                assert!(readable(palette, palette.sixteen[number]), "{number}");
            }
        }
        for number in 9..=15 {
            assert!(readable(&DARK, DARK.sixteen[number]), "{number}");
            let black = LIGHT.sixteen[0];
            assert!(contrast(LIGHT.sixteen[number], black) > 4.5, "{number}");
        }
    }

    #[test]
    fn the_256_numbers_mean_what_terminals_take_them_for() {
        for palette in [&DARK, &LIGHT] {
            assert_eq!(palette.indexed(1), palette.sixteen[1]);
            assert_eq!(palette.indexed(16), [0, 0, 0]);
            assert_eq!(palette.indexed(231), [255, 255, 255]);
            assert_eq!(palette.indexed(208), [255, 135, 0]);
            assert_eq!(palette.indexed(244), [128, 128, 128]);
        }
    }
}
