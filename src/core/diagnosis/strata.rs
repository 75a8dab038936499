//! The values of a column in parts: each value by itself, or ranges of about equally many rows.

use super::axis::short_between;

/// Most values that are told apart as they are.
const MOST_VALUES: usize = 20;

/// The parts of a column's values, ascending, missing ones last.
#[derive(Debug, Clone, PartialEq)]
pub struct Strata {
    kind: Kind,
    missing: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// Each of these values.
    Values(Vec<f64>),
    /// What lies below the first of these, between two of them, and from the last one on.
    Ranges(Vec<f64>),
}

impl Strata {
    /// Those of `values`: each value by itself when there are at most 20, else ranges with about equally
    /// many rows, at most `ranges` of them.
    #[expect(clippy::float_cmp, reason = "a run is of equal values")]
    pub fn new(values: &[f64], ranges: usize) -> Self {
        // Adding 0 makes one zero of two.
        let mut sorted: Vec<f64> = values
            .iter()
            .filter(|v| !v.is_nan())
            .map(|v| v + 0.0)
            .collect();
        let missing = sorted.len() < values.len();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut distinct = sorted.clone();
        distinct.dedup_by(|a, b| a == b);
        let kind = if distinct.len() <= MOST_VALUES.max(ranges.min(2)) {
            Kind::Values(distinct)
        } else {
            let cuts = (1..ranges.max(1)).filter_map(|at| cut(&sorted, &distinct, at, ranges));
            let mut cuts: Vec<f64> = cuts.collect();
            cuts.dedup_by(|a, b| a == b);
            Kind::Ranges(cuts)
        };
        Self { kind, missing }
    }

    /// Number of parts.
    pub fn len(&self) -> usize {
        self.present() + usize::from(self.missing)
    }

    /// Whether there are none: there was no value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the parts are ranges rather than single values.
    pub fn are_ranges(&self) -> bool {
        matches!(self.kind, Kind::Ranges(_))
    }

    /// Parts that are not the missing values.
    fn present(&self) -> usize {
        match &self.kind {
            Kind::Values(values) => values.len(),
            Kind::Ranges(cuts) => cuts.len() + 1,
        }
    }

    /// The part that `value` is in, where it is one of the values that they were made of.
    pub fn part(&self, value: f64) -> usize {
        if value.is_nan() {
            return self.present();
        }
        match &self.kind {
            Kind::Values(values) => values.partition_point(|&other| other < value),
            Kind::Ranges(cuts) => cuts.partition_point(|&cut| cut <= value),
        }
    }

    /// Part `at` in a few words.
    pub fn label(&self, at: usize) -> String {
        if at >= self.present() {
            return "missing".to_owned();
        }
        match &self.kind {
            Kind::Values(values) => values[at].to_string(),
            Kind::Ranges(cuts) => match ends(cuts, at) {
                (None, None) => "all".to_owned(),
                (None, Some(high)) => format!("< {high}"),
                (Some(low), None) => format!(">= {low}"),
                (Some(low), Some(high)) => format!("{low}..{high}"),
            },
        }
    }

    /// Part `at` as a filter on `column`, as it is written there.
    pub fn filter(&self, at: usize, column: &str) -> String {
        if at >= self.present() {
            return format!("missing({column})");
        }
        match &self.kind {
            Kind::Values(values) => format!("{column} = {}", values[at]),
            Kind::Ranges(cuts) => match ends(cuts, at) {
                (None, None) => format!("not missing({column})"),
                (None, Some(high)) => format!("{column} < {high}"),
                (Some(low), None) => format!("{column} >= {low}"),
                (Some(low), Some(high)) => format!("{column} >= {low} and {column} < {high}"),
            },
        }
    }
}

/// The cuts at both ends of range `at`.
fn ends(cuts: &[f64], at: usize) -> (Option<f64>, Option<f64>) {
    (at.checked_sub(1).map(|at| cuts[at]), cuts.get(at).copied())
}

/// The cut below the range at place `at` of `ranges`: the shortest decimal near the quantile, off by at most
/// a twentieth of the rows of a range. `None` where nothing lies below it.
fn cut(sorted: &[f64], distinct: &[f64], at: usize, ranges: usize) -> Option<f64> {
    let middle = at * sorted.len() / ranges;
    let near = sorted.len() / ranges / 20;
    let (low, high) = (sorted[middle - near], sorted[middle + near]);
    if low < high {
        return Some(short_between(low, high));
    }
    // Between two values all the same, so that equal ones stay together.
    let place = distinct.partition_point(|&value| value < high);
    (place > 0).then(|| short_between(distinct[place - 1], high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_are_parts_as_they_are() {
        let strata = Strata::new(&[2.0, 0.5, f64::NAN, 2.0, -0.0], 10);
        let labels: Vec<String> = (0..strata.len()).map(|at| strata.label(at)).collect();
        assert_eq!(labels, ["0", "0.5", "2", "missing"]);
        assert_eq!(
            [0.0, 0.5, 2.0, f64::NAN].map(|v| strata.part(v)),
            [0, 1, 2, 3]
        );
        assert_eq!(strata.filter(1, "x"), "x = 0.5");
        assert_eq!(strata.filter(3, "x"), "missing(x)");
    }

    #[test]
    fn many_values_are_ranges_of_about_equally_many_rows() {
        let values: Vec<f64> = (0..1000).map(|at| f64::from(at * at) * 0.001).collect();
        let strata = Strata::new(&values, 8);
        assert_eq!(strata.len(), 8);
        let mut counts = [0; 8];
        for &value in &values {
            counts[strata.part(value)] += 1;
        }
        assert!(
            counts.iter().all(|count| (112..=138).contains(count)),
            "{counts:?}"
        );
        let filter = strata.filter(3, "x");
        assert!(filter.len() < 30, "{filter}");
    }

    #[test]
    fn equal_values_stay_together() {
        let mut values = vec![1.0; 500];
        values.extend((0..100).map(|at| 2.0 + f64::from(at)));
        let strata = Strata::new(&values, 10);
        assert_eq!(strata.part(1.0), 0);
        assert!(strata.part(101.0) > 0 && strata.len() < 5);
    }
}
