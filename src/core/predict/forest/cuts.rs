//! What the cuts of a node gain.

use super::super::packed::{Packed, Tally, unpack};

/// Bins from which on a column has more than most nodes have rows.
const MANY: usize = 16;

pub(super) struct Cuts<'a> {
    pub(super) all: Tally,
    /// 1 ÷ i at i, NaN at 0.
    pub(super) inverse: &'a [f64],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Between {
    /// Last bin with rows below the cut.
    pub(super) low: u32,
    /// First bin with rows above it.
    pub(super) high: u32,
    pub(super) missing_above: bool,
}

impl Cuts<'_> {
    /// By how much the best cut of a column lowers the sum of squares, but for a factor that is the
    /// same for all cuts of the node; negative when all rows are in one bin. With `missing` the first
    /// bin is that of missing values, and every cut is tried with them on either side.
    pub(super) fn best_gain(
        &self,
        bins: &[Packed],
        missing: bool,
        sums: &mut [Packed; 256],
    ) -> f64 {
        let below = self.best_in_order(bins, sums);
        if missing && bins[0] != 0 {
            below.max(self.best_in_order(&bins[1..], sums))
        } else {
            below
        }
    }

    /// The best of the cuts that have the first of `bins`, the first two, … below them and all other
    /// rows of the node above.
    fn best_in_order(&self, bins: &[Packed], sums: &mut [Packed; 256]) -> f64 {
        let bins = &bins[..bins.len().saturating_sub(1)];
        let mut left = 0;
        let mut best = -1.0;
        let mut look_at = |left: Packed| {
            let gain = self.gain(unpack(left));
            // False for NaN, which a cut with all rows on one side has.
            if gain > best {
                best = gain;
            }
        };
        if bins.len() < MANY {
            for &bin in bins {
                left += bin;
                look_at(left);
            }
        } else {
            // Most are empty. Without a branch on which, that the processor cannot guess.
            let mut count = 0;
            for &bin in bins {
                left += bin;
                sums[count] = left;
                count += usize::from(bin != 0);
            }
            for &left in &sums[..count] {
                look_at(left);
            }
        }
        best
    }

    /// The first cut of a column that gains so much. Where no row of the node is missing, later ones
    /// go to the side with more rows.
    pub(super) fn first_with_gain(
        &self,
        bins: &[Packed],
        missing: bool,
        gain: f64,
    ) -> Option<Between> {
        if let Some((low, high, left)) = self.first_in_order(bins, gain) {
            let missing_above = missing && bins[0] == 0 && left.count < self.all.count - left.count;
            return Some(Between {
                low,
                high,
                missing_above,
            });
        }
        let (low, high, _) = self.first_in_order(bins.get(1..).filter(|_| missing)?, gain)?;
        Some(Between {
            low: low + 1,
            high: high + 1,
            missing_above: true,
        })
    }

    /// Last bin with rows below and first one above, and what is below.
    #[expect(clippy::float_cmp, reason = "the same cut has exactly the same gain")]
    fn first_in_order(&self, bins: &[Packed], gain: f64) -> Option<(u32, u32, Tally)> {
        let mut left = 0;
        let cut = bins.iter().position(|&bin| {
            left += bin;
            self.gain(unpack(left)) == gain
        })?;
        let above = bins[cut + 1..].iter().position(|&bin| bin != 0)?;
        Some((cut as u32, (cut + 1 + above) as u32, unpack(left)))
    }

    /// A cut and its mirror image have exactly the same gain.
    #[expect(
        clippy::inline_always,
        reason = "static files are built with little inlined, and this is computed for each cut"
    )]
    #[inline(always)]
    pub(super) fn gain(&self, left: Tally) -> f64 {
        let right = self.all.count - left.count;
        let difference = (left.sum * self.all.count - left.count * self.all.sum) as f64;
        let weight = self.inverse[left.count as usize] * self.inverse[right as usize];
        difference * difference * weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bin(count: u64, target: u64) -> Packed {
        count * ((target << 23) + 1)
    }

    #[test]
    fn missing_values_join_the_side_that_they_are_like() {
        let inverse: Vec<f64> = [f64::NAN]
            .into_iter()
            .chain((1..=30).map(|count| 1.0 / f64::from(count)))
            .collect();
        let found = |bins: &[Packed]| {
            let cuts = Cuts {
                all: unpack(bins.iter().sum()),
                inverse: &inverse,
            };
            let gain = cuts.best_gain(bins, true, &mut [0; 256]);
            cuts.first_with_gain(bins, true, gain).unwrap()
        };
        let between = |low, high, missing_above| Between {
            low,
            high,
            missing_above,
        };
        let (low, high) = (bin(10, 0), bin(10, 8));
        assert_eq!(found(&[bin(4, 0), low, 0, high]), between(1, 3, false));
        assert_eq!(found(&[bin(4, 8), low, 0, high]), between(1, 3, true));
        assert_eq!(found(&[bin(9, 8), low, low]), between(0, 1, false));
        // Without any in the node, later ones go with the majority.
        assert_eq!(found(&[0, bin(10, 0), bin(3, 8)]), between(1, 2, false));
        assert_eq!(found(&[0, bin(3, 0), bin(10, 8)]), between(1, 2, true));
    }
}
