//! Growing one tree: a bootstrap sample, histograms of the targets over the bins of all columns,
//! the best cut, and so on until the leaves are pure.

use std::ops::Range;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::super::binning::Cut;
use super::super::bit_rows::RowBits;
use super::super::packed::{Packed, unpack};
use super::super::tree::Tree;
use super::bootstrap::{draw, in_sample};
use super::cuts::{Between, Cuts};
use super::few_rows::{Drawn, FEW, FewRows};
use super::how::How;
use super::training_rows::TrainingRows;

/// A node still to be split, with the part of the drawn rows that it has.
struct Open {
    node: u32,
    start: usize,
    end: usize,
    /// The part of [`Grower::columns`] that lists the columns to look at: those that told the
    /// parent's rows apart.
    columns: Range<usize>,
    /// Tallies of its rows over the bins of those columns (other bins hold nothing of meaning);
    /// absent when few rows are left, which need none.
    histogram: Option<Vec<Packed>>,
}

impl Open {
    fn rows(&self) -> usize {
        self.end - self.start
    }
}

/// A split: the rows below the cut of `column` go left.
#[derive(Debug, Clone, Copy)]
struct Split {
    column: usize,
    cut: Cut,
}

/// Grows a tree on a bootstrap sample of `training`; also gives the rows in the sample, a bit a row.
pub(super) fn grow(
    training: &TrainingRows,
    how: &How,
    rng: &mut Xoshiro256PlusPlus,
) -> (Tree, Vec<RowBits>) {
    let rows = training.len();
    let times = draw(rows, rng);
    let drawn: Vec<Drawn> = (0..rows as u32)
        .zip(&times)
        .filter(|&(_, &times)| times > 0)
        .map(|(row, &times)| Drawn {
            row,
            packed: training.targets.of(row) * times,
        })
        .collect();
    let mut columns: Vec<u32> = (0..training.width() as u32).collect();
    if how.looks_at_all() {
        // The processor foresees how often a loop over bins repeats when it repeats as often for the next column.
        columns.sort_by_key(|&column| training.bins_of(column as usize).len());
    }
    let mut grower = Grower {
        training,
        how,
        rng,
        drawn,
        tree: Tree::new(),
        columns,
        gains: Vec::new(),
        sums: Box::new([0; 256]),
        equal: Vec::new(),
        few_rows: training.orders.first().map(FewRows::new),
        spare: Vec::new(),
    };
    grower.run();
    (grower.tree, in_sample(&times))
}

struct Grower<'a> {
    training: &'a TrainingRows<'a>,
    how: &'a How,
    rng: &'a mut Xoshiro256PlusPlus,
    drawn: Vec<Drawn>,
    tree: Tree,
    /// Lists of columns, one behind the other. Nodes are taken last in, first out, so a list stands
    /// behind those of its ancestors, and lists behind a node's own are of no more use.
    columns: Vec<u32>,
    /// Of the columns that tell the rows of the node at hand apart.
    gains: Vec<f64>,
    /// Those of the columns that are equally good.
    equal: Vec<u32>,
    /// Of the rows below the cuts of a column.
    sums: Box<[Packed; 256]>,
    /// Where nodes of few rows, and not only of two, need no histogram.
    few_rows: Option<FewRows>,
    /// Histograms no longer in use.
    spare: Vec<Vec<Packed>>,
}

impl<'a> Grower<'a> {
    fn run(&mut self) {
        let mut root = Open {
            node: 0,
            start: 0,
            end: self.drawn.len(),
            columns: 0..self.columns.len(),
            histogram: None,
        };
        let mut open = Vec::new();
        if !self.close_if_pure(&root) {
            root.histogram = self.histogram_of(&root);
            open.push(root);
        }
        while let Some(parent) = open.pop() {
            self.columns.truncate(parent.columns.end);
            let Some(split) = self.best_split(&parent) else {
                self.close(&parent);
                self.spare.extend(parent.histogram);
                continue;
            };
            let middle = parent.start + self.partition(&parent, split);
            let cut = self.training.bins.cut_number(split.column, split.cut);
            let left = self.tree.split(parent.node, cut);
            let columns = parent.columns.end..self.columns.len();
            let child = |node, start, end| Open {
                node,
                start,
                end,
                columns: columns.clone(),
                histogram: None,
            };
            let mut children = [
                child(left, parent.start, middle),
                child(left + 1, middle, parent.end),
            ];
            let closed = [0, 1].map(|at| self.close_if_pure(&children[at]));
            self.give_histograms(parent, &mut children, closed);
            let still_open = children.into_iter().zip(closed).filter(|&(_, done)| !done);
            open.extend(still_open.map(|(child, _)| child));
        }
    }

