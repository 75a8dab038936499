//! Points in cells: eight braille dots a cell, and how many points a cell has.

/// Points in a rectangle of cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layer {
    width: usize,
    height: usize,
    /// The dots of each cell as bits of a braille character, row after row.
    dots: Vec<u8>,
    /// The number of points of each cell, 255 for more.
    counts: Vec<u8>,
}

impl Layer {
    /// A rectangle of `width` columns and `height` rows without points.
    pub fn new(width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        Self {
            width,
            height,
            dots: vec![0; width * height],
            counts: vec![0; width * height],
        }
    }

    /// Adds a point at these shares of width and height from the bottom left; none outside, or at NaN.
    pub fn add(&mut self, across: f64, up: f64) {
        if !(0.0..=1.0).contains(&across) || !(0.0..=1.0).contains(&up) {
            return;
        }
        let (wide, high) = (self.width * 2, self.height * 4);
        self.light(dot(across, wide), dot(1.0 - up, high));
    }

    /// Adds a point to the cell at column `x`, row `y`, from the top left, at these shares of its width,
    /// from the left, and of its height, from the bottom; clamped to 0 to 1.
    pub(super) fn add_in(&mut self, x: u16, y: u16, across: f64, up: f64) {
        let (x, y) = (usize::from(x) * 2, usize::from(y) * 4);
        self.light(x + dot(across, 2), y + dot(1.0 - up, 4));
    }

    fn light(&mut self, x: usize, y: usize) {
        let cell = y / 4 * self.width + x / 2;
        self.dots[cell] |= DOTS[y % 4][x % 2];
        self.counts[cell] = self.counts[cell].saturating_add(1);
    }

    /// Whether it has no points.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|&count| count == 0)
    }

    /// The dots of the cell at column `x`, row `y`, from the top left, as bits of a braille character.
    pub fn dots(&self, x: u16, y: u16) -> u8 {
        self.dots[self.at(x, y)]
    }

    /// How many points that cell has; 255 for more.
    pub fn count(&self, x: u16, y: u16) -> u8 {
        self.counts[self.at(x, y)]
    }

    fn at(&self, x: u16, y: u16) -> usize {
        usize::from(y) * self.width + usize::from(x)
    }
}

fn dot(share: f64, dots: usize) -> usize {
    ((share * dots as f64) as usize).min(dots - 1)
}

/// Bits of the braille dots by row and column.
const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_light_the_dots_they_lie_on_and_are_counted() {
        let mut layer = Layer::new(2, 1);
        layer.add(0.0, 0.0);
        layer.add(0.01, 0.01);
        layer.add(1.0, 1.0);
        layer.add(1.01, 0.5);
        layer.add(f64::NAN, 0.5);
        assert_eq!((layer.dots(0, 0), layer.dots(1, 0)), (0x40, 0x08));
        assert_eq!((layer.count(0, 0), layer.count(1, 0)), (2, 1));
    }
}
