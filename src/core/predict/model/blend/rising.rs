//! Isotonic regression (pool adjacent violators, Ayer and others, 1955), with straight lines between the
//! middles of its steps so that it rises strictly.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Rising {
    /// Places and values, both ascending; at least one.
    knots: Vec<(f64, f64)>,
    /// Its slope just before the first knot and after the last: that of the least-squares line, if that
    /// rises.
    slope: f64,
    /// How far it goes at most below the fitted values, and above: it orders rows there too, but cannot
    /// tell how far off they are.
    beyond: f64,
}

/// Share of the range of its values that it goes beyond them at most.
const BEYOND: f64 = 0.05;

/// A number to be fitted, or the mean of several with the same fitted value.
pub(super) struct Point {
    /// How many rows it counts as much as.
    pub(super) count: f64,
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Rising {
    pub(super) fn fit(mut points: Vec<Point>) -> Self {
        let slope = slope(&points);
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut steps: Vec<Point> = Vec::new();
        for point in points {
            steps.push(point);
            while let [.., before, last] = &mut *steps
                && (before.y >= last.y || before.x >= last.x)
            {
                let count = before.count + last.count;
                before.x = (before.x * before.count + last.x * last.count) / count;
                before.y = (before.y * before.count + last.y * last.count) / count;
                before.count = count;
                steps.pop();
            }
        }
        let knots: Vec<(f64, f64)> = steps.iter().map(|step| (step.x, step.y)).collect();
        let (low, high) = (knots.first(), knots.last());
        let beyond = BEYOND * low.zip(high).map_or(0.0, |(low, high)| high.1 - low.1);
        Self {
            knots: if knots.is_empty() {
                vec![(0.0, f64::NAN)]
            } else {
                knots
            },
            slope: slope.max(0.0),
            beyond,
        }
    }

    pub(super) fn is_sound(&self) -> bool {
        !self.knots.is_empty()
    }

    pub(super) fn value(&self, x: f64) -> f64 {
        let above = self.knots.partition_point(|&(knot, _)| knot < x);
        let from = |(knot, value): (f64, f64)| {
            let straight = (x - knot) * self.slope;
            if self.beyond > 0.0 {
                value + straight * self.beyond / (self.beyond + straight.abs())
            } else {
                value
            }
        };
        if above == 0 {
            return from(self.knots[0]);
        }
        let Some(&(next, next_value)) = self.knots.get(above) else {
            return from(self.knots[above - 1]);
        };
        let (last, last_value) = self.knots[above - 1];
        last_value + (x - last) / (next - last) * (next_value - last_value)
    }
}

/// The slope of the least-squares line; 0 where all have the same x.
fn slope(points: &[Point]) -> f64 {
    let count: f64 = points.iter().map(|point| point.count).sum();
    let mean = |of: fn(&Point) -> f64| {
        let terms = points.iter().map(|point| point.count * of(point));
        terms.sum::<f64>() / count
    };
    let (mean_x, mean_y) = (mean(|point| point.x), mean(|point| point.y));
    let (up, across) = points.iter().fold((0.0, 0.0), |(up, across), point| {
        let from_mean = point.count * (point.x - mean_x);
        (
            up + from_mean * (point.y - mean_y),
            across + from_mean * (point.x - mean_x),
        )
    });
    if across > 0.0 { up / across } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rising(x: &[f64], y: &[f64]) -> Rising {
        let points = x.iter().zip(y).map(|(&x, &y)| Point { count: 1.0, x, y });
        Rising::fit(points.collect())
    }

    #[test]
    fn a_point_counts_as_many_rows_as_it_stands_for() {
        let point = |count, x, y| Point { count, x, y };
        let fit = Rising::fit(vec![point(3.0, 1.0, 8.0), point(1.0, 2.0, 4.0)]);
        assert!((fit.value(1.25) - 7.0).abs() < 1e-12);
    }

    #[test]
    fn pairs_that_rise_are_met_and_others_are_pooled() {
        let fit = rising(&[3.0, 1.0, 2.0, 4.0], &[2.0, 1.0, 4.0, 7.0]);
        assert!((fit.value(1.0) - 1.0).abs() < 1e-12);
        assert!((fit.value(2.5) - 3.0).abs() < 1e-12);
        assert!((fit.value(4.0) - 7.0).abs() < 1e-12);
        let values = (0..60).map(|step| fit.value(f64::from(step) / 10.0));
        assert!(values.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn beyond_all_pairs_it_rises_a_little_and_no_further() {
        let fit = rising(&[1.0, 2.0, 3.0], &[10.0, 20.0, 30.0]);
        let values = [-1e9, 0.0, 1.0, 3.0, 4.0, 1e9].map(|x| fit.value(x));
        assert!(values.is_sorted_by(|a, b| a < b), "{values:?}");
        assert!(values[0] >= 9.0 && values[5] <= 31.0, "{values:?}");
    }

    #[test]
    fn what_falls_has_one_value() {
        let fit = rising(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]);
        assert!((fit.value(0.0) - 2.0).abs() < 1e-12 && (fit.value(9.0) - 2.0).abs() < 1e-12);
        let equal = rising(&[1.0, 1.0], &[3.0, 5.0]);
        assert!((equal.value(1.0) - 4.0).abs() < 1e-12);
    }
}
