//! Growing one shallow tree on what is left to explain.

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::predict::binning::Cut;
use crate::predict::training_codes::{Side, TrainingCodes, partition};
use crate::predict::tree::Tree;

/// How trees are grown.
pub(super) struct How {
    pub(super) depth: usize,
    pub(super) feature_fraction: f64,
    pub(super) min_leaf: f64,
    pub(super) l2: f64,
    pub(super) learning_rate: f64,
}

/// Rows of a bin, and the sum of what they are to be explained by.
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
    start: usize,
    end: usize,
    depth: usize,
}

/// The best cut so far of a node.
struct Best {
    gain: f64,
    column: usize,
    /// Last code below that has rows, and the first above.
    between: (usize, usize),
    missing_above: bool,
}

/// Grows one tree after the other.
pub(super) struct Grower<'a> {
    codes: &'a TrainingCodes<'a>,
    how: &'a How,
    /// Target less what the trees so far say, of every training row.
    residuals: Vec<f64>,
    rng: Xoshiro256PlusPlus,
    /// Columns in the order in which they were drawn last.
    columns: Vec<u32>,
    /// Residuals of the node at hand, in the order of its rows.
    of_node: Vec<f64>,
    histogram: [Tally; 256],
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
            histogram: [Tally::default(); 256],
            codes,
            how,
            residuals,
            rng,
        }
    }

    /// A tree grown on `rows`, whose order it changes; what it explains is taken off the residuals.
    pub(super) fn grow(&mut self, rows: &mut [u32]) -> Tree {
        let mut tree = Tree::new();
        let mut open = vec![Open {
            node: 0,
            start: 0,
            end: rows.len(),
            depth: 0,
        }];
        while let Some(Open {
            node,
            start,
            end,
            depth,
        }) = open.pop()
        {
            let rows = &mut rows[start..end];
            self.of_node.clear();
            self.of_node
                .extend(rows.iter().map(|&row| self.residuals[row as usize]));
            let all = Tally {
                count: rows.len() as f64,
                sum: self.of_node.iter().sum(),
            };
            let best = (depth < self.how.depth)
                .then(|| self.best_cut(rows, all))
                .flatten();
            let Some(best) = best else {
                let value = self.how.learning_rate * all.sum / (all.count + self.how.l2);
                tree.set_value(node, value);
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
            let below = partition(rows, self.codes.column(best.column), Side::of(cut));
            let left = tree.split(node, self.codes.bins.cut_number(best.column, cut));
            let depth = depth + 1;
            let child = |node, start, end| Open {
                node,
                start,
                end,
                depth,
            };
            open.push(child(left, start, start + below));
            open.push(child(left + 1, start + below, end));
        }
        tree
    }

    fn best_cut(&mut self, rows: &[u32], all: Tally) -> Option<Best> {
        let width = self.columns.len();
        if all.count < 2.0 * self.how.min_leaf {
            return None;
        }
        let wanted = (width as f64 * self.how.feature_fraction).ceil() as usize;
        let mut best = None;
        for at in 0..wanted.min(width) {
            let other = self.rng.gen_range(at as u32..width as u32) as usize;
            self.columns.swap(at, other);
            self.look_at(self.columns[at] as usize, rows, all, &mut best);
        }
        best
    }

    /// Replaces `best` by the best cut of a column if that gains more.
    fn look_at(&mut self, column: usize, rows: &[u32], all: Tally, best: &mut Option<Best>) {
        let binning = &self.codes.bins.binnings()[column];
        let bins = binning.codes();
        self.histogram[..bins].fill(Tally::default());
        let codes = self.codes.column(column);
        for (&row, residual) in rows.iter().zip(&self.of_node) {
            let bin = &mut self.histogram[usize::from(codes[row as usize])];
            bin.count += 1.0;
            bin.sum += residual;
        }
        self.scan(column, 0, false, bins, all, best);
        if binning.has_missing() && self.histogram[0].count > 0.0 {
            self.scan(column, 1, true, bins, all, best);
        }
    }

    /// Looks at the cuts after each bin from `first` on, with the bins before it above.
    fn scan(
        &self,
        column: usize,
        first: usize,
        missing_above: bool,
        bins: usize,
        all: Tally,
        best: &mut Option<Best>,
    ) {
        let How { min_leaf, l2, .. } = *self.how;
        let score = |tally: Tally| tally.sum * tally.sum / (tally.count + l2);
        let unsplit = score(all);
        let mut below = Tally::default();
        let mut last = None;
        for (bin, tally) in self.histogram[..bins].iter().enumerate().skip(first) {
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
