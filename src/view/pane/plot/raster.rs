//! Points as characters: eight braille dots a cell, or a character by how many points a cell has.

use crate::theme::Points;

/// Points that a cell of [`Points::Density`] has at least to be called full.
const MANY: u8 = 4;

/// A rectangle of cells with points in them.
pub(super) struct Raster {
    points: Points,
    width: usize,
    height: usize,
    /// The dots of each cell as bits of a braille character, or the number of its points.
    cells: Vec<u8>,
}

impl Raster {
    /// A rectangle without points.
    pub(super) fn new(width: u16, height: u16, points: Points) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        Self {
            points,
            width,
            height,
            cells: vec![0; width * height],
        }
    }

    /// Adds a point at these shares of the width, from the left, and the height, from the bottom.
    /// One outside of the rectangle, or nowhere (NaN), is left out.
    pub(super) fn add(&mut self, across: f64, up: f64) {
        if !(0.0..=1.0).contains(&across) || !(0.0..=1.0).contains(&up) {
            return;
        }
        let down = 1.0 - up;
        match self.points {
            Points::Braille => {
                let x = ((across * (self.width * 2) as f64) as usize).min(self.width * 2 - 1);
                let y = ((down * (self.height * 4) as f64) as usize).min(self.height * 4 - 1);
                self.cells[y / 4 * self.width + x / 2] |= DOTS[y % 4][x % 2];
            }
            Points::Density { .. } => {
                let x = ((across * self.width as f64) as usize).min(self.width - 1);
                let y = ((down * self.height as f64) as usize).min(self.height - 1);
                let cell = &mut self.cells[y * self.width + x];
                *cell = cell.saturating_add(1);
            }
        }
    }

    /// Adds the line from the bottom left to the top right.
    pub(super) fn add_diagonal(&mut self) {
        let steps = (self.width * 2).max(self.height * 4);
        for step in 0..steps {
            let share = (step as f64 + 0.5) / steps as f64;
            self.add(share, share);
        }
    }

    /// The character of the cell at column `x`, row `y`, counted from the top left; `None` without
    /// points.
    pub(super) fn symbol(&self, x: u16, y: u16, what: What) -> Option<char> {
        let cell = self.cells[usize::from(y) * self.width + usize::from(x)];
        if cell == 0 {
            return None;
        }
        match self.points {
            Points::Braille => char::from_u32(0x2800 + u32::from(cell)),
            Points::Density {
                rest,
                few,
                many,
                line,
            } => Some(match what {
                What::Rest => rest,
                What::Shown if cell < MANY => few,
                What::Shown => many,
                What::Line => line,
            }),
        }
    }
}

/// What the points of a raster are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Rows that pass the filter.
    Shown,
    /// Rows that do not.
    Rest,
    /// The line y = x.
    Line,
}

/// Bits of the braille dots by row and column.
const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Glyphs;

    #[test]
    fn points_light_the_dots_they_lie_on() {
        let mut raster = Raster::new(2, 1, Points::Braille);
        raster.add(0.0, 0.0);
        raster.add(1.0, 1.0);
        raster.add(1.01, 0.5);
        raster.add(f64::NAN, 0.5);
        assert_eq!(raster.symbol(0, 0, What::Shown), Some('⡀'));
        assert_eq!(raster.symbol(1, 0, What::Shown), Some('⠈'));
    }

    #[test]
    fn in_ascii_the_number_of_points_counts() {
        let mut raster = Raster::new(1, 2, Glyphs::ASCII.points);
        raster.add(0.5, 0.9);
        assert_eq!(raster.symbol(0, 0, What::Shown), Some(':'));
        for _ in 0..300 {
            raster.add(0.5, 0.9);
        }
        assert_eq!(raster.symbol(0, 0, What::Shown), Some('#'));
        assert_eq!(raster.symbol(0, 1, What::Shown), None);
    }
}
