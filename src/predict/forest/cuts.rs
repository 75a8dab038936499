//! What the cuts of a node gain.

use super::training_rows::{Packed, Tally, unpack};

/// The cuts of a node's columns.
pub(super) struct Cuts<'a> {
    /// All rows of the node.
    pub(super) all: Tally,
    /// 1 ÷ i at i, NaN at 0.
    pub(super) inverse: &'a [f64],
}

impl Cuts<'_> {
    /// By how much the best cut of a column lowers the sum of squares, but for a factor that is the
    /// same for all cuts of the node; negative when all rows are in one bin.
    pub(super) fn best_gain(&self, bins: &[Packed]) -> f64 {
        let mut left = 0;
        let mut best = -1.0;
        for &bin in &bins[..bins.len() - 1] {
            left += bin;
            let gain = self.gain(unpack(left));
            // False for NaN, which a cut with all rows on one side has.
            if gain > best {
                best = gain;
            }
        }
        best
    }

    /// The bins next to the first cut of a column that gains so much.
    #[expect(clippy::float_cmp, reason = "the same cut has exactly the same gain")]
    pub(super) fn first_with_gain(&self, bins: &[Packed], gain: f64) -> Option<(u32, u32)> {
        let mut left = 0;
        let cut = bins.iter().position(|&bin| {
            left += bin;
            self.gain(unpack(left)) == gain
        })?;
        let above = bins[cut + 1..].iter().position(|&bin| bin != 0)?;
        Some((cut as u32, (cut + 1 + above) as u32))
    }

    /// A cut and its mirror image have exactly the same gain.
    fn gain(&self, left: Tally) -> f64 {
        let right = self.all.count - left.count;
        let difference = (left.sum * self.all.count - left.count * self.all.sum) as f64;
        let weight = self.inverse[left.count as usize] * self.inverse[right as usize];
        difference * difference * weight
    }
}
