//! A range of numbers cut into cells at short decimals, so that a cell can be written as a filter.

/// Share of the range that is left free at both ends.
const MARGIN: f64 = 0.02;

/// Cells side by side, each with the numbers from its lower edge up to, but without, its upper one.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// One more than cells, ascending.
    edges: Vec<f64>,
}

impl Axis {
    /// `cells` (at least one) of about equal width from `low` to `high`; `None` unless these are finite.
    pub fn even(low: f64, high: f64, cells: usize) -> Option<Self> {
        let (low, high) = with_margin(low, high)?;
        Some(Self::between(low, high, cells))
    }

    /// `cells` (at least one) of about equal width from `low` up to `high`, which are finite and apart.
    pub(super) fn between(low: f64, high: f64, cells: usize) -> Self {
        let cells = cells.max(1);
        let width = (high - low) / cells as f64;
        let edge = |at: usize| short(low + width * at as f64, width);
        Self {
            edges: (0..=cells).map(edge).collect(),
        }
    }

    /// The same as [`Self::between`] with cells that each reach up by about the same factor; `low` is
    /// above 0.
    pub(super) fn between_by_factors(low: f64, high: f64, cells: usize) -> Self {
        let cells = cells.max(1);
        let factor = (high / low).ln() / cells as f64;
        let edge = |at: usize| {
            let value = low * (factor * at as f64).exp();
            short(value, value * factor)
        };
        Self {
            edges: (0..=cells).map(edge).collect(),
        }
    }

    /// Cells whose width is 1, 2 or 5 times a power of ten and whose edges are multiples of it, at most
    /// about `cells` of them. `None` as for [`Self::even`].
    pub fn round(low: f64, high: f64, cells: usize) -> Option<Self> {
        if !(low <= high && low.is_finite() && high.is_finite()) {
            return None;
        }
        let (from, to) = if low < high {
            (low, high)
        } else {
            with_margin(low, high)?
        };
        let least = (to - from) / cells.max(1) as f64;
        let exponent = least.log10().floor() as i32;
        let power = 10_f64.powi(exponent);
        let (factor, exponent) = [1.0, 2.0, 5.0]
            .into_iter()
            .find(|factor| factor * power >= least)
            .map_or((1.0, exponent + 1), |factor| (factor, exponent));
        let step = factor * 10_f64.powi(exponent);
        let at = |multiple: f64| rounded(multiple * step, -exponent);
        let first = (from / step).floor();
        // The last edge lies above the largest number, whichever way the division was rounded.
        let last = (to / step).floor() + 1.0;
        let first = if at(first) > from { first - 1.0 } else { first };
        let last = if at(last) <= to { last + 1.0 } else { last };
        let count = (last - first) as usize;
        let edge = |place: usize| at(first + place as f64);
        Some(Self {
            edges: (0..=count).map(edge).collect(),
        })
    }

    /// Number of cells.
    pub fn cells(&self) -> usize {
        self.edges.len() - 1
    }

    /// The lower edge of cell `at`; for the number of cells the upper edge of the last one.
    pub fn edge(&self, at: usize) -> f64 {
        self.edges[at]
    }

    /// Lowest and highest edge.
    pub fn range(&self) -> (f64, f64) {
        (self.edges[0], self.edges[self.cells()])
    }

    /// The cell that holds `value`; `None` for one outside, or a missing one.
    pub fn cell(&self, value: f64) -> Option<usize> {
        let below = self.edges.partition_point(|&edge| edge <= value);
        (below > 0 && below <= self.cells()).then(|| below - 1)
    }

    /// Where in its cell `value` lies, 0 at the lower edge to 1 at the upper one.
    pub fn share(&self, cell: usize, value: f64) -> f64 {
        let (low, high) = (self.edges[cell], self.edges[cell + 1]);
        ((value - low) / (high - low)).clamp(0.0, 1.0)
    }

    /// The numbers of the cells from `first` to `last` as a filter on `column`, as it is written there.
    pub fn filter(&self, column: &str, first: usize, last: usize) -> String {
        let (low, high) = (self.edges[first], self.edges[last + 1]);
        format!("{column} >= {low} and {column} < {high}")
    }
}

/// Lowest and highest of `values`.
pub(crate) fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    values.fold(none, |(low, high), value| (low.min(value), high.max(value)))
}

/// `value` with few decimals, as the edge of a cell of `width`: a hundredth of a cell is nothing that could
/// be seen.
fn short(value: f64, width: f64) -> f64 {
    rounded(value, 2 - width.log10().floor() as i32)
}

