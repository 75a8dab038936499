//! Axes: which values they hold, and where they are marked.

use crate::ticks::ticks;

/// Share of the range of values that is left free at both ends.
const MARGIN: f64 = 0.03;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// Whether equal distances are equal factors.
    by_factors: bool,
    /// Values that are marked, ascending, each with its label.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Scale {
    /// From `low` to `high` with some room at both ends, and about `count` ticks at round values.
    pub(super) fn around(low: f64, high: f64, count: usize) -> Self {
        let (low, high) = if low <= high && low.is_finite() && high.is_finite() {
            (low, high)
        } else {
            (0.0, 1.0)
        };
        let span = if high > low {
            high - low
        } else {
            low.abs().max(1e-3)
        };
        Self::exact(low - span * MARGIN, high + span * MARGIN, count)
    }

    pub(super) fn from_zero(high: f64, count: usize) -> Self {
        let high = if high > 0.0 && high.is_finite() {
            high
        } else {
            1.0
        };
        Self::exact(0.0, high * (1.0 + MARGIN), count)
    }

    /// From `low` to `high`, which is larger, exactly.
    pub(super) fn exact(low: f64, high: f64, count: usize) -> Self {
        Self {
            ticks: marked(low, high, count),
            low,
            high,
            by_factors: false,
        }
    }

    /// An axis for `sizes`, ascending and above 0, with a tick at each.
    pub(super) fn of_sizes(sizes: &[usize]) -> Self {
        let (first, last) = match sizes {
            [] => (1.0, 2.0),
            [only] => (*only as f64 / 2.0, *only as f64 * 2.0),
            [first, .., last] => (*first as f64, *last as f64),
        };
        let room = (last / first).powf(MARGIN);
        let ticks = sizes.iter().map(|&size| (size as f64, size.to_string()));
        Self {
            low: first / room,
            high: last * room,
            by_factors: true,
            ticks: ticks.collect(),
        }
    }

    pub(super) fn range(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Where `value` lies: 0 at the low end, 1 at the high one.
    pub(super) fn share(&self, value: f64) -> f64 {
        if self.by_factors {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }
}

/// About `count` round values between `low` and `high`, with typographic minus signs.
fn marked(low: f64, high: f64, count: usize) -> Vec<(f64, String)> {
    let ticks = ticks(low, high, count).into_iter();
    ticks
        .map(|tick| (tick.value, tick.label.replace('-', "−")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minus_signs_are_typographic() {
        let labels = marked(-0.31, 0.33, 5).into_iter().map(|(_, label)| label);
        assert_eq!(labels.collect::<Vec<_>>(), ["−0.2", "0.0", "0.2"]);
    }

    #[test]
    fn a_scale_holds_its_values_and_sizes_are_apart_by_factors() {
        for (low, high) in [(1.0, 3.0), (2.0, 2.0), (f64::NAN, 1.0), (0.0, 0.0)] {
            let scale = Scale::around(low, high, 5);
            assert!(scale.range().0 < scale.range().1 && !scale.ticks.is_empty());
        }
        let sizes = Scale::of_sizes(&[16, 64, 256]);
        assert!((sizes.share(64.0) - 0.5).abs() < 1e-9);
        assert!(Scale::of_sizes(&[32]).share(32.0) > 0.4 && Scale::of_sizes(&[]).share(1.0) < 1.0);
    }
}
