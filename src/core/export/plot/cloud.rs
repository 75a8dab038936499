//! Points in a picture: dots while they are few, and beyond that cells shaded by how many points they
//! hold, so that neither the picture nor the file grows with the number of rows.

use super::mark::{Cells, Mark, Point};
use super::palette::{Colour, SHADES};
use super::sheet::{Axes, Key};
use super::words::counted;

/// Most points that are drawn one by one.
pub(super) const MOST: usize = 2_000;
/// Side of a cell in pixels.
pub(super) const SIDE: f64 = 3.0;

pub(super) const ROWS: &str = "held-out rows";

#[derive(Debug)]
pub(super) struct Cloud {
    pub(super) mark: Mark,
    /// For each shade the fewest and the most points of a cell; none for dots.
    shades: Vec<(u32, u32)>,
}

impl Cloud {
    /// `points` by value, on `axes`.
    pub(super) fn new(axes: &Axes, points: &[(f64, f64)]) -> Self {
        let places = points.iter().map(|&(across, up)| axes.place(across, up));
        if points.len() <= MOST {
            return Self {
                mark: Mark::Dots {
                    points: places.collect(),
                    radius: 2.5,
                    colour: Colour::Blue,
                    opacity: 0.45,
                },
                shades: Vec::new(),
            };
        }
        let region = axes.region;
        let columns = (region.width() / SIDE).ceil().max(1.0) as usize;
        let rows = (region.height() / SIDE).ceil().max(1.0) as usize;
        let mut counts = vec![0_u32; columns * rows];
        for (x, y) in places {
            let (x, y) = ((x - region.left) / SIDE, (y - region.top) / SIDE);
            if x >= 0.0 && y >= 0.0 && (x as usize) < columns && (y as usize) < rows {
                counts[y as usize * columns + x as usize] += 1;
            }
        }
        let shades = shades(counts.iter().copied().max().unwrap_or(0));
        let shade = |&count: &u32| match count {
            0 => 0,
            _ => shades.partition_point(|&(_, most)| most < count) as u8 + 1,
        };
        Self {
            mark: Mark::Cells(Cells {
                at: (region.left, region.top),
                side: SIDE,
                columns,
                shades: counts.iter().map(shade).collect(),
                // Of fewer shades those for many: a single point must be seen.
                colours: (SHADES - shades.len()..SHADES).map(Colour::Shade).collect(),
            }),
            shades,
        }
    }

    /// The entries of the legend, one a shade.
    pub(super) fn labels(&self) -> Vec<String> {
        if self.shades.is_empty() {
            return vec![ROWS.to_owned()];
        }
        let label = |(at, &(fewest, most)): (usize, &(u32, u32))| {
            let range = if fewest == most {
                counted(fewest as usize)
            } else {
                format!("{}–{}", counted(fewest as usize), counted(most as usize))
            };
            match at {
                0 => format!("{ROWS} in a cell: {range}"),
                _ => range,
            }
        };
        self.shades.iter().enumerate().map(label).collect()
    }

    pub(super) fn key(&self, at: usize, (x, y): Point) -> Key {
        match &self.mark {
            Mark::Cells(cells) => {
                let colour = cells.colours[at.min(cells.colours.len() - 1)];
                vec![Mark::Bar((x - 6.0, y - 5.0), (x + 6.0, y + 5.0), colour)]
            }
            _ => vec![Mark::Disc((x, y), 3.5, Colour::Blue)],
        }
    }
}

/// Labels at least as wide as those of so many points can become.
pub(super) fn widest_labels(points: usize) -> Vec<String> {
    if points <= MOST {
        return vec![ROWS.to_owned()];
    }
    let range = format!("{0}–{0}", counted(points));
    let mut labels = vec![range; SHADES];
    labels[0] = format!("{ROWS} in a cell: 1");
    labels
}

/// A line that says how so many points are drawn, where they are not dots.
pub(super) fn note(points: usize) -> Option<String> {
    let all = counted(points);
    let note = format!("all {all} drawn, in cells of 3 × 3 pixels shaded by how many lie in each");
    (points > MOST).then_some(note)
}

/// The ranges of counts from 1 to `most`, each upper end about the same factor above the one before.
fn shades(most: u32) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    let count = SHADES as i32;
    for at in 1..=count {
        let fewest = ranges.last().map_or(1, |range| range.1 + 1);
        let end = f64::from(most).powf(f64::from(at) / f64::from(count));
        let end = if at == count {
            most
        } else {
            end.round() as u32
        };
        if end >= fewest {
            ranges.push((fewest, end));
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::shades;

    #[test]
    fn shades_hold_every_count_once() {
        for most in 1..2000 {
            let ranges = shades(most);
            assert_eq!((ranges[0].0, ranges[ranges.len() - 1].1), (1, most));
            assert!(ranges.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0));
        }
        assert_eq!(shades(1), [(1, 1)]);
        assert_eq!(
            shades(1024),
            [(1, 4), (5, 16), (17, 64), (65, 256), (257, 1024)]
        );
    }
}