    /// Builds the histograms that the children need out of their parent's: the child with fewer
    /// rows is counted, the other is what is left.
    fn give_histograms(&mut self, parent: Open, children: &mut [Open; 2], closed: [bool; 2]) {
        let small = usize::from(children[1].rows() < children[0].rows());
        let large = 1 - small;
        let few = self.few();
        let needs = |child: usize| !closed[child] && children[child].rows() > few;
        let (needs_small, needs_large) = (needs(small), needs(large));
        if needs_small {
            children[small].histogram = self.histogram_of(&children[small]);
        }
        let Some(mut histogram) = parent.histogram else {
            return;
        };
        if !needs_large {
            self.spare.push(histogram);
            return;
        }
        if let Some(part) = &children[small].histogram {
            for &column in &self.columns[children[small].columns.clone()] {
                let bins = self.training.bins_of(column as usize);
                for (bin, part) in histogram[bins.clone()].iter_mut().zip(&part[bins]) {
                    *bin -= part;
                }
            }
        } else {
            let columns = &self.columns[children[small].columns.clone()];
            for drawn in &self.drawn[children[small].start..children[small].end] {
                let places = self.training.places(drawn.row);
                for &column in columns {
                    histogram[places[column as usize] as usize] -= drawn.packed;
                }
            }
        }
        children[large].histogram = Some(histogram);
    }

    /// Most rows that need no histogram.
    fn few(&self) -> usize {
        self.few_rows.as_ref().map_or(2, |_| FEW)
    }

    fn histogram_of(&mut self, node: &Open) -> Option<Vec<Packed>> {
        if node.rows() <= self.few() {
            return None;
        }
        let bins_in_all = self.training.bins_in_all();
        let mut histogram = self.spare.pop().unwrap_or_else(|| vec![0; bins_in_all]);
        let columns = &self.columns[node.columns.clone()];
        for &column in columns {
            histogram[self.training.bins_of(column as usize)].fill(0);
        }
        for drawn in &self.drawn[node.start..node.end] {
            let places = self.training.places(drawn.row);
            for &column in columns {
                histogram[places[column as usize] as usize] += drawn.packed;
            }
        }
        Some(histogram)
    }

    fn close_if_pure(&mut self, node: &Open) -> bool {
        let mut rows = self.drawn[node.start..node.end].iter();
        let target = |drawn: &Drawn| self.training.targets.of(drawn.row);
        let first = rows.next().map(target);
        let pure = rows.all(|drawn| Some(target(drawn)) == first);
        if pure {
            self.close(node);
        }
        pure
    }

    fn close(&mut self, node: &Open) {
        let tally = unpack(self.total(node));
        let value = self.training.targets.mean(tally);
        self.tree.set_leaf(node.node, value, tally.count as u32);
    }

    fn total(&self, node: &Open) -> Packed {
        let rows = &self.drawn[node.start..node.end];
        rows.iter().map(|drawn| drawn.packed).sum()
    }

    /// Moves the rows that go left to the front of the node's part and counts them.
    fn partition(&mut self, node: &Open, split: Split) -> usize {
        // Places are counted from the first bin below; that of missing values, when they go above,
        // wraps round and is the last.
        let Cut {
            last,
            missing_above,
        } = split.cut;
        let first = self.training.starts[split.column] + u32::from(missing_above);
        let last = u32::from(last) - u32::from(missing_above);
        let rows = &mut self.drawn[node.start..node.end];
        let mut left = 0;
        for at in 0..rows.len() {
            let place = self.training.places(rows[at].row)[split.column];
            let goes_left = place.wrapping_sub(first) <= last;
            // Rows that go right only change places with each other.
            rows.swap(at, left);
            left += usize::from(goes_left);
        }
        left
    }

    /// The cut that leaves the least variance; drawn at random among equally good columns.
    /// `None` when no column varies. Lists the columns that do, for the children.
    fn best_split(&mut self, node: &Open) -> Option<Split> {
        match &node.histogram {
            Some(histogram) => self.best_cut(node, histogram),
            None if self.few_rows.is_some() => self.best_of_few(node),
            None => self.tell_apart(node),
        }
    }

    /// The best split of few rows, whose columns need not be listed.
    fn best_of_few(&mut self, node: &Open) -> Option<Split> {
        let (training, cuts) = (self.training, self.cuts(node));
        let rows = &self.drawn[node.start..node.end];
        let few_rows = self.few_rows.as_mut()?;
        let (gain, columns) = few_rows.best(rows, &cuts, &training.orders)?;
        let column = few_rows.column(self.rng.gen_range(0..columns))?;
        let between = if let [one, other] = rows {
            self.between_two(column, one.row, other.row)
        } else {
            let range = training.bins_of(column);
            let mut bins = [0; 256];
            for drawn in rows {
                bins[training.places(drawn.row)[column] as usize - range.start] += drawn.packed;
            }
            cuts.first_with_gain(&bins[..range.len()], training.has_missing(column), gain)?
        };
        Some(self.split_between(column, between))
    }

