//! The scale of an axis: which values it holds, and where they lie on it.

use grafscope_core::ticks::{Tick, log_ticks, ticks};

/// Share of the span of the values that is left free at both ends.
const MARGIN: f64 = 0.02;
/// From this share on, it is everything: shares are not exact.
const ALL: f64 = 1.0 - 1e-9;
/// Smallest share of everything that is zoomed in to.
const LEAST: f64 = 1e-5;

/// Values from `low` to `high`, which is greater.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The lowest value.
    pub low: f64,
    /// The highest value.
    pub high: f64,
    /// Whether equal distances are equal factors; then `low` is above 0.
    pub logarithmic: bool,
}

impl Scale {
    pub(crate) fn linear((low, high): (f64, f64)) -> Self {
        let logarithmic = false;
        Self {
            low,
            high,
            logarithmic,
        }
    }

    /// Holds the values from `low` to `high`, with a margin; `None` when there are none. Not logarithmic
    /// where one of them is not above 0.
    pub(crate) fn around(low: f64, high: f64, logarithmic: bool) -> Option<Self> {
        if low > high {
            return None;
        }
        let logarithmic = logarithmic && low > 0.0;
        let only = low.abs().max(1.0);
        let high = if high > low { high } else { low + only };
        let exact = Self {
            low,
            high,
            logarithmic,
        };
        Some(exact.part(-MARGIN, 1.0 + MARGIN))
    }

    /// The same kind of scale for other ends; linear where it cannot be.
    pub(crate) fn with_ends(self, (low, high): (f64, f64)) -> Self {
        Self {
            low,
            high,
            logarithmic: self.logarithmic && low > 0.0,
        }
    }

    /// Where `value` lies, 0 at `low`, 1 at `high`; NaN for one that the scale cannot have.
    pub fn share(self, value: f64) -> f64 {
        if self.logarithmic {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }

    /// The value that lies at `share`.
    pub(crate) fn value(self, share: f64) -> f64 {
        if self.logarithmic {
            self.low * ((self.high / self.low).ln() * share).exp()
        } else {
            self.low + (self.high - self.low) * share
        }
    }

    /// From one share of it to another.
    pub(crate) fn part(self, from: f64, to: f64) -> Self {
        self.with_ends((self.value(from), self.value(to)))
    }

    pub(crate) fn holds(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// About `most` round values.
    pub(crate) fn ticks(self, most: u16) -> Vec<Tick> {
        let of = if self.logarithmic { log_ticks } else { ticks };
        of(self.low, self.high, most.into())
    }

    /// This part of `whole` made `times` as long around `at`, a share of it; at most `whole`.
    pub(crate) fn zoomed(self, whole: Self, times: f64, at: f64) -> Self {
        let (from, to) = (whole.share(self.low), whole.share(self.high));
        let long = (to - from) * times;
        // NaN where the one has factors and the other has values that are not above 0.
        if long.is_nan() || long >= ALL {
            return whole;
        }
        let long = long.max(LEAST);
        let fixed = from + (to - from) * at;
        let from = (fixed - long * at).clamp(0.0, 1.0 - long);
        whole.part(from, from + long)
    }

    /// This part of `whole` moved by so many of its lengths, as far as there is more.
    pub(crate) fn moved(self, whole: Self, lengths: f64) -> Self {
        let (from, to) = (whole.share(self.low), whole.share(self.high));
        let long = to - from;
        if long.is_nan() || long >= ALL {
            return whole;
        }
        let from = (from + long * lengths).clamp(0.0, 1.0 - long);
        whole.part(from, from + long)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn values_and_shares_are_each_others_inverse() {
        for logarithmic in [false, true] {
            let scale = Scale::around(0.5, 80.0, logarithmic).unwrap();
            assert_eq!(scale.logarithmic, logarithmic);
            for share in [0.0, 0.2, 1.0] {
                assert!(near(scale.share(scale.value(share)), share));
            }
        }
        assert!(!Scale::around(-1.0, 2.0, true).unwrap().logarithmic);
        assert_eq!(Scale::around(f64::INFINITY, f64::NEG_INFINITY, false), None);
    }

    #[test]
    fn zooming_keeps_its_fixed_point_and_never_leaves_the_whole() {
        let whole = Scale::linear((0.0, 10.0));
        let half = whole.zoomed(whole, 0.5, 0.9);
        assert!(near(half.low, 4.5) && near(half.high, 9.5));
        assert!(near(half.moved(whole, 1.0).high, 10.0));
        assert!(near(half.moved(whole, -0.5).low, 2.0));
        assert_eq!(half.zoomed(whole, 2.0, 0.1), whole);
    }
}
