//! Growing one tree by random cuts: a row is sent to its side of a cut of many columns at once.

use rand::RngCore;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::predict::Bins;
use crate::predict::binning::Cut;
use crate::predict::packed::{Packed, PackedTargets, Tally, unpack};
use crate::predict::row_codes::{Ranges, RowCodes};
use crate::predict::tree::Tree;
use crate::predict::wide::wide;

pub(super) struct How<'a> {
    pub(super) bins: &'a Bins,
    pub(super) targets: &'a PackedTargets,
    pub(super) feature_fraction: f64,
    pub(super) min_leaf: i64,
}

/// A cut of each column: a row lies below where its code less `first`, wrapping round, is at most `span`.
#[derive(Default)]
struct Cuts {
    first: Vec<u8>,
    span: Vec<u8>,
}

pub(super) struct Grower<'a> {
    codes: &'a RowCodes,
    how: &'a How<'a>,
    rng: Xoshiro256PlusPlus,
    /// Those of the node at hand.
    ranges: Ranges,
    cuts: Cuts,
    /// Columns that vary among the rows of the node in front, and of these the ones with a cut.
    columns: Vec<u32>,
    /// Rows of the node below each column's cut.
    below: Vec<Packed>,
}

impl<'a> Grower<'a> {
    pub(super) fn new(codes: &'a RowCodes, how: &'a How, rng: Xoshiro256PlusPlus) -> Self {
        let width = codes.width();
        Self {
            codes,
            how,
            rng,
            ranges: Ranges::new(codes),
            cuts: Cuts {
                first: vec![0; width],
                span: vec![0; width],
            },
            columns: vec![0; width],
            below: vec![0; width],
        }
    }

    /// A tree grown on `rows`, whose order it changes.
    pub(super) fn grow(mut self, rows: &mut [u32]) -> Tree {
        let mut tree = Tree::new();
        let mut open = vec![(0, 0, rows.len())];
        while let Some((node, start, end)) = open.pop() {
            let rows = &mut rows[start..end];
            let targets = self.how.targets;
            let all = unpack(rows.iter().map(|&row| targets.of(row)).sum());
            let first = rows.first().map(|&row| targets.of(row));
            let pure = rows.iter().all(|&row| Some(targets.of(row)) == first);
            let splits = all.count >= 2 * self.how.min_leaf && !pure;
            let Some(column) = splits.then(|| self.best_of_random(rows, all)).flatten() else {
                tree.set_leaf(node, targets.mean(all), all.count as u32);
                continue;
            };
            let (first, span) = (self.cuts.first[column], self.cuts.span[column]);
            let mut below = 0;
            for at in 0..rows.len() {
                let code = self.codes.of(rows[at])[column];
                rows.swap(at, below);
                below += usize::from(code.wrapping_sub(first) <= span);
            }
            let cut = Cut {
                last: first + span,
                missing_above: first > 0,
            };
            let left = tree.split(node, self.how.bins.cut_number(column, cut));
            open.push((left, start, start + below));
            open.push((left + 1, start + below, end));
        }
        tree
    }

    /// The column whose cut lowers the sum of squares most; `None` when no column varies.
    fn best_of_random(&mut self, rows: &[u32], all: Tally) -> Option<usize> {
        let (codes, targets) = (self.codes, self.how.targets);
        let ranges = &mut self.ranges;
        wide(
            #[inline(always)]
            || ranges.set(codes, rows.iter().copied()),
        );
        let drawn = self.draw(rows.len());
        if let [one, other] = *rows {
            let column = *self.columns[..drawn].first()? as usize;
            let (first, span) = (self.cuts.first[column], self.cuts.span[column]);
            let is_below = |row| codes.of(row)[column].wrapping_sub(first) <= span;
            // A row whose value is missing may go to the side of the other.
            return (is_below(one) != is_below(other)).then_some(column);
        }
        let (cuts, below) = (&self.cuts, &mut self.below);
        wide(
            #[inline(always)]
            || tallies(codes, targets, rows, cuts, below),
        );
        let mut best = (-1.0, None);
        for &column in &self.columns[..drawn] {
            let column = column as usize;
            let below = unpack(self.below[column]);
            let above = all.count - below.count;
            if below.count.min(above) < self.how.min_leaf {
                continue;
            }
            let difference = (below.sum * all.count - below.count * all.sum) as f64;
            let gain = difference * difference / (below.count * above) as f64;
            if gain > best.0 {
                best = (gain, Some(column));
            }
        }
        best.1
    }

    /// Draws a cut in a random part of the columns that vary, puts these in front, and counts them.
    fn draw(&mut self, rows: usize) -> usize {
        let mut differing = 0;
        let ranges = self.ranges.low.iter().zip(&self.ranges.high);
        for ((low, high), column) in ranges.zip(0..) {
            // Without a branch on what the processor cannot guess.
            self.columns[differing] = column;
            differing += usize::from(low < high);
        }
        let share = (differing as f64 * self.how.feature_fraction).ceil() as usize;
        // Every cut between two rows is as good.
        let wanted = if rows == 2 { share.min(1) } else { share };
        for at in 0..wanted {
            let other = at + self.random(differing - at);
            self.columns.swap(at, other);
            let column = self.columns[at] as usize;
            let (low, high) = (self.ranges.low[column], self.ranges.high[column]);
            let last = low + self.random(usize::from(high - low)) as u8;
            let missing = self.how.bins.binnings()[column].has_missing();
            // Missing values lie below every other, unless they are sent above.
            let first = u8::from(missing && last > 0 && self.random(2) == 0);
            self.cuts.first[column] = first;
            self.cuts.span[column] = last - first;
        }
        wanted
    }

    /// A random number from 0 to below `end`, which is far below 2³².
    fn random(&mut self, end: usize) -> usize {
        ((u64::from(self.rng.next_u32()) * end as u64) >> 32) as usize
    }
}

#[expect(
    clippy::inline_always,
    reason = "compiled for the registers of its caller"
)]
#[inline(always)]
fn tallies(
    codes: &RowCodes,
    targets: &PackedTargets,
    rows: &[u32],
    cuts: &Cuts,
    below: &mut [Packed],
) {
    below.fill(0);
    for &row in rows {
        let target = targets.of(row);
        let codes = codes.of(row).iter();
        let cuts = cuts.first.iter().zip(&cuts.span);
        for ((below, &code), (&first, &span)) in below.iter_mut().zip(codes).zip(cuts) {
            let is_below = code.wrapping_sub(first) <= span;
            *below += if is_below { target } else { 0 };
        }
    }
}
