//! Growing the tree, a split at a time.

use std::collections::BTreeMap;

use crate::job::{Cancelled, JobContext};
use crate::predict::best_split;

use super::matrix::Matrix;
use super::rule::Interval;
use super::{Class, SliceOptions};

pub(super) struct Leaf {
    pub(super) bounds: Vec<Interval>,
    pub(super) class: Class,
}

/// Rows of each class, in the order of [`Class::ALL`].
type Counts = [u64; 3];

pub(super) struct Grower<'a> {
    matrix: &'a Matrix,
    classes: &'a [Class],
    all: Counts,
    options: &'a SliceOptions,
    job: &'a JobContext,
}

impl<'a> Grower<'a> {
    pub(super) fn new(
        matrix: &'a Matrix,
        classes: &'a [Class],
        options: &'a SliceOptions,
        job: &'a JobContext,
    ) -> Self {
        Self {
            all: counts(classes.iter().copied()),
            matrix,
            classes,
            options,
            job,
        }
    }

    pub(super) fn leaves(&self) -> Result<Vec<Leaf>, Cancelled> {
        let rows = (0..self.classes.len()).collect();
        let mut leaves = Vec::new();
        let mut done = 0;
        self.grow(rows, &mut Vec::new(), &mut leaves, &mut done)?;
        Ok(leaves)
    }

    fn grow(
        &self,
        rows: Vec<usize>,
        bounds: &mut Vec<Interval>,
        leaves: &mut Vec<Leaf>,
        done: &mut usize,
    ) -> Result<(), Cancelled> {
        let split = if bounds.len() < self.options.depth {
            self.split(&rows)?
        } else {
            None
        };
        *done += 1;
        self.job.report("nodes", *done, 0);
        let Some((column, code)) = split else {
            leaves.push(Leaf {
                bounds: bounds.clone(),
                class: self.class(&rows),
            });
            return Ok(());
        };
        let (above, below) = rows
            .into_iter()
            .partition(|&at| self.matrix.code(column, at) > code);
        for (rows, above) in [(below, false), (above, true)] {
            bounds.push(Interval {
                column,
                code,
                above,
            });
            self.grow(rows, bounds, leaves, done)?;
            bounds.pop();
        }
        Ok(())
    }

    /// Of the splits that tell one class best from the other two the one that leaves the least Gini
    /// impurity of all three; `None` when none leaves less than there is.
    ///
    /// A tree of linfa's with three classes would add up their shares in random order.
    fn split(&self, rows: &[usize]) -> Result<Option<(usize, u8)>, Cancelled> {
        if rows.len() < 2 * self.options.least.max(1) {
            return Ok(None);
        }
        // Rows alike in features and class are one sample of their joint weight.
        let mut samples: BTreeMap<(Vec<u8>, Class), f32> = BTreeMap::new();
        for &at in rows {
            let codes = (0..self.matrix.width()).map(|column| self.matrix.code(column, at));
            let sample = (codes.collect(), self.classes[at]);
            *samples.entry(sample).or_default() += 1.0;
        }
        let codes: Vec<u8> = samples.keys().flat_map(|of| of.0.clone()).collect();
        let weights: Vec<f32> = samples.values().copied().collect();
        let whole = counts(rows.iter().map(|&at| self.classes[at]));
        let mut purest = Purity::of(whole, [0; 3]);
        let mut best = None;
        for class in Class::ALL {
            self.job.check()?;
            let one: Vec<bool> = samples.keys().map(|&(_, other)| other == class).collect();
            let least = self.options.least.max(1) as f32;
            let Some((column, code)) = best_split(&codes, &one, &weights, least) else {
                continue;
            };
            let is_below = |at: &&usize| self.matrix.code(column, **at) <= code;
            let below = counts(rows.iter().filter(is_below).map(|&at| self.classes[at]));
            let above = [0, 1, 2].map(|class| whole[class] - below[class]);
            let purity = Purity::of(below, above);
            if purity.exceeds(&purest) {
                (purest, best) = (purity, Some((column, code)));
            }
        }
        Ok(best)
    }

    /// The class that is more frequent among `rows` than among all, by the largest factor.
    fn class(&self, rows: &[usize]) -> Class {
        let here = counts(rows.iter().map(|&at| self.classes[at]));
        let mut best = 0;
        for class in 1..3 {
            // here / all is larger; a class that does not occur has no factor.
            if here[class] * self.all[best] > here[best] * self.all[class] {
                best = class;
            }
        }
        Class::ALL[best]
    }
}

fn counts(classes: impl Iterator<Item = Class>) -> Counts {
    let mut counts = [0; 3];
    for class in classes {
        counts[class as usize] += 1;
    }
    counts
}

/// How pure two parts are: the sum over them of the squares of their counts by their size, which is as
/// large as the Gini impurity is small. An exact fraction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Purity {
    numerator: u128,
    denominator: u128,
}

impl Purity {
    fn of(one: Counts, other: Counts) -> Self {
        let squares = |counts: Counts| counts.iter().map(|&n| u128::from(n * n)).sum::<u128>();
        let size = |counts: Counts| u128::from(counts.iter().sum::<u64>()).max(1);
        Self {
            numerator: squares(one) * size(other) + squares(other) * size(one),
            denominator: size(one) * size(other),
        }
    }

    fn exceeds(&self, other: &Self) -> bool {
        self.numerator * other.denominator > other.numerator * self.denominator
    }
}

#[cfg(test)]
mod tests {
    use super::Purity;

    #[test]
    fn purity_grows_as_gini_impurity_falls() {
        let gini = |parts: [[u64; 3]; 2]| -> f64 {
            let part = |counts: &[u64; 3]| {
                let size = counts.iter().sum::<u64>() as f64;
                let shares = counts.iter().map(|&n| (n as f64 / size).powi(2));
                size * (1.0 - shares.sum::<f64>())
            };
            let filled = parts.iter().filter(|part| part.iter().any(|&n| n > 0));
            filled.map(part).sum()
        };
        let splits = [
            [[3, 4, 5], [7, 1, 2]],
            [[10, 5, 7], [0, 0, 0]],
            [[10, 0, 0], [0, 5, 7]],
            [[9, 5, 0], [1, 0, 7]],
        ];
        for one in splits {
            for other in splits {
                let exceeds = Purity::of(one[0], one[1]).exceeds(&Purity::of(other[0], other[1]));
                let less = gini(one) < gini(other) - 1e-12;
                assert_eq!(exceeds, less, "{one:?} {other:?}");
            }
        }
    }
}
