//! What a picture is made of, in pixels from the top left corner.

use super::palette::Colour;

pub(super) type Point = (f64, f64);

/// Which part of a text is at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// On the baseline.
    pub(super) at: Point,
    pub(super) words: String,
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: Colour,
    pub(super) anchor: Anchor,
    pub(super) upwards: bool,
}

impl Text {
    /// In the colour of texts, from a place on.
    pub(super) fn new(at: Point, words: String, size: f64) -> Self {
        Self {
            at,
            words,
            size,
            bold: false,
            colour: Colour::Text,
            anchor: Anchor::Start,
            upwards: false,
        }
    }
}

/// A rectangle of square cells, each with a number of points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cells {
    /// Top left corner.
    pub(super) at: Point,
    pub(super) side: f64,
    pub(super) columns: usize,
    /// Row after row from the top: 0 for nothing, else one more than the place of a colour.
    pub(super) shades: Vec<u8>,
    pub(super) colours: Vec<Colour>,
}

/// One thing drawn; later ones lie on earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A line through points, and its width.
    Line(Vec<Point>, f64, Colour),
    /// A filled area, and its opacity.
    Area(Vec<Point>, Colour, f64),
    /// A filled rectangle, from its top left to its bottom right corner.
    Bar(Point, Point, Colour),
    /// A filled circle with this radius.
    Disc(Point, f64, Colour),
    /// A circle with this radius, not filled.
    Ring(Point, f64, Colour),
    /// Many equal dots.
    Dots {
        points: Vec<Point>,
        radius: f64,
        colour: Colour,
        opacity: f64,
    },
    Cells(Cells),
    Text(Text),
}
