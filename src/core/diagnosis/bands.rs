//! How errors spread along a column: their mean, median and middle half in stretches of it.

use std::ops::Range;

use super::axis::Axis;
use super::held_out::HeldOutSet;
use super::part::quantile;

/// Least rows that a band is over.
const WINDOW: usize = 20;

/// The errors of the rows in one stretch, and of the nearest beside it where those are fewer than 20.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Band {
    pub(crate) mean: f64,
    /// A quarter of the errors lies below.
    pub(crate) low: f64,
    pub(crate) median: f64,
    /// A quarter lies above.
    pub(crate) high: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bands {
    /// The stretches; `None` when no row has a value in the column.
    pub(crate) across: Option<Axis>,
    /// Of each stretch; `None` where there are no rows in it.
    pub(crate) cells: Vec<Option<Band>>,
    /// Value and error of each row that has both, by value.
    pub(crate) points: Vec<(f64, f64)>,
    /// Held-out rows without a (finite) value in the column.
    pub(crate) left_out: usize,
}

impl Bands {
    /// Along `across` (`true`, `predicted`, or any other column) in stretches of equal width.
    pub(crate) fn new(held_out: &HeldOutSet, across: &str, stretches: usize) -> Self {
        let values = held_out.values(across);
        let points = values.into_iter().zip(held_out.errors());
        let finite = |(value, error): &(f64, f64)| value.is_finite() && error.is_finite();
        let mut points: Vec<(f64, f64)> = points.filter(finite).collect();
        // Stable: rows of one value stay in the order of the table.
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let ends = points.first().zip(points.last());
        let across = ends.and_then(|(low, high)| Axis::even(low.0, high.0, stretches));
        let cells = across.as_ref().map_or_else(Vec::new, |across| {
            let band = |cell| {
                let window = window(&points, |point| point.0, across, cell)?;
                let errors = points[window].iter().map(|point| point.1);
                Some(Band::of(errors.collect()))
            };
            (0..across.cells()).map(band).collect()
        });
        Self {
            left_out: held_out.len() - points.len(),
            across,
            cells,
            points,
        }
    }
}

impl Band {
    /// Of at least one error.
    fn of(mut errors: Vec<f64>) -> Self {
        let mean = errors.iter().sum::<f64>() / errors.len() as f64;
        errors.sort_unstable_by(f64::total_cmp);
        Self {
            mean,
            low: quantile(&errors, 0.25),
            median: quantile(&errors, 0.5),
            high: quantile(&errors, 0.75),
        }
    }
}

/// The points in cell `cell` of `across`, and of the nearest beside it where those are fewer than
/// [`WINDOW`]; `None` where there are none in it. `points` ascend by `value`.
pub(super) fn window<P>(
    points: &[P],
    value: impl Fn(&P) -> f64,
    across: &Axis,
    cell: usize,
) -> Option<Range<usize>> {
    let at = |edge: f64| points.partition_point(|point| value(point) < edge);
    let (mut start, mut end) = (at(across.edge(cell)), at(across.edge(cell + 1)));
    if start == end {
        return None;
    }
    let least = WINDOW.min(points.len());
    let missing = least.saturating_sub(end - start);
    // Near an end the other side gives more.
    start = start.saturating_sub(missing / 2).min(points.len() - least);
    end = end.max(start + least);
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_those_of_the_definition() {
        let band = Band::of(vec![4.0, 1.0, 2.0, 10.0]);
        let found = (band.mean, band.low, band.median, band.high);
        assert_eq!(found, (4.25, 1.75, 3.0, 5.5));
        let one = Band::of(vec![2.0]);
        assert!((one.low - one.high).abs() < 1e-12 && (one.mean - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_window_reaches_out_where_rows_are_few_and_is_none_where_there_are_none() {
        let mut points: Vec<f64> = (0..40).map(f64::from).collect();
        points.push(99.0);
        let across = Axis::even(0.0, 99.0, 10).unwrap();
        let of = |cell| window(&points, |point| *point, &across, cell);
        assert_eq!(of(0), Some(0..20));
        assert_eq!(of(9), Some(21..41));
        assert_eq!(of(6), None);
    }
}
