//! Pairs of absolute errors as points of a grid.

/// How many pairs are left beyond the scale: those in the last dots of their line.
const BEYOND: f64 = 0.01;

/// Pairs of absolute errors, counted in a grid of dots. Both axes have the same scale, from 0 to
/// [`Dots::high`]; what lies beyond is in the last dots.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots {
    /// Dots across and up.
    pub size: (u16, u16),
    /// The end of both axes, above 0; 99 % of the pairs are within.
    pub high: f64,
    /// Pairs in each dot, row after row from the bottom left.
    counts: Vec<u32>,
}

impl Dots {
    /// Puts pairs of `across` and `up`, none below 0, into a grid of `size` dots.
    pub(super) fn new(across: &[f64], up: &[f64], size: (u16, u16)) -> Self {
        let mut larger: Vec<f64> = across.iter().zip(up).map(|(a, b)| a.max(*b)).collect();
        larger.sort_unstable_by(f64::total_cmp);
        let beyond = (larger.len() as f64 * BEYOND) as usize;
        let high = larger.iter().rev().nth(beyond).copied();
        let high = high.filter(|&high| high > 0.0 && high.is_finite());
        let mut dots = Self {
            size: (size.0.max(1), size.1.max(1)),
            high: high.unwrap_or(1.0),
            counts: Vec::new(),
        };
        dots.counts = vec![0; usize::from(dots.size.0) * usize::from(dots.size.1)];
        let edges =
            |count: u16| -> Vec<f64> { (0..count).map(|at| dots.edge(at, count)).collect() };
        let (columns, rows) = (edges(dots.size.0), edges(dots.size.1));
        let width = columns.len();
        for (&x, &y) in across.iter().zip(up) {
            // The last dot that begins at or below the value.
            let place = |edges: &[f64], value| edges.partition_point(|&edge| edge <= value) - 1;
            dots.counts[place(&rows, y) * width + place(&columns, x)] += 1;
        }
        dots
    }

    fn edge(&self, at: u16, count: u16) -> f64 {
        self.high * f64::from(at) / f64::from(count)
    }

    /// Pairs in the dot at column `x`, row `y`, from the bottom left.
    pub fn count(&self, x: u16, y: u16) -> u32 {
        self.counts[usize::from(y) * usize::from(self.size.0) + usize::from(x)]
    }

    /// Pairs in the block of `size` dots that begins at column `x`, row `y`.
    pub fn count_block(&self, (x, y): (u16, u16), size: (u16, u16)) -> usize {
        let end = |from: u16, by: u16, most: u16| from.saturating_add(by).min(most);
        let rows = y..end(y, size.1, self.size.1);
        rows.flat_map(|y| (x..end(x, size.0, self.size.0)).map(move |x| (x, y)))
            .map(|(x, y)| self.count(x, y) as usize)
            .sum()
    }

    /// The range of values across in `width` dots from column `x` on; no end for the last ones.
    pub fn across(&self, x: u16, width: u16) -> (f64, Option<f64>) {
        self.range(x, width, self.size.0)
    }

    /// The range of values up in `height` dots from row `y` on; no end for the last ones.
    pub fn up(&self, y: u16, height: u16) -> (f64, Option<f64>) {
        self.range(y, height, self.size.1)
    }

    fn range(&self, from: u16, by: u16, count: u16) -> (f64, Option<f64>) {
        let end = from.saturating_add(by);
        let high = (end < count).then(|| self.edge(end, count));
        (self.edge(from, count), high)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_pair_is_in_the_dot_whose_ranges_hold_it(
            pairs in prop::collection::vec((0.0_f64..9.0, 0.0_f64..9.0), 1..200),
            size in (1_u16..9, 1_u16..9),
        ) {
            let (across, up): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
            let dots = Dots::new(&across, &up, size);
            let holds = |(low, high): (f64, Option<f64>), value: f64| {
                value >= low && high.is_none_or(|high| value < high)
            };
            for y in 0..size.1 {
                for x in 0..size.0 {
                    let inside = pairs.iter().filter(|pair| {
                        holds(dots.across(x, 1), pair.0) && holds(dots.up(y, 1), pair.1)
                    });
                    prop_assert_eq!(dots.count(x, y) as usize, inside.count());
                }
            }
            prop_assert_eq!(dots.count_block((0, 0), size), pairs.len());
        }
    }

    #[test]
    fn no_pairs_have_a_scale_all_the_same() {
        assert!(Dots::new(&[], &[], (0, 3)).high > 0.0);
        assert_eq!(Dots::new(&[0.0], &[0.0], (2, 2)).count(0, 0), 1);
    }
}
