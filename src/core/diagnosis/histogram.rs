//! How many rows have which error.

use super::axis::Axis;
use super::held_out::HeldOutSet;
use super::mean::Spread;

/// Errors in bins of round width, and what they are like in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// The bins; `None` without rows.
    pub axis: Option<Axis>,
    /// Rows in each bin.
    pub counts: Vec<usize>,
    /// Mean error.
    pub mean: f64,
    /// The middle error; of an even number the mean of the two in the middle.
    pub median: f64,
    /// Standard deviation (n - 1).
    pub std: f64,
    /// Share of the rows that are predicted too high, 0 to 1.
    pub over: f64,
}

impl Histogram {
    /// Counts the errors of `held_out` in about `bins` bins.
    pub fn new(held_out: &HeldOutSet, bins: usize) -> Self {
        let errors = held_out.errors().filter(|error| error.is_finite());
        Self::of(errors.collect(), bins)
    }

    fn of(mut errors: Vec<f64>, bins: usize) -> Self {
        errors.sort_unstable_by(f64::total_cmp);
        let Spread { mean, std } = Spread::of(errors.iter().copied());
        let ends = errors.first().zip(errors.last());
        let axis = ends.and_then(|(&low, &high)| Axis::round(low, high, bins));
        let mut counts = vec![0; axis.as_ref().map_or(0, Axis::cells)];
        for &error in &errors {
            if let Some(bin) = axis.as_ref().and_then(|axis| axis.cell(error)) {
                counts[bin] += 1;
            }
        }
        let middle = |at: usize| errors.get(at).copied().unwrap_or(f64::NAN);
        Self {
            axis,
            counts,
            mean,
            median: f64::midpoint(
                middle(errors.len() / 2),
                middle(errors.len().saturating_sub(1) / 2),
            ),
            std,
            over: errors.iter().filter(|&&error| error > 0.0).count() as f64 / errors.len() as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_of_the_definitions() {
        let histogram = Histogram::of(vec![1.0, -0.5, 0.25, 0.75], 4);
        let axis = histogram.axis.as_ref().unwrap();
        let edges: Vec<f64> = (0..=axis.cells()).map(|at| axis.edge(at)).collect();
        assert_eq!(edges, [-0.5, 0.0, 0.5, 1.0, 1.5]);
        assert_eq!(histogram.counts, [1, 1, 1, 1]);
        assert!((histogram.mean - 0.375).abs() < 1e-12);
        assert!((histogram.median - 0.5).abs() < 1e-12);
        assert!((histogram.std - (1.3125_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!((histogram.over - 0.75).abs() < 1e-12);
    }

    #[test]
    fn without_rows_there_are_no_bins() {
        let histogram = Histogram::of(Vec::new(), 4);
        assert!(histogram.axis.is_none() && histogram.counts.is_empty());
        assert!(histogram.median.is_nan() && histogram.mean.is_nan());
    }
}
