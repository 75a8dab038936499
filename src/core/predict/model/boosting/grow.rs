//! Growing one shallow tree on what is left to explain. Residuals are whole steps of the targets: sums are
//! exact, so that cuts between the same rows gain exactly the same, whatever the unit.

use std::ops::Range;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::predict::binning::Cut;
use crate::predict::packed::{Packed, PackedTargets, Tally, pack, unpack};
use crate::predict::training_codes::{Side, TrainingCodes, partition};
use crate::predict::tree::Tree;

use super::Params;

pub(super) struct How<'a> {
    targets: &'a PackedTargets,
    depth: usize,
    feature_fraction: f64,
    min_leaf: i64,
    learning_rate: f64,
    /// 1 ÷ (i + `l2`) at i.
    inverse: Vec<f64>,
}

impl<'a> How<'a> {
    pub(super) fn new(params: &Params, targets: &'a PackedTargets) -> Self {
        let l2 = params.get("l2");
        let inverse = |count: usize| 1.0 / (count as f64 + l2);
        Self {
            targets,
            depth: params.whole("depth"),
            feature_fraction: params.get("feature_fraction"),
            min_leaf: params.whole("min_leaf") as i64,
            learning_rate: params.get("learning_rate"),
            inverse: (0..=targets.len()).map(inverse).collect(),
        }
    }

    fn inverse(&self, tally: Tally) -> f64 {
        self.inverse[tally.count as usize]
    }

    /// By how much a leaf of these rows lowers the sum of squares.
    fn score(&self, tally: Tally) -> f64 {
        let sum = tally.sum as f64;
        sum * sum * self.inverse(tally)
    }
}

/// Columns whose histograms are made together: adding to a bin waits for what was added to it last.
const TOGETHER: usize = 8;
/// Bins of a histogram. The processor takes places at a distance of a power of two for the same one.
const BINS: usize = 256 + 8;

/// A node to be split: the part of the rows that it has.
struct Open {
    node: u32,
    rows: Range<usize>,
    depth: usize,
}

struct Best {
    score: f64,
    column: usize,
    /// Last code below that has rows, and the first above.
    between: (usize, usize),
    missing_above: bool,
}

pub(super) struct Grower<'a> {
    codes: &'a TrainingCodes<'a>,
    how: &'a How<'a>,
    /// Target less the sum of the trees so far, of every training row.
    residuals: Vec<i64>,
    rng: Xoshiro256PlusPlus,
    /// Columns in the order in which they were drawn last.
    columns: Vec<u32>,
    /// Residuals of the node at hand, in the order of its rows.
    of_node: Vec<Packed>,
    histograms: Box<[[Packed; BINS]; TOGETHER]>,
}

