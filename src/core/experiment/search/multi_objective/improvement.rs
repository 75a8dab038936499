//! By how much one more measurement is expected to enlarge the hypervolume.

use std::iter::zip;

use crate::experiment::search::acquisition::{Posterior, expected_improvement, rounded};
use crate::job::{Cancelled, JobContext};
use crate::tradeoff::front;

use super::objectives::higher;

/// What some points do not dominate, as boxes that do not overlap. Of independent Gaussians the expected
/// improvement of the hypervolume is a sum over these, of products of expected improvements beyond their sides:
/// exact (Emmerich, Yang et al., 2016, for two objectives; in three the boxes of each slab along the first).
pub(super) struct Undominated {
    /// By objective: the coordinates of sides, ascending, the reference point first.
    sides: Vec<Vec<f64>>,
    /// For each box and objective, the places of its lower and of its upper side; without an upper one it is as many as
    /// there are sides.
    boxes: Vec<Vec<(usize, usize)>>,
}

impl Undominated {
    /// Above `reference`, what none of `points` dominates: by objective, of which more is better.
    pub(super) fn new(
        points: &[Vec<f64>],
        reference: &[f64],
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let front = front(&higher(points), job)?;
        let on_front = |values: &Vec<f64>| -> Vec<f64> {
            front.iter().map(|&at| values[at as usize]).collect()
        };
        let points: Vec<Vec<f64>> = points.iter().map(on_front).collect();
        let sides: Vec<Vec<f64>> = zip(&points, reference)
            .map(|(values, &least)| {
                let above = values.iter().copied().filter(|&value| value > least);
                let mut sides: Vec<f64> = [least].into_iter().chain(above).collect();
                sides.sort_unstable_by(f64::total_cmp);
                sides.dedup();
                sides
            })
            .collect();
        // Each point as the places of its coordinates.
        let place = |(sides, values): (&Vec<f64>, &Vec<f64>), at: usize| {
            sides.partition_point(|&side| side < values[at])
        };
        let points: Vec<Vec<usize>> = (0..front.len())
            .map(|at| zip(&sides, &points).map(|pair| place(pair, at)).collect())
            .collect();
        let mut undominated = Self {
            sides,
            boxes: Vec::new(),
        };
        undominated.split(&points.iter().collect::<Vec<_>>(), &mut Vec::new());
        Ok(undominated)
    }

