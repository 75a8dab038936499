//! Points in a picture by the quarters of a column: dots while they are few, and beyond that cells in the colour of
//! the quarter that most of their points are of.

use crate::diagnosis::Quarters;
use crate::table::{Format, number};

use super::cloud::{MOST, SIDE};
use super::mark::{Cells, Mark, Point};
use super::palette::Colour;
use super::sheet::{Axes, Key};

/// The column that colours points.
#[derive(Debug, Clone)]
pub struct PointColours {
    /// Name and unit, such as `params [M]`.
    pub title: String,
    /// How its values are written.
    pub format: Format,
    /// A value a point, NaN where it has none.
    pub values: Vec<f64>,
}

/// Of the quarters, from low to high, and of points without a value.
const COLOURS: [Colour; Quarters::MOST + 1] = [
    Colour::Sky,
    Colour::Blue,
    Colour::Green,
    Colour::Orange,
    Colour::Axis,
];

/// Points by quarter.
#[derive(Debug)]
pub(super) struct Stepped {
    quarters: Quarters,
    /// For each point the place of its colour.
    places: Vec<usize>,
}

impl Stepped {
    pub(super) fn new(colours: &PointColours) -> Self {
        let quarters = Quarters::of(colours.values.iter().copied());
        let values = colours.values.iter();
        let places = values.map(|&value| quarters.step(value).unwrap_or(Quarters::MOST));
        Self {
            places: places.collect(),
            quarters,
        }
    }

    /// The entries of the legend.
    pub(super) fn labels(&self, colours: &PointColours) -> Vec<String> {
        let ranges = self.quarters.ranges.iter().enumerate();
        let labels = ranges.map(|(at, &(low, high))| {
            let [low, high] = [low, high].map(|value| number(value, colours.format));
            let range = if low == high {
                low
            } else {
                format!("{low}–{high}")
            };
            match at {
                0 => format!("{} {range}", colours.title),
                _ => range,
            }
        });
        let mut labels: Vec<String> = labels.collect();
        if self.places.contains(&Quarters::MOST) {
            labels.push(format!("no {}", colours.title));
        }
        labels
    }

    /// What stands before entry `at` of the legend.
    pub(super) fn key(&self, at: usize, (x, y): Point) -> Key {
        let of_none = at == self.quarters.ranges.len();
        let place = if of_none { Quarters::MOST } else { at };
        vec![Mark::Bar(
            (x - 6.0, y - 5.0),
            (x + 6.0, y + 5.0),
            COLOURS[place],
        )]
    }

    /// The points, which lie at `points` by value.
    pub(super) fn marks(&self, axes: &Axes, points: &[(f64, f64)]) -> Vec<Mark> {
        let at = points.iter().map(|&(across, up)| axes.place(across, up));
        let at = at.zip(&self.places);
        if points.len() > MOST {
            return vec![cells(axes, at)];
        }
        let dots = |place: usize| Mark::Dots {
            points: (at.clone().filter(|of| *of.1 == place))
                .map(|of| of.0)
                .collect(),
            radius: 2.5,
            colour: COLOURS[place],
            opacity: 0.7,
        };
        // What has no value lies below all others.
        (0..COLOURS.len()).rev().map(dots).collect()
    }
}

fn cells<'p>(axes: &Axes, points: impl Iterator<Item = (Point, &'p usize)>) -> Mark {
    let region = axes.region;
    let columns = (region.width() / SIDE).ceil().max(1.0) as usize;
    let rows = (region.height() / SIDE).ceil().max(1.0) as usize;
    let mut counts = vec![[0_u32; COLOURS.len()]; columns * rows];
    for ((x, y), &place) in points {
        let (x, y) = ((x - region.left) / SIDE, (y - region.top) / SIDE);
        if x >= 0.0 && y >= 0.0 && (x as usize) < columns && (y as usize) < rows {
            counts[y as usize * columns + x as usize][place] += 1;
        }
    }
    let most = |counts: &[u32; COLOURS.len()]| {
        let places = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        let most = places.max_by_key(|(_, count)| **count);
        most.map_or(0, |(place, _)| place as u8 + 1)
    };
    Mark::Cells(Cells {
        at: (region.left, region.top),
        side: SIDE,
        columns,
        shades: counts.iter().map(most).collect(),
        colours: COLOURS.to_vec(),
    })
}
