//! The best cut of a node of few rows. They can be parted in fewer ways than there are bins, and whether a way
//! is a cut of a column is told for many columns at once: so the ways are tried, from the best one on.

use super::super::packed::{Packed, unpack};
use super::super::row_codes::{Ranges, RowCodes};
use super::super::wide::wide;
use super::cuts::Cuts;

/// Each row more doubles the number of ways.
pub(super) const FEW: usize = 8;

/// Gains that are compared at once.
const LANES: usize = 8;

#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub(super) row: u32,
    /// Its target, counted as often as it was drawn.
    pub(super) packed: Packed,
}

pub(super) struct FewRows {
    /// What each way to part the rows gains: those whose bits are set in its number lie apart from the others.
    gains: [f64; 1 << (FEW - 1)],
    apart: Ranges,
    others: Ranges,
    /// 1 for each column that has a cut among the best.
    has_best: Vec<u8>,
}

impl FewRows {
    pub(super) fn new(codes: &RowCodes) -> Self {
        Self {
            gains: [0.0; 1 << (FEW - 1)],
            apart: Ranges::new(codes),
            others: Ranges::new(codes),
            has_best: vec![0; codes.width()],
        }
    }

    /// What the best cut of two to [`FEW`] rows gains, and how many columns have one that gains as much;
    /// `None` when no column tells them apart. `orders` are their codes in each order that counts.
    #[expect(
        clippy::float_cmp,
        reason = "equally good cuts have exactly equal gains"
    )]
    pub(super) fn best(
        &mut self,
        rows: &[Drawn],
        cuts: &Cuts,
        orders: &[RowCodes],
    ) -> Option<(f64, u32)> {
        // The last row is never apart: that would be a way once more.
        let ways = 1 << (rows.len() - 1);
        self.set_gains(&rows[..rows.len() - 1], cuts);
        self.has_best.fill(0);
        loop {
            let most = greatest(&self.gains[..ways.max(LANES)]);
            if most < 0.0 {
                return None;
            }
            for way in 1..ways {
                if self.gains[way] == most {
                    self.gains[way] = -1.0;
                    self.find_columns(rows, way, orders);
                }
            }
            let columns = self.has_best.iter().map(|&has| u32::from(has)).sum();
            if columns > 0 {
                return Some((most, columns));
            }
        }
    }

    /// The column at `place` among those with a best cut.
    pub(super) fn column(&self, place: u32) -> Option<usize> {
        let columns = self.has_best.iter().enumerate();
        let mut best = columns.filter(|&(_, &has)| has != 0);
        best.nth(place as usize).map(|(column, _)| column)
    }

    fn set_gains(&mut self, rows: &[Drawn], cuts: &Cuts) {
        let mut sums = [0; 1 << (FEW - 1)];
        self.gains[..LANES].fill(-1.0);
        for (at, drawn) in rows.iter().enumerate() {
            let known = 1 << at;
            for way in 0..known {
                let sum: Packed = sums[way] + drawn.packed;
                sums[known + way] = sum;
                self.gains[known + way] = cuts.gain(unpack(sum));
            }
        }
    }

    /// Marks the columns that have `way` as a cut.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "many columns at once: without a branch in each"
    )]
    fn find_columns(&mut self, rows: &[Drawn], way: usize, orders: &[RowCodes]) {
        let side = |is_apart: usize| {
            let rows = rows.iter().enumerate();
            let rows = rows.filter(move |&(at, _)| way >> at & 1 == is_apart);
            rows.map(|(_, drawn)| drawn.row)
        };
        let (apart, others) = (&mut self.apart, &mut self.others);
        let has_best = &mut self.has_best;
        wide(
            #[inline(always)]
            || {
                for codes in orders {
                    apart.set(codes, side(1));
                    others.set(codes, side(0));
                    let apart = apart.low.iter().zip(&apart.high);
                    let others = others.low.iter().zip(&others.high);
                    for ((has, apart), others) in has_best.iter_mut().zip(apart).zip(others) {
                        *has |= u8::from((apart.1 < others.0) | (others.1 < apart.0));
                    }
                }
            },
        );
    }
}

fn greatest(gains: &[f64]) -> f64 {
    let mut lanes = [-1.0; LANES];
    for gains in gains.as_chunks::<LANES>().0 {
        for (most, &gain) in lanes.iter_mut().zip(gains) {
            *most = if gain > *most { gain } else { *most };
        }
    }
    lanes.into_iter().fold(-1.0, f64::max)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::super::packed::PackedTargets;
    use super::super::ForestParams;
    use super::super::how::How;
    use super::super::training_rows::TrainingRows;
    use super::*;
    use crate::column::Values;
    use crate::predict::Bins;

    /// A value of few, and often none.
    fn value() -> impl Strategy<Value = f64> {
        (0..5_u8).prop_map(|value| {
            if value == 4 {
                f64::NAN
            } else {
                f64::from(value)
            }
        })
    }

    proptest! {
        #[test]
        fn the_best_way_is_the_best_cut_of_all_columns(
            columns in prop::collection::vec(prop::collection::vec(value(), FEW), 1..40),
            targets in prop::collection::vec((0..4_u8, 1..4_u64), 2..=FEW),
        ) {
            let columns: Vec<_> = columns.into_iter().map(|of| Arc::new(Values::Dense(of))).collect();
            let bins = Bins::of_columns(&columns);
            let rows: Vec<u32> = (0..targets.len() as u32).collect();
            let numbers: Vec<f64> = targets.iter().map(|&(target, _)| f64::from(target)).collect();
            let params = ForestParams { feature_fraction: 1.0, ..ForestParams::default() };
            let how = How::new(&params, 3 * FEW);
            let training = TrainingRows::new(&bins, &rows, &numbers, &how).unwrap();
            let packed = PackedTargets::new(&numbers).unwrap();
            let drawn: Vec<Drawn> = rows
                .iter()
                .zip(&targets)
                .map(|(&row, &(_, times))| Drawn { row, packed: packed.of(row) * times })
                .collect();
            let cuts = Cuts {
                all: unpack(drawn.iter().map(|drawn| drawn.packed).sum()),
                inverse: &how.inverse,
            };
            let gain = |column: usize| {
                let range = training.bins_of(column);
                let mut histogram = vec![0; range.len()];
                for drawn in &drawn {
                    histogram[training.places(drawn.row)[column] as usize - range.start] += drawn.packed;
                }
                cuts.best_gain(&histogram, training.has_missing(column), &mut [0; 256])
            };
            let gains: Vec<f64> = (0..training.width()).map(gain).collect();
            let most = gains.iter().copied().fold(-1.0, f64::max);
            let best: Vec<usize> = (0..gains.len()).filter(|&at| most >= 0.0 && gains[at].to_bits() == most.to_bits()).collect();
            prop_assume!(!training.orders.is_empty());
            let mut few_rows = FewRows::new(&training.orders[0]);
            let found = few_rows.best(&drawn, &cuts, &training.orders);
            let expected = (most >= 0.0).then_some((most, best.len() as u32));
            prop_assert_eq!(found, expected);
            let columns: Vec<_> = (0..best.len() as u32).filter_map(|at| few_rows.column(at)).collect();
            prop_assert_eq!(columns, best);
        }
    }
}