    /// Adds the boxes of the slab `before`, in which `points` reach up to its upper sides.
    fn split(&mut self, points: &[&Vec<usize>], before: &mut Vec<(usize, usize)>) {
        let objective = before.len();
        let coordinate = |point: &&Vec<usize>| point[objective];
        let endless = self.sides[objective].len();
        if objective + 1 == self.sides.len() {
            let top = points.iter().map(coordinate).max().unwrap_or(0);
            self.boxes
                .push([before.as_slice(), &[(top, endless)]].concat());
            return;
        }
        let mut cuts: Vec<usize> = points.iter().map(coordinate).collect();
        cuts.extend([0, endless]);
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let (lower, upper) = (pair[0], pair[1]);
            let reaching = points.iter().filter(|point| coordinate(point) >= upper);
            before.push((lower, upper));
            self.split(&reaching.copied().collect::<Vec<_>>(), before);
            before.pop();
        }
    }

    /// The expected improvement by a candidate with these means and standard deviations, the same on every machine.
    pub(super) fn expected(&self, posterior: impl Iterator<Item = (f64, f64)>) -> f64 {
        let beyond = |(sides, (mean, deviation)): (&Vec<f64>, (f64, f64))| -> Vec<f64> {
            let beyond = |&best: &f64| {
                expected_improvement(&Posterior {
                    mean,
                    deviation,
                    best,
                    drawn: 0.0,
                })
            };
            sides.iter().map(beyond).chain([0.0]).collect()
        };
        let beyond: Vec<Vec<f64>> = self.sides.iter().zip(posterior).map(beyond).collect();
        let volume = |sides: &Vec<(usize, usize)>| -> f64 {
            let lengths = zip(&beyond, sides);
            let lengths = lengths.map(|(beyond, &(low, high))| beyond[low] - beyond[high]);
            lengths.map(|length| length.max(0.0)).product()
        };
        rounded(self.boxes.iter().map(volume).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tradeoff::hypervolume;

    fn undominated(points: &[Vec<f64>], reference: &[f64]) -> Undominated {
        Undominated::new(points, reference, &JobContext::default()).unwrap()
    }

    /// By how much `point` enlarges the hypervolume.
    fn enlarged(points: &[Vec<f64>], reference: &[f64], point: &[f64]) -> f64 {
        let with: Vec<Vec<f64>> = zip(points, point)
            .map(|(values, &value)| [values.as_slice(), &[value]].concat())
            .collect();
        hypervolume(&higher(&with), reference) - hypervolume(&higher(points), reference)
    }

    fn three_objectives() -> [Vec<f64>; 3] {
        [
            vec![1.0, 3.0, 2.0, 2.0, -5.0],
            vec![4.0, 1.0, 2.5, 2.0, 9.0],
            vec![2.0, 2.0, 3.0, 1.0, 0.5],
        ]
    }

    #[test]
    fn without_doubt_it_is_the_gain() {
        let points = three_objectives();
        for count in [1, 2, 3] {
            let (points, reference) = (&points[..count], &[0.0, 0.5, 0.25][..count]);
            let of = undominated(points, reference);
            for point in [
                [0.5, 3.0, 1.0],
                [2.5, 2.6, 2.5],
                [4.0, 5.0, 4.0],
                [3.0, 0.4, 9.0],
            ] {
                let certain = point[..count].iter().map(|&mean| (mean, 0.0));
                let gain = enlarged(points, reference, &point[..count]);
                let value = of.expected(certain);
                assert!(
                    (value - gain).abs() < 1e-6,
                    "{count} {point:?}: {value} {gain}"
                );
            }
        }
    }

    #[test]
    fn with_doubt_it_is_the_mean_gain() {
        let points = three_objectives();
        let (means, deviations) = ([2.2, 2.4, 2.0], [0.7, 0.4, 0.9]);
        for (count, steps) in [(2, 400_usize), (3, 60)] {
            let (points, reference) = (&points[..count], &[0.0, 0.5, 0.25][..count]);
            // Midpoints of equally probable parts of the standard normal distribution.
            let normal =
                |at: usize| crate::predict::normal_quantile((at as f64 + 0.5) / steps as f64);
            let cells = steps.pow(count as u32);
            let mut sum = 0.0;
            for cell in 0..cells {
                let mut rest = cell;
                let point: Vec<f64> = zip(&means[..count], &deviations[..count])
                    .map(|(mean, deviation)| {
                        let z = normal(rest % steps);
                        rest /= steps;
                        mean + deviation * z
                    })
                    .collect();
                sum += enlarged(points, reference, &point);
            }
            let mean = sum / cells as f64;
            let of = undominated(points, reference);
            let value = of.expected(zip(means, deviations).take(count));
            assert!((value / mean - 1.0).abs() < 0.02, "{count}: {value} {mean}");
        }
    }

    #[test]
    fn points_that_are_dominated_or_too_bad_change_nothing() {
        let front = [vec![1.0, 2.0], vec![2.0, 1.0]];
        let more = [
            vec![1.0, 2.0, 0.5, 9.0, 1.0],
            vec![2.0, 1.0, 0.5, -1.0, 2.0],
        ];
        let of = |points: &[Vec<f64>]| {
            undominated(points, &[0.0, 0.0]).expected(zip([1.5, 1.4], [0.3, 0.6]))
        };
        assert_eq!(
            of(&front).to_bits(),
            of(&[more[0][..3].to_vec(), more[1][..3].to_vec()]).to_bits()
        );
        assert!((of(&front) - of(&more)).abs() < 1e-9);
        let none = undominated(&[Vec::new(), Vec::new()], &[0.0, 0.0]);
        assert!((none.expected([(2.0, 0.0), (3.0, 0.0)].into_iter()) - 6.0).abs() < 1e-9);
    }
}
