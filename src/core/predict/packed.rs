//! Targets as integers, in steps above the smallest: sums are exact and do not depend on their order. The
//! number of rows and the sum of their targets are packed into one `u64`: one addition a row.

use super::forest::ForestError;

/// Bits of a count; the bits above hold the sum.
const COUNT_BITS: u32 = 23;
/// Bits of a sum. Together with the count's they leave room in an `i64` for a sum times a count.
const SUM_BITS: u32 = 39;
pub(crate) const MOST_ROWS: usize = (1 << COUNT_BITS) - 1;

/// How many rows, and the sum of their integer targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) count: i64,
    pub(crate) sum: i64,
}

/// A tally in one number; tallies add and subtract as their packed forms do.
pub(crate) type Packed = u64;

#[inline]
pub(crate) fn unpack(packed: Packed) -> Tally {
    Tally {
        count: (packed & ((1 << COUNT_BITS) - 1)) as i64,
        sum: packed as i64 >> COUNT_BITS,
    }
}

/// One row of an integer target, which may be negative; tallies of such rows add up wrapping round.
#[inline]
pub(crate) fn pack(target: i64) -> Packed {
    ((target << COUNT_BITS) as Packed).wrapping_add(1)
}

pub(crate) struct PackedTargets {
    /// Each row's integer target with a count of 1.
    packed: Vec<Packed>,
    lowest: f64,
    step: f64,
}

impl PackedTargets {
    /// Packs `targets`, which are finite numbers, 1 to [`MOST_ROWS`] of them.
    pub(crate) fn new(targets: &[f64]) -> Result<Self, ForestError> {
        if targets.is_empty() || targets.len() > MOST_ROWS {
            return Err(ForestError::Rows {
                rows: targets.len(),
            });
        }
        if let Some(row) = targets.iter().position(|target| !target.is_finite()) {
            let value = targets[row];
            return Err(ForestError::Target { row, value });
        }
        let lowest = targets.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = targets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let steps = (1_u64 << SUM_BITS) / (targets.len() as u64 + 1);
        let step = if highest > lowest {
            (highest - lowest) / steps as f64
        } else {
            1.0
        };
        let packed = targets
            .iter()
            .map(|target| ((((target - lowest) / step).round() as u64) << COUNT_BITS) + 1)
            .collect();
        Ok(Self {
            packed,
            lowest,
            step,
        })
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.packed.len()
    }

    #[inline]
    pub(crate) fn of(&self, row: u32) -> Packed {
        self.packed[row as usize]
    }

    /// The integer target of a row.
    pub(crate) fn steps(&self, row: u32) -> i64 {
        unpack(self.of(row)).sum
    }

    /// The difference between two targets that is so many steps, in the target's unit.
    pub(crate) fn difference(&self, steps: i64) -> f64 {
        self.step * steps as f64
    }

    /// The mean target of a tally, in the target's unit. Targets are kept in steps of their range ×
    /// (rows + 1) ÷ 2³⁹: at 1,024 rows nine digits.
    #[inline]
    pub(crate) fn mean(&self, tally: Tally) -> f64 {
        self.lowest + self.step * (tally.sum as f64 / tally.count as f64)
    }
}
