//! From the single runs of a quantity to its mean and spread.

/// Mean over the runs that each row has; NaN for a row without any.
pub(super) fn mean(runs: &[Vec<f64>]) -> Vec<f64> {
    if let [only] = runs {
        return only.clone();
    }
    by_row(runs, |present| {
        present.iter().sum::<f64>() / present.len() as f64
    })
}

/// The same in the memory of a single run.
pub(super) fn into_mean(mut runs: Vec<Vec<f64>>) -> Vec<f64> {
    match runs.as_mut_slice() {
        [only] => std::mem::take(only),
        several => mean(several),
    }
}

/// Standard deviation (n − 1) over the runs that each row has; NaN for a row with fewer than two.
pub(super) fn std(runs: &[Vec<f64>]) -> Vec<f64> {
    by_row(runs, |present| {
        if present.len() < 2 {
            return f64::NAN;
        }
        let mean = present.iter().sum::<f64>() / present.len() as f64;
        let squares: f64 = present.iter().map(|value| (value - mean).powi(2)).sum();
        (squares / (present.len() - 1) as f64).sqrt()
    })
}

fn by_row(runs: &[Vec<f64>], figure: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let rows = runs.first().map_or(0, Vec::len);
    let mut present = Vec::with_capacity(runs.len());
    (0..rows)
        .map(|row| {
            present.clear();
            present.extend(runs.iter().map(|run| run[row]).filter(|v| !v.is_nan()));
            figure(&present)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_runs_do_not_count() {
        let runs = [
            vec![1.0, 4.0, 5.0, f64::NAN],
            vec![2.0, 6.0, f64::NAN, f64::NAN],
            vec![6.0, f64::NAN, f64::NAN, f64::NAN],
        ];
        let means = mean(&runs);
        assert_eq!(means[..3], [3.0, 5.0, 5.0]);
        assert!(means[3].is_nan());

        let spreads = std(&runs);
        assert_eq!(spreads[..2], [7.0_f64.sqrt(), 2.0_f64.sqrt()]);
        assert!(spreads[2].is_nan(), "one run has no spread");
        assert!(spreads[3].is_nan());
    }
}