/// A range with some room at both ends; `None` when it is none.
pub(super) fn with_margin(low: f64, high: f64) -> Option<(f64, f64)> {
    if !(low <= high && low.is_finite() && high.is_finite()) {
        return None;
    }
    let span = if high > low {
        high - low
    } else {
        low.abs().max(1.0)
    };
    Some((low - span * MARGIN, high + span * MARGIN))
}

/// `value` with so many decimals; with a negative number of them a multiple of that power of ten.
fn rounded(value: f64, decimals: i32) -> f64 {
    if decimals < 0 {
        let power = 10_f64.powi(-decimals);
        return (value / power).round() * power;
    }
    let text = format!("{value:.*}", decimals.min(300) as usize);
    // No negative zero.
    text.parse::<f64>().unwrap_or(value) + 0.0
}

/// The shortest decimal above `low` and not above `high`, where `low < high`.
pub(super) fn short_between(low: f64, high: f64) -> f64 {
    let between = |&short: &f64| low < short && short <= high;
    let cut = |decimals: i32| {
        let power = 10_f64.powi(decimals.abs());
        if decimals < 0 {
            (high / power).floor() * power
        } else {
            (high * power).floor() / power
        }
    };
    (-18..=18)
        .map(cut)
        .find(between)
        .map_or(high, |short| short + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_range_is_in_the_cell_that_its_filter_says() {
        for (low, high, cells) in [
            (9.71, 91.53, 37),
            (-3.3e-7, 4.1e-9, 120),
            (5.0, 5.0, 3),
            (-0.2, 1e7, 61),
        ] {
            let even = Axis::even(low, high, cells).unwrap();
            assert_eq!(even.cells(), cells);
            let round = Axis::round(low, high, cells).unwrap();
            assert!(round.cells() <= cells + 2);
            for axis in [even, round] {
                for step in 0..=1000 {
                    let value = low + (high - low) * f64::from(step) / 1000.0;
                    let cell = axis.cell(value).unwrap();
                    assert!(axis.edge(cell) <= value && value < axis.edge(cell + 1));
                    assert!((0.0..=1.0).contains(&axis.share(cell, value)));
                }
            }
        }
    }

    #[test]
    fn round_edges_are_multiples_of_a_round_width() {
        let axis = Axis::round(-1.3, 2.05, 10).unwrap();
        let edges: Vec<f64> = (0..=axis.cells()).map(|at| axis.edge(at)).collect();
        assert_eq!(edges, [-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5]);
        assert_eq!(axis.filter("error", 2, 3), "error >= -0.5 and error < 0.5");
    }

    #[test]
    fn edges_are_written_shortly() {
        let axis = Axis::even(0.1, 0.97, 29).unwrap();
        for at in 0..=29 {
            assert!(axis.edge(at).to_string().len() <= 7, "{}", axis.edge(at));
        }
    }

    #[test]
    fn cells_by_factors_hold_the_same_factor_each() {
        let axis = Axis::between_by_factors(0.01, 100.0, 8);
        let edges: Vec<f64> = (0..=8).map(|at| axis.edge(at)).collect();
        let factors = edges.windows(2).map(|pair| pair[1] / pair[0]);
        assert!(
            factors.into_iter().all(|of| (3.13..3.2).contains(&of)),
            "{edges:?}"
        );
        assert_eq!(axis.cell(1.0), Some(4));
    }

    #[test]
    fn round_cells_hold_both_ends_however_a_division_is_rounded() {
        // 0.3 / 0.1 is a little less than 3.
        let axis = Axis::round(0.0, 0.3, 3).unwrap();
        assert_eq!(
            (axis.cell(0.0), axis.cell(0.3), axis.cells()),
            (Some(0), Some(3), 4)
        );
        for end in 1..2_000 {
            let (low, high) = (f64::from(-end) / 10.0, f64::from(end) / 100.0);
            let axis = Axis::round(low, high, 20).unwrap();
            assert!(
                axis.cell(low).is_some() && axis.cell(high).is_some(),
                "{end}"
            );
        }
    }

    #[test]
    fn what_is_no_range_has_no_axis() {
        assert_eq!(Axis::even(f64::INFINITY, f64::NEG_INFINITY, 4), None);
        assert_eq!(Axis::round(f64::NAN, 1.0, 4), None);
        assert_eq!(Axis::even(0.0, 1.0, 4).unwrap().cell(f64::NAN), None);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "decimals are exact")]
    fn the_shortest_decimal_is_found() {
        assert_eq!(short_between(3.1, 3.9), 3.9);
        assert_eq!(short_between(2.94, 3.17), 3.0);
        assert_eq!(short_between(-0.412, -0.398), -0.4);
        assert_eq!(short_between(1234.0, 5678.0), 5000.0);
        assert_eq!(short_between(0.1, 0.1_f64.next_up()), 0.1_f64.next_up());
    }
}