    fn cuts(&self, node: &Open) -> Cuts<'a> {
        Cuts {
            all: unpack(self.total(node)),
            inverse: &self.how.inverse,
        }
    }

    /// A split between two rows: every column in which they differ is equally good.
    fn tell_apart(&mut self, node: &Open) -> Option<Split> {
        let mut rows = self.drawn[node.start..node.end].iter();
        if rows.any(|drawn| unpack(drawn.packed).count < self.how.min_leaf as i64) {
            return None;
        }
        let (one, other) = (self.drawn[node.start].row, self.drawn[node.end - 1].row);
        let (places, others) = (self.training.places(one), self.training.places(other));
        for at in node.columns.clone() {
            let column = self.columns[at];
            if places[column as usize] != others[column as usize] {
                self.columns.push(column);
            }
        }
        self.equal.clear();
        self.equal
            .extend_from_slice(&self.columns[node.columns.end..]);
        let column = self.pick_equal()?;
        let between = self.between_two(column, one, other);
        Some(self.split_between(column, between))
    }

    fn between_two(&self, column: usize, one: u32, other: u32) -> Between {
        let start = self.training.starts[column];
        let code = |row| self.training.places(row)[column] - start;
        let (one, other) = (code(one), code(other));
        Between {
            low: one.min(other),
            high: one.max(other),
            missing_above: false,
        }
    }

    #[expect(
        clippy::float_cmp,
        reason = "equally good cuts have exactly equal gains"
    )]
    fn best_cut(&mut self, node: &Open, histogram: &[Packed]) -> Option<Split> {
        let cuts = self.cuts(node);
        // The columns looked at are drawn to the front of the node's list; when none of them tells
        // its rows apart, the next ones are.
        let listed = node.columns.len();
        let wanted = (listed as f64 * self.how.feature_fraction).ceil() as usize;
        let all = wanted >= listed;
        let end = self.columns.len();
        self.columns.resize(end + listed, 0);
        self.gains.resize(listed, 0.0);
        let (mut looked_at, mut varying) = (0, 0);
        while looked_at < wanted || (varying == 0 && looked_at < listed) {
            let at = looked_at;
            looked_at += 1;
            if !all {
                let other = self.rng.gen_range(at as u32..listed as u32) as usize;
                let start = node.columns.start;
                self.columns.swap(start + at, start + other);
            }
            let column = self.columns[node.columns.start + at];
            let bins = &histogram[self.training.bins_of(column as usize)];
            let gain = cuts.best_gain(
                bins,
                self.training.has_missing(column as usize),
                &mut self.sums,
            );
            // Without a branch on what the processor cannot guess: the next column overwrites one that does
            // not vary.
            self.columns[end + varying] = column;
            self.gains[varying] = gain;
            varying += usize::from(gain >= 0.0);
        }
        self.columns.truncate(end + varying);
        self.gains.truncate(varying);
        let most = self.gains.iter().copied().fold(0.0, f64::max);
        let pairs = self.gains.iter().zip(&self.columns[end..]);
        let equal = pairs.filter(|&(&gain, _)| gain == most);
        self.equal.clear();
        self.equal.extend(equal.map(|(_, &column)| column));
        let column = self.pick_equal()?;
        let not_looked_at = node.columns.start + looked_at..node.columns.end;
        self.columns.extend_from_within(not_looked_at);
        let bins = &histogram[self.training.bins_of(column)];
        let between = cuts.first_with_gain(bins, self.training.has_missing(column), most)?;
        Some(self.split_between(column, between))
    }

    /// One of the equally good columns at random.
    fn pick_equal(&mut self) -> Option<usize> {
        if self.equal.is_empty() {
            return None;
        }
        let pick = self.rng.gen_range(0..self.equal.len() as u32) as usize;
        let column = if self.how.looks_at_all() {
            // In the order of the table, not in that of the list.
            *self.equal.select_nth_unstable(pick).1
        } else {
            self.equal[pick]
        };
        Some(column as usize)
    }

    fn split_between(&self, column: usize, between: Between) -> Split {
        let binning = &self.training.bins.binnings()[column];
        Split {
            column,
            cut: Cut {
                last: binning.last_below(between.low as u8, between.high as u8),
                missing_above: between.missing_above,
            },
        }
    }
}
