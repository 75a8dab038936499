//! Rectangles of the screen in cells, without a terminal library.

/// Size of the screen in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A rectangle of the screen; `x` and `y` count from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// The top left `width` × `height` cells of the screen.
    pub fn of(width: u16, height: u16) -> Self {
        Self {
            width,
            height,
            ..Self::default()
        }
    }

    /// Its size.
    pub fn size(self) -> Size {
        Size {
            width: self.width,
            height: self.height,
        }
    }

    /// Whether the cell at column `x`, row `y` of the screen is inside.
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }

    /// Splits off the first `rows` rows: (those, the rest).
    pub fn split_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        let top = Self {
            height: rows,
            ..self
        };
        let rest = Self {
            y: self.y + rows,
            height: self.height - rows,
            ..self
        };
        (top, rest)
    }

    /// Splits off the last `rows` rows: (the rest, those).
    pub fn split_bottom(self, rows: u16) -> (Self, Self) {
        self.split_top(self.height - rows.min(self.height))
    }

    /// Splits off the first `columns` columns: (those, the rest).
    pub fn split_left(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        let left = Self {
            width: columns,
            ..self
        };
        let rest = Self {
            x: self.x + columns,
            width: self.width - columns,
            ..self
        };
        (left, rest)
    }

    /// The rectangle of at most `width` × `height` in the middle of this one.
    #[must_use]
    pub fn centred(self, width: u16, height: u16) -> Self {
        let width = width.min(self.width);
        let height = height.min(self.height);
        Self {
            x: self.x + (self.width - width) / 2,
            y: self.y + (self.height - height) / 2,
            width,
            height,
        }
    }
}
