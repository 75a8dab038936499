//! Growing one tree: a bootstrap sample, histograms of the targets over the bins of all columns,
//! the best cut, and so on until the leaves are pure.

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::training_rows::{Packed, Tally, TrainingRows, unpack};
use super::tree::Tree;

/// A row of the bootstrap sample.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    /// Place among the training rows.
    row: u32,
    /// Its target, counted as often as it was drawn.
    packed: Packed,
}

/// A node still to be split, with the part of the drawn rows that it has.
struct Open {
    node: u32,
    start: usize,
    end: usize,
    /// Tallies of its rows; absent when two rows are left, which are told apart without.
    histogram: Option<Vec<Packed>>,
}

impl Open {
    fn rows(&self) -> usize {
        self.end - self.start
    }
}

/// A split midway between two codes of a column.
#[derive(Debug, Clone, Copy)]
struct Split {
    column: usize,
    /// Last code that goes left.
    cut: u8,
}

/// Grows a tree on a bootstrap sample of `training`; also says which rows are in the sample.
/// `inverse` holds 1 ÷ i at i, up to the number of rows.
pub(super) fn grow(
    training: &TrainingRows,
    inverse: &[f64],
    rng: &mut Xoshiro256PlusPlus,
) -> (Tree, Vec<bool>) {
    let rows = training.len();
    let mut draws = vec![0; rows];
    for _ in 0..rows {
        draws[rng.gen_range(0..rows as u32) as usize] += 1;
    }
    let drawn: Vec<Drawn> = (0..rows as u32)
        .zip(&draws)
        .filter(|&(_, &draws)| draws > 0)
        .map(|(row, &draws)| Drawn {
            row,
            packed: training.packed(row) * draws,
        })
        .collect();
    let mut grower = Grower {
        training,
        inverse,
        rng,
        drawn,
        tree: Tree::new(),
        spare: Vec::new(),
    };
    grower.run();
    let in_bag = draws.iter().map(|&draws| draws > 0).collect();
    (grower.tree, in_bag)
}

struct Grower<'a> {
    training: &'a TrainingRows<'a>,
    inverse: &'a [f64],
    rng: &'a mut Xoshiro256PlusPlus,
    drawn: Vec<Drawn>,
    tree: Tree,
    /// Histograms no longer in use.
    spare: Vec<Vec<Packed>>,
}

