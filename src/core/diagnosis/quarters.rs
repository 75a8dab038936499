//! The values of a column in at most four steps, by its quartiles: what points are coloured by.

/// Ranges of values, ascending, each with about a quarter of them. A column of up to four distinct values has one
/// for each; equal values are never apart, so where many are equal there are fewer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quarters {
    /// Lowest and highest value of each.
    pub ranges: Vec<(f64, f64)>,
}

impl Quarters {
    /// Most that there are.
    pub const MOST: usize = 4;

    /// Those of `values` that are finite.
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        values.sort_unstable_by(f64::total_cmp);
        let mut ends = distinct(&values, Self::MOST).unwrap_or_else(|| {
            let end = |quarter: usize| values[(values.len() * quarter).div_ceil(Self::MOST) - 1];
            (1..=Self::MOST).map(end).collect()
        });
        ends.dedup();
        let mut from = 0;
        let ranges = ends.into_iter().map(|end| {
            let low = values[from];
            from = values.partition_point(|&value| value <= end);
            (low, end)
        });
        Self {
            ranges: ranges.collect(),
        }
    }

    /// Which of them `value` is in: of one between two, the higher; `None` for one that is missing or beyond the
    /// ends.
    pub fn step(&self, value: f64) -> Option<usize> {
        let step = self.ranges.partition_point(|&(_, high)| high < value);
        let is_in = self.ranges.first()?.0 <= value && step < self.ranges.len();
        is_in.then_some(step)
    }
}

/// The distinct ones of `ascending`, where there are at most `most`.
fn distinct(ascending: &[f64], most: usize) -> Option<Vec<f64>> {
    let mut firsts = Vec::new();
    for run in ascending.chunk_by(|a, b| a >= b) {
        if firsts.len() == most {
            return None;
        }
        firsts.push(run[0]);
    }
    Some(firsts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_range_has_a_quarter_of_the_values() {
        let of = Quarters::of((0..101).map(f64::from).chain([f64::NAN, f64::INFINITY]));
        let ends = [(0.0, 25.0), (26.0, 50.0), (51.0, 75.0), (76.0, 100.0)];
        assert_eq!(of.ranges, ends);
        assert_eq!(of.step(25.0), Some(0));
        assert_eq!(of.step(25.5), Some(1));
        assert_eq!(of.step(100.0), Some(3));
        for outside in [-0.1, 100.1, f64::NAN, f64::INFINITY] {
            assert_eq!(of.step(outside), None, "{outside}");
        }
    }

    #[test]
    fn few_distinct_values_have_a_step_each_and_equal_values_stay_together() {
        let few = Quarters::of([1.0, 0.0, 0.0, 0.0, 0.0].into_iter());
        assert_eq!(few.ranges, [(0.0, 0.0), (1.0, 1.0)]);
        let equal = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0];
        let of = Quarters::of(equal.into_iter());
        assert_eq!(of.ranges, [(0.0, 0.0), (1.0, 2.0), (3.0, 4.0)]);
        assert_eq!(Quarters::of([].into_iter()), Quarters::default());
        assert_eq!(Quarters::default().step(0.0), None);
    }
}
