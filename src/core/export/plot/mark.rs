//! What a picture is made of, in pixels from the top left corner.

/// A place.
pub(super) type Point = (f64, f64);

/// Red, green, blue.
pub(super) type Colour = (u8, u8, u8);

/// Where a text lies from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// On the baseline.
    pub(super) at: Point,
    pub(super) words: String,
    /// Size of the font.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: Colour,
    pub(super) anchor: Anchor,
    /// Whether it runs upwards.
    pub(super) upwards: bool,
}

/// A rectangle of square cells, each with a number of points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cells {
    /// Top left corner.
    pub(super) at: Point,
    /// Side of a cell.
    pub(super) side: f64,
    /// Cells in a row.
    pub(super) columns: usize,
    /// Row after row from the top: 0 for nothing, else one more than the place of a colour.
    pub(super) shades: Vec<u8>,
    pub(super) colours: Vec<Colour>,
}

/// One thing drawn; later ones lie on earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A line through points.
    Line {
        points: Vec<Point>,
        width: f64,
        colour: Colour,
    },
    /// A filled area.
    Area {
        points: Vec<Point>,
        colour: Colour,
        opacity: f64,
    },
    /// A filled rectangle, from its top left to its bottom right corner.
    Bar {
        from: Point,
        to: Point,
        colour: Colour,
    },
    /// A circle, filled or as a ring.
    Circle {
        at: Point,
        radius: f64,
        colour: Colour,
        filled: bool,
    },
    /// Many equal dots.
    Dots {
        points: Vec<Point>,
        radius: f64,
        colour: Colour,
        opacity: f64,
    },
    /// Many points by their number.
    Cells(Cells),
    /// A text.
    Text(Text),
}