impl<'a> Grower<'a> {
    /// Starts from the mean target of `rows`, which it also returns.
    #[expect(
        clippy::large_stack_arrays,
        reason = "17 kB that go to the heap, once a model"
    )]
    pub(super) fn new(
        codes: &'a TrainingCodes<'a>,
        how: &'a How,
        rows: &[u32],
        rng: Xoshiro256PlusPlus,
    ) -> (Self, f64) {
        let all = unpack(rows.iter().map(|&row| how.targets.of(row)).sum());
        let start = all.sum / all.count.max(1);
        let steps = (0..codes.rows() as u32).map(|row| how.targets.steps(row));
        let grower = Self {
            columns: (0..codes.width() as u32).collect(),
            of_node: Vec::with_capacity(codes.rows()),
            histograms: Box::new([[0; BINS]; TOGETHER]),
            residuals: steps.map(|steps| steps - start).collect(),
            codes,
            how,
            rng,
        };
        let start = Tally {
            count: 1,
            sum: start,
        };
        (grower, how.targets.mean(start))
    }

    /// A tree grown on `rows`, whose order it changes; it is subtracted from the residuals.
    pub(super) fn grow(&mut self, rows: &mut [u32]) -> Tree {
        let mut tree = Tree::new();
        let mut open = vec![Open {
            node: 0,
            rows: 0..rows.len(),
            depth: 0,
        }];
        while let Some(parent) = open.pop() {
            let rows = &mut rows[parent.rows.clone()];
            let residuals = rows.iter().map(|&row| pack(self.residuals[row as usize]));
            self.of_node.clear();
            self.of_node.extend(residuals);
            let all = unpack(self.of_node.iter().fold(0, |sum, &of| add(sum, of)));
            let splits = parent.depth < self.how.depth;
            let Some(best) = splits.then(|| self.best_cut(rows, all)).flatten() else {
                let steps = self.how.learning_rate * all.sum as f64 * self.how.inverse(all);
                let steps = steps.round() as i64;
                let value = self.how.targets.difference(steps);
                tree.set_leaf(parent.node, value, rows.len() as u32);
                for &row in &*rows {
                    self.residuals[row as usize] -= steps;
                }
                continue;
            };
            let binning = &self.codes.bins.binnings()[best.column];
            let (low, high) = best.between;
            let cut = Cut {
                last: binning.last_below(low as u8, high as u8),
                missing_above: best.missing_above,
            };
            let codes = self.codes.column(best.column);
            let middle = parent.rows.start + partition(rows, codes, Side::of(cut));
            let left = tree.split(parent.node, self.codes.bins.cut_number(best.column, cut));
            let child = |node, rows| Open {
                node,
                rows,
                depth: parent.depth + 1,
            };
            open.push(child(left, parent.rows.start..middle));
            open.push(child(left + 1, middle..parent.rows.end));
        }
        tree
    }

    /// The cut that lowers the sum of squares most; of equally good ones the first.
    fn best_cut(&mut self, rows: &[u32], all: Tally) -> Option<Best> {
        let width = self.columns.len();
        if all.count < 2 * self.how.min_leaf {
            return None;
        }
        let wanted = (width as f64 * self.how.feature_fraction).ceil() as usize;
        let wanted = wanted.min(width);
        for at in 0..wanted {
            let other = self.rng.gen_range(at as u32..width as u32) as usize;
            self.columns.swap(at, other);
        }
        let mut best = None;
        for start in (0..wanted).step_by(TOGETHER) {
            let end = wanted.min(start + TOGETHER);
            self.look_at(start, end, rows, all, &mut best);
        }
        best
    }

    /// Replaces `best` by the best cut of the columns drawn at `start` up to `end` if that is better.
    fn look_at(
        &mut self,
        start: usize,
        end: usize,
        rows: &[u32],
        all: Tally,
        best: &mut Option<Best>,
    ) {
        // The last column takes the places of those that are missing for the number to be full.
        let columns: [usize; TOGETHER] =
            std::array::from_fn(|at| self.columns[(start + at).min(end - 1)] as usize);
        for (histogram, &column) in self.histograms.iter_mut().zip(&columns) {
            let bins = self.codes.bins.binnings()[column].codes();
            histogram[..bins].fill(0);
        }
        let codes = columns.map(|column| self.codes.column(column));
        for (&row, &residual) in rows.iter().zip(&self.of_node) {
            for (histogram, codes) in self.histograms.iter_mut().zip(codes) {
                let bin = &mut histogram[usize::from(codes[row as usize])];
                *bin = add(*bin, residual);
            }
        }
        for (at, &column) in columns[..end - start].iter().enumerate() {
            let binning = &self.codes.bins.binnings()[column];
            let histogram = &self.histograms[at][..binning.codes()];
            self.scan(column, histogram, 0, false, all, best);
            if binning.has_missing() && histogram[0] != 0 {
                self.scan(column, histogram, 1, true, all, best);
            }
        }
    }

    /// Looks at the cuts after each bin from `first` on, with the bins before it above.
    fn scan(
        &self,
        column: usize,
        histogram: &[Packed],
        first: usize,
        missing_above: bool,
        all: Tally,
        best: &mut Option<Best>,
    ) {
        let (how, least) = (self.how, self.how.min_leaf);
        let mut below = 0;
        let mut last = None;
        for (bin, &packed) in histogram.iter().enumerate().skip(first) {
            // A bin with rows is never 0: their number is in its lowest bits.
            if packed == 0 {
                continue;
            }
            if let Some(low) = last {
                let below = unpack(below);
                let above = Tally {
                    count: all.count - below.count,
                    sum: all.sum - below.sum,
                };
                if below.count.min(above.count) >= least {
                    let score = how.score(below) + how.score(above);
                    let known = best.as_ref().map(|best| best.score);
                    if score > known.unwrap_or_else(|| how.score(all)) {
                        *best = Some(Best {
                            score,
                            column,
                            between: (low, bin),
                            missing_above,
                        });
                    }
                }
            }
            below = add(below, packed);
            last = Some(bin);
        }
    }
}

/// Tallies with negative sums add up wrapping round.
fn add(a: Packed, b: Packed) -> Packed {
    a.wrapping_add(b)
}
