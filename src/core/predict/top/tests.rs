use proptest::prelude::*;

use super::*;
use crate::predict::{Metric, PerMetric, score};

/// Every order of `rows` in which what is predicted better comes first, in full: each as likely.
fn orders(predicted: &[f64], better: Better) -> Vec<Vec<usize>> {
    let mut orders = vec![Vec::new()];
    for _ in predicted {
        let longer = orders.iter().flat_map(|order: &Vec<usize>| {
            let left: Vec<usize> = (0..predicted.len())
                .filter(|row| !order.contains(row))
                .collect();
            let of = |row: &usize| signed(predicted[*row], better);
            let best = left.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
            let next: Vec<usize> = left.into_iter().filter(|row| of(row) >= best).collect();
            next.into_iter()
                .map(move |row| [&order[..], &[row]].concat())
        });
        orders = longer.collect();
    }
    orders
}

fn signed(number: f64, better: Better) -> f64 {
    match better {
        Better::Higher => number,
        Better::Lower => -number,
    }
}

/// The scores by their definitions, over all orders of equal predictions.
fn by_definition(truth: &[f64], predicted: &[f64], better: Better) -> PerMetric<f64> {
    let value: Vec<f64> = truth.iter().map(|&of| signed(of, better)).collect();
    let mut ascending = value.clone();
    ascending.sort_by(f64::total_cmp);
    let rows = value.len();
    let best = ascending[rows - 1];
    let at = (rows - 1) as f64 * 0.2;
    let (low, high) = (ascending[at as usize], ascending[at.ceil() as usize]);
    let worst = low + (high - low) * at.fract();
    let gain =
        |value: f64| 2.0_f64.powf(20.0 * ((value - worst) / (best - worst)).clamp(0.0, 1.0)) - 1.0;
    let dcg = |values: &[f64]| {
        let terms = values.iter().zip(2..12_u32);
        terms
            .map(|(&value, place)| gain(value) / f64::from(place).log2())
            .sum::<f64>()
    };
    let descending: Vec<f64> = ascending.iter().rev().copied().collect();
    let better_than = |a: f64| value.iter().filter(|&&b| b > a).count();
    let of_order = |order: &[usize], metric: Metric| {
        let found: Vec<f64> = order.iter().map(|&row| value[row]).collect();
        let ten = &found[..rows.min(10)];
        let most = ten.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let precision = |percent: usize| {
            let count = (rows * percent / 100).max(1);
            let hits = found[..count].iter().filter(|&&of| better_than(of) < count);
            hits.count() as f64 / count as f64
        };
        match metric {
            Metric::BestOfTop10Rank => 1.0 + better_than(most) as f64,
            Metric::PrecisionAt1Pct => precision(1),
            Metric::PrecisionAt5Pct => precision(5),
            Metric::PrecisionAt10Pct => precision(10),
            Metric::NdcgAt10 => dcg(&found) / dcg(&descending),
            Metric::RegretAt10 => best - most,
            _ => 0.0,
        }
    };
    let orders = orders(predicted, better);
    PerMetric::new(|metric| {
        let scores = orders.iter().map(|order| of_order(order, metric));
        scores.sum::<f64>() / orders.len() as f64
    })
}

const TOP_SCORES: [Metric; 6] = [
    Metric::BestOfTop10Rank,
    Metric::PrecisionAt1Pct,
    Metric::PrecisionAt5Pct,
    Metric::PrecisionAt10Pct,
    Metric::NdcgAt10,
    Metric::RegretAt10,
];

/// Compares with the definitions.
fn check(truth: &[f64], predicted: &[f64], better: Better) {
    let ours = score(truth, predicted, better).per_metric();
    let expected = by_definition(truth, predicted, better);
    for metric in TOP_SCORES {
        let (ours, expected) = (*ours.get(metric), *expected.get(metric));
        let name = metric.name();
        assert!(
            (ours - expected).abs() < 1e-9 || ours.is_nan() && expected.is_nan(),
            "{name}: {ours}, not {expected}: {truth:?} {predicted:?} {better:?}"
        );
    }
}