impl Grower<'_> {
    fn run(&mut self) {
        let mut root = Open {
            node: 0,
            start: 0,
            end: self.drawn.len(),
            histogram: None,
        };
        let mut open = Vec::new();
        if !self.close_if_pure(&root) {
            root.histogram = self.histogram_of(&root);
            open.push(root);
        }
        while let Some(parent) = open.pop() {
            let Some(split) = self.best_split(&parent) else {
                self.close(&parent);
                self.spare.extend(parent.histogram);
                continue;
            };
            let middle = parent.start + self.partition(&parent, split);
            let left = self.tree.split(parent.node, split.column, split.cut);
            let child = |node, start, end| Open {
                node,
                start,
                end,
                histogram: None,
            };
            let mut children = [
                child(left, parent.start, middle),
                child(left + 1, middle, parent.end),
            ];
            let closed = [
                self.close_if_pure(&children[0]),
                self.close_if_pure(&children[1]),
            ];
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
        let needs = |child: usize| !closed[child] && children[child].rows() > 2;
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
            for (bin, part) in histogram.iter_mut().zip(part) {
                *bin -= part;
            }
        } else {
            for drawn in &self.drawn[children[small].start..children[small].end] {
                for &place in self.training.places(drawn.row) {
                    histogram[place as usize] -= drawn.packed;
                }
            }
        }
        children[large].histogram = Some(histogram);
    }

    /// Tallies of the node's rows over all bins.
    fn histogram_of(&mut self, node: &Open) -> Option<Vec<Packed>> {
        if node.rows() <= 2 {
            return None;
        }
        let mut histogram = self.spare.pop().unwrap_or_default();
        histogram.clear();
        histogram.resize(self.training.bins_in_all(), 0);
        for drawn in &self.drawn[node.start..node.end] {
            for &place in self.training.places(drawn.row) {
                histogram[place as usize] += drawn.packed;
            }
        }
        Some(histogram)
    }

    /// Makes `node` a leaf when all its targets are equal.
    fn close_if_pure(&mut self, node: &Open) -> bool {
        let mut rows = self.drawn[node.start..node.end].iter();
        let target = |drawn: &Drawn| self.training.packed(drawn.row);
        let first = rows.next().map(target);
        let pure = rows.all(|drawn| Some(target(drawn)) == first);
        if pure {
            self.close(node);
        }
        pure
    }

    /// Makes `node` a leaf.
    fn close(&mut self, node: &Open) {
        let tally = unpack(self.total(node));
        self.tree.set_value(node.node, self.training.mean(tally));
    }

    fn total(&self, node: &Open) -> Packed {
        let rows = &self.drawn[node.start..node.end];
        rows.iter().map(|drawn| drawn.packed).sum()
    }

    /// Moves the rows that go left to the front of the node's part and says how many they are.
    fn partition(&mut self, node: &Open, split: Split) -> usize {
        let last = self.training.starts[split.column] + u32::from(split.cut);
        let rows = &mut self.drawn[node.start..node.end];
        let mut left = 0;
        for at in 0..rows.len() {
            let goes_left = self.training.places(rows[at].row)[split.column] <= last;
            // Rows that go right only change places with each other.
            rows.swap(at, left);
            left += usize::from(goes_left);
        }
        left
    }

    /// The cut that leaves the least variance; one drawn by lot among columns that are equally good.
    /// `None` when no column tells the rows apart.
    fn best_split(&mut self, node: &Open) -> Option<Split> {
        match &node.histogram {
            Some(histogram) => self.best_cut(histogram, self.total(node)),
            None => self.tell_apart(self.drawn[node.start].row, self.drawn[node.end - 1].row),
        }
    }

    /// A split between two rows: every column in which they differ is equally good.
    fn tell_apart(&mut self, one: u32, other: u32) -> Option<Split> {
        let (one, other) = (self.training.places(one), self.training.places(other));
        let differing = one.iter().zip(other).filter(|(a, b)| a != b).count();
        if differing == 0 {
            return None;
        }
        let pick = self.rng.gen_range(0..differing as u32) as usize;
        let column = (0..one.len())
            .filter(|&column| one[column] != other[column])
            .nth(pick)?;
        let (low, high) = (
            one[column].min(other[column]),
            one[column].max(other[column]),
        );
        Some(self.split_between(column, low, high))
    }

    fn best_cut(&mut self, histogram: &[Packed], total: Packed) -> Option<Split> {
        let mut best = Best {
            gain: -1.0,
            column: 0,
            low: 0,
            high: 0,
        };
        let mut equals = 1_u32;
        let scan = Scan {
            all: unpack(total),
            inverse: self.inverse,
        };
        for (column, ends) in self.training.starts.windows(2).enumerate() {
            let bins = &histogram[ends[0] as usize..ends[1] as usize];
            let Some((gain, low, high)) = scan.column(bins, total) else {
                continue;
            };
            if gain < best.gain {
                continue;
            }
            if gain > best.gain {
                equals = 1;
            } else {
                equals += 1;
                if self.rng.gen_range(0..equals) != 0 {
                    continue;
                }
            }
            best = Best {
                gain,
                column,
                low: ends[0] + low,
                high: ends[0] + high,
            };
        }
        (best.gain >= 0.0).then(|| self.split_between(best.column, best.low, best.high))
    }

    /// The split midway between the bins at two places of a histogram.
    fn split_between(&self, column: usize, low: u32, high: u32) -> Split {
        let start = self.training.starts[column];
        let binning = &self.training.bins.binnings()[column];
        Split {
            column,
            cut: binning.cut((low - start) as u8, (high - start) as u8),
        }
    }
}

/// The best split so far, between the bins at places `low` and `high`.
struct Best {
    gain: f64,
    column: usize,
    low: u32,
    high: u32,
}

/// What a scan of a column needs to know of the node.
struct Scan<'a> {
    all: Tally,
    inverse: &'a [f64],
}

impl Scan<'_> {
    /// The best cut of one column: its gain and the bins on either side. `None` when all rows are in
    /// one bin.
    fn column(&self, bins: &[Packed], total: Packed) -> Option<(f64, u32, u32)> {
        let mut best: Option<(f64, u32, u32)> = None;
        let mut left = 0;
        let mut last = 0;
        for (at, &bin) in (0..).zip(bins) {
            if bin == 0 {
                continue;
            }
            if left != 0 {
                let gain = self.gain(unpack(left));
                if best.is_none_or(|(most, ..)| gain > most) {
                    best = Some((gain, last, at));
                }
            }
            left += bin;
            last = at;
            if left == total {
                break;
            }
        }
        best
    }

    /// By how much a split lowers the sum of squares, but for a factor that is the same for all splits
    /// of the node. A split and its mirror image have exactly the same gain.
    fn gain(&self, left: Tally) -> f64 {
        let rest = self.all.count - left.count;
        let difference = (left.sum * self.all.count - left.count * self.all.sum) as f64;
        let weight = self.inverse[left.count as usize] * self.inverse[rest as usize];
        difference * difference * weight
    }
}
