//! Growing one shallow tree on what is left to explain.

use std::ops::Range;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::predict::binning::Cut;
use crate::predict::training_codes::{Side, TrainingCodes, partition};
use crate::predict::tree::Tree;

pub(super) struct How {
    pub(super) depth: usize,
    pub(super) feature_fraction: f64,
    pub(super) min_leaf: f64,
    pub(super) l2: f64,
    pub(super) learning_rate: f64,
}

/// Columns whose histograms are made together.
const TOGETHER: usize = 4;

/// Rows of a bin, and the sum of their residuals.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    count: f64,
    sum: f64,
}

impl Tally {
    fn less(self, other: Self) -> Self {
        Self {
            count: self.count - other.count,
            sum: self.sum - other.sum,
        }
    }
}

/// A node to be split: the part of the rows that it has.
struct Open {
    node: u32,
    rows: Range<usize>,
    depth: usize,
}

struct Best {
    gain: f64,
    column: usize,
    /// Last code below that has rows, and the first above.
    between: (usize, usize),
    missing_above: bool,
}

pub(super) struct Grower<'a> {
    codes: &'a TrainingCodes<'a>,
    how: &'a How,
    /// Target less the sum of the trees so far, of every training row.
    residuals: Vec<f64>,
    rng: Xoshiro256PlusPlus,
    /// Columns in the order in which they were drawn last.
    columns: Vec<u32>,
    /// Residuals of the node at hand, in the order of its rows.
    of_node: Vec<f64>,
    histograms: Box<[[Tally; 256]; TOGETHER]>,
}

impl<'a> Grower<'a> {
    pub(super) fn new(
        codes: &'a TrainingCodes<'a>,
        how: &'a How,
        residuals: Vec<f64>,
        rng: Xoshiro256PlusPlus,
    ) -> Self {
        Self {
            columns: (0..codes.width() as u32).collect(),
            of_node: Vec::with_capacity(codes.rows()),
            histograms: Box::new([[Tally::default(); 256]; TOGETHER]),
            codes,
            how,
            residuals,
            rng,
        }
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
            let residuals = rows.iter().map(|&row| self.residuals[row as usize]);
            self.of_node.clear();
            self.of_node.extend(residuals);
            let all = Tally {
                count: rows.len() as f64,
                sum: self.of_node.iter().sum(),
            };
            let splits = parent.depth < self.how.depth;
            let Some(best) = splits.then(|| self.best_cut(rows, all)).flatten() else {
                let value = self.how.learning_rate * all.sum / (all.count + self.how.l2);
                tree.set_leaf(parent.node, value, rows.len() as u32);
                for &row in &*rows {
                    self.residuals[row as usize] -= value;
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

    fn best_cut(&mut self, rows: &[u32], all: Tally) -> Option<Best> {
        let width = self.columns.len();
        if all.count < 2.0 * self.how.min_leaf {
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

    /// Replaces `best` by the best cut of the columns drawn at `start` up to `end` if that gains more.
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
            histogram[..bins].fill(Tally::default());
        }
        let codes = columns.map(|column| self.codes.column(column));
        for (&row, residual) in rows.iter().zip(&self.of_node) {
            // Several at a time: adding to a bin waits for what was added to it last.
            for (histogram, codes) in self.histograms.iter_mut().zip(codes) {
                let bin = &mut histogram[usize::from(codes[row as usize])];
                bin.count += 1.0;
                bin.sum += residual;
            }
        }
        for (at, &column) in columns[..end - start].iter().enumerate() {
            let binning = &self.codes.bins.binnings()[column];
            let histogram = &self.histograms[at][..binning.codes()];
            self.scan(column, histogram, 0, false, all, best);
            if binning.has_missing() && histogram[0].count > 0.0 {
                self.scan(column, histogram, 1, true, all, best);
            }
        }
    }

    /// Looks at the cuts after each bin from `first` on, with the bins before it above.
    fn scan(
        &self,
        column: usize,
        histogram: &[Tally],
        first: usize,
        missing_above: bool,
        all: Tally,
        best: &mut Option<Best>,
    ) {
        let How { min_leaf, l2, .. } = *self.how;
        let score = |tally: Tally| tally.sum * tally.sum / (tally.count + l2);
        let unsplit = score(all);
        let mut below = Tally::default();
        let mut last = None;
        for (bin, tally) in histogram.iter().enumerate().skip(first) {
            if tally.count == 0.0 {
                continue;
            }
            if let Some(low) = last {
                let above = all.less(below);
                let gain = score(below) + score(above) - unsplit;
                let least = best.as_ref().map_or(1e-12, |best| best.gain);
                if below.count >= min_leaf && above.count >= min_leaf && gain > least {
                    *best = Some(Best {
                        gain,
                        column,
                        between: (low, bin),
                        missing_above,
                    });
                }
            }
            below.count += tally.count;
            below.sum += tally.sum;
            last = Some(bin);
        }
    }
}