proptest! {
    #[test]
    fn few_rows_score_as_defined_over_all_orders_of_equal_predictions(
        rows in prop::collection::vec((0..6_i32, 0..3_i32), 2..7),
        lower in any::<bool>(),
    ) {
        let truth: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
        let predicted: Vec<f64> = rows.iter().map(|row| f64::from(row.1)).collect();
        prop_assume!(truth.iter().any(|of| of.total_cmp(&truth[0]).is_ne()));
        let better = if lower { Better::Lower } else { Better::Higher };
        check(&truth, &predicted, better);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn many_rows_score_as_defined(seed in 0..1000_u64, lower in any::<bool>()) {
        let number = |row: u64, salt: u64| {
            let mixed = (row + 1).wrapping_mul(seed * 2 + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            (mixed >> 40) as f64
        };
        let truth: Vec<f64> = (0..120).map(|row| (number(row, 1) / 1e6).round()).collect();
        // Without equal predictions there is one order.
        let predicted: Vec<f64> = (0..120).map(|row| truth[row as usize] + number(row, 3) / 1e6 + row as f64 * 1e-9).collect();
        let better = if lower { Better::Lower } else { Better::Higher };
        check(&truth, &predicted, better);
    }
}

#[test]
fn twenty_rows_by_hand() {
    // The truth counts up to 19; the predictions swap the best with the row at 14.
    let truth: Vec<f64> = (0..20).map(f64::from).collect();
    let mut predicted = truth.clone();
    predicted.swap(14, 19);
    let scores = score(&truth, &predicted, Better::Higher);
    // Ten per cent are two rows: 14 and 18 are predicted best, 18 and 19 are.
    let precisions = (scores.precision_at_10pct, scores.precision_at_1pct);
    assert_eq!(precisions, (0.5, 0.0), "of one row at least");
    assert_eq!((scores.regret_at_10, scores.best_of_top10_rank), (0.0, 1.0));
    // The quantile is 3.8, so r is 20 (y - 3.8) / 15.2; places 1 and 6 are swapped.
    let gain = |y: f64| (20.0 * (y - 3.8) / 15.2).exp2() - 1.0;
    let dcg = |order: &[f64]| {
        let terms = order.iter().zip(2..);
        terms
            .map(|(&y, place)| gain(y) / f64::from(place).log2())
            .sum::<f64>()
    };
    let ideal = [19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0];
    let found = [14.0, 18.0, 17.0, 16.0, 15.0, 19.0, 13.0, 12.0, 11.0, 10.0];
    assert!((scores.ndcg_at_10 - dcg(&found) / dcg(&ideal)).abs() < 1e-12);
    let perfect = score(&truth, &truth, Better::Higher);
    assert_eq!((perfect.ndcg_at_10, perfect.precision_at_5pct), (1.0, 1.0));
    // Less is better: the best row is 0, and the ten predicted best are 19 to 10.
    let worst: Vec<f64> = truth.iter().map(|of| -of).collect();
    let scores = score(&truth, &worst, Better::Lower);
    assert_eq!(
        (scores.regret_at_10, scores.best_of_top10_rank),
        (10.0, 11.0)
    );
    let precisions = (scores.precision_at_10pct, scores.precision_at_1pct);
    assert_eq!(precisions, (0.0, 0.0));
    assert!(scores.ndcg_at_10 < 0.01);
}

#[test]
fn a_constant_prediction_scores_as_chance_does_whatever_the_order_of_the_rows() {
    let truth: Vec<f64> = (0..100).map(f64::from).collect();
    let reversed: Vec<f64> = truth.iter().rev().copied().collect();
    for truth in [&truth, &reversed] {
        let scores = score(truth, &[0.0; 100], Better::Higher);
        let near = |score: f64, expected: f64| assert!((score - expected).abs() < 1e-9, "{score}");
        // The least of ten ranks drawn from 1 to 100 is (100 + 1) / (10 + 1) on average.
        near(scores.best_of_top10_rank, 101.0 / 11.0);
        near(scores.regret_at_10, 101.0 / 11.0 - 1.0);
        near(scores.precision_at_5pct, 0.05);
    }
}

#[test]
fn a_truth_that_does_not_vary_has_no_best_rows() {
    let flat = score(&[5.0; 30], &[1.0; 30], Better::Higher);
    assert!(flat.ndcg_at_10.is_nan() && flat.precision_at_10pct.is_nan());
    assert_eq!((flat.regret_at_10, flat.best_of_top10_rank), (0.0, 1.0));
}
