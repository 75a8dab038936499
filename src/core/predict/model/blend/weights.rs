//! Weights of the parts: non-negative least squares, shrunk towards equal weights.

/// The weights, which add up to 1, under which the parts' `predictions` come nearest to `targets`, with
/// shrinkage as by `equal_rows` rows for equal weights. Equal ones where no part is any good.
pub(super) fn weights(predictions: &[Vec<f64>], targets: &[f64], equal_rows: f64) -> Vec<f64> {
    let parts = predictions.len();
    let equal = vec![1.0 / parts as f64; parts];
    let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let mean: Vec<f64> = (0..targets.len())
        .map(|row| predictions.iter().map(|part| part[row]).sum::<f64>() / parts as f64)
        .collect();
    // What equal weights would have to add up to: 0 or less when the parts know nothing.
    let total = dot(&mean, targets) / dot(&mean, &mean);
    if !(total.is_finite() && total > 0.0) {
        return equal;
    }
    let pull = equal_rows * total / parts as f64;
    let product = |a: usize, b: usize| {
        let pulled = if a == b { equal_rows } else { 0.0 };
        dot(&predictions[a], &predictions[b]) + pulled
    };
    let row = |a: usize| (0..parts).map(|b| product(a, b)).collect();
    let matrix: Vec<Vec<f64>> = (0..parts).map(row).collect();
    let right: Vec<f64> = predictions
        .iter()
        .map(|part| dot(part, targets) + pull)
        .collect();
    let found = non_negative(&matrix, &right);
    let sum: f64 = found.iter().sum();
    if sum > 0.0 {
        found.iter().map(|weight| weight / sum).collect()
    } else {
        equal
    }
}

/// The x ≥ 0 that minimises xᵀ`matrix`x ÷ 2 − `right`ᵀx: the best of the solutions over all sets of
/// entries that may differ from 0, since there are few.
fn non_negative(matrix: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let parts = right.len();
    let mut best = (0.0, vec![0.0; parts]);
    for set in 1_usize..1 << parts {
        let free: Vec<usize> = (0..parts).filter(|part| set >> part & 1 == 1).collect();
        let solved = solve(matrix, right, &free);
        let Some(solved) = solved.filter(|solved| !solved.iter().any(|&x| x < 0.0)) else {
            continue;
        };
        // At a solution of the free entries the minimum is −rightᵀx ÷ 2.
        let terms = free.iter().zip(&solved);
        let value: f64 = terms.map(|(&part, x)| -right[part] * x / 2.0).sum();
        if value < best.0 {
            let mut weights = vec![0.0; parts];
            for (&part, weight) in free.iter().zip(solved) {
                weights[part] = weight;
            }
            best = (value, weights);
        }
    }
    best.1
}

/// Solves for the entries `free`, the others being 0, by Gauss's elimination; `None` when they depend
/// on each other.
fn solve(matrix: &[Vec<f64>], right: &[f64], free: &[usize]) -> Option<Vec<f64>> {
    let size = free.len();
    let mut rows: Vec<Vec<f64>> = free
        .iter()
        .map(|&a| {
            let left = free.iter().map(|&b| matrix[a][b]);
            left.chain([right[a]]).collect()
        })
        .collect();
    // The matrix is symmetric and positive, so its diagonal serves as pivots.
    for pivot in 0..size {
        let divisor = rows[pivot][pivot];
        if divisor <= 1e-9 * matrix[free[pivot]][free[pivot]] {
            return None;
        }
        for below in pivot + 1..size {
            let factor = rows[below][pivot] / divisor;
            let (above, rest) = rows.split_at_mut(below);
            for (entry, above) in rest[0].iter_mut().zip(&above[pivot]) {
                *entry -= factor * above;
            }
        }
    }
    let mut solved = vec![0.0; size];
    for row in (0..size).rev() {
        let known = (row + 1..size).map(|column| rows[row][column] * solved[column]);
        let known: f64 = known.sum();
        solved[row] = (rows[row][size] - known) / rows[row][row];
    }
    Some(solved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u64, count: usize) -> Vec<f64> {
        let mut state = seed;
        (0..count)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) as f64 / f64::from(1 << 23) - 1.0
            })
            .collect()
    }

    fn sum(a: &[f64], b: &[f64], factor: f64) -> Vec<f64> {
        a.iter().zip(b).map(|(a, b)| a + factor * b).collect()
    }

    #[test]
    fn the_part_that_is_right_gets_the_weight() {
        let truth = noise(1, 400);
        let predictions = [
            truth.clone(),
            noise(2, 400),
            sum(&truth, &noise(3, 400), 2.0),
        ];
        let found = weights(&predictions, &truth, 1.0);
        assert!(
            found[0] > 0.9 && found.iter().all(|&weight| weight >= 0.0),
            "{found:?}"
        );
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn parts_that_err_apart_share_it_and_one_that_contradicts_gets_none() {
        let truth = noise(1, 400);
        let predictions = [
            sum(&truth, &noise(4, 400), 0.5),
            sum(&truth, &noise(5, 400), 0.5),
            truth.iter().map(|x| -x).collect(),
        ];
        let found = weights(&predictions, &truth, 1.0);
        assert!(
            (found[0] - found[1]).abs() < 0.1 && found[2] < 1e-12,
            "{found:?}"
        );
    }

    #[test]
    fn few_rows_hardly_move_equal_weights() {
        let truth = noise(1, 8);
        let predictions = [truth.clone(), sum(&truth, &noise(2, 8), 0.3)];
        let free = weights(&predictions, &truth, 0.0);
        let pulled = weights(&predictions, &truth, 100.0);
        assert!(
            free[0] > 0.9 && (pulled[0] - 0.5).abs() < 0.1,
            "{free:?} {pulled:?}"
        );
        assert_eq!(
            weights(&[vec![0.0; 8], vec![0.0; 8]], &truth, 1.0),
            [0.5, 0.5]
        );
    }
}
