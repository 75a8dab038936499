use grafscope_core::bench::Better;
use grafscope_core::predict::score;
use proptest::prelude::*;

/// Kendall's tau-b over all pairs, as it is defined.
fn naive_tau_b(x: &[f64], y: &[f64]) -> f64 {
    let sign = |numbers: &[f64], a: usize, b: usize| match numbers[a].partial_cmp(&numbers[b]) {
        Some(std::cmp::Ordering::Less) => -1.0,
        Some(std::cmp::Ordering::Greater) => 1.0,
        _ => 0.0,
    };
    let (mut agree, mut untied_x, mut untied_y) = (0.0, 0.0_f64, 0.0_f64);
    for a in 0..x.len() {
        for b in 0..a {
            let (of_x, of_y): (f64, f64) = (sign(x, a, b), sign(y, a, b));
            agree += of_x * of_y;
            untied_x += of_x.abs();
            untied_y += of_y.abs();
        }
    }
    agree / (untied_x * untied_y).sqrt()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12 || a.is_nan() && b.is_nan()
}

proptest! {
    #[test]
    fn tau_is_that_of_all_pairs_ties_included(
        pairs in prop::collection::vec((0..12_i32, -8..8_i32), 2..80)
    ) {
        let truth: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.0) / 3.0).collect();
        let predicted: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.1) * 0.7).collect();
        let scores = score(&truth, &predicted, Better::Higher);
        prop_assert!(near(scores.tau, naive_tau_b(&truth, &predicted)), "{scores:?}");
        prop_assert!(scores.spearman.is_nan() || (-1.0..=1.0).contains(&scores.spearman));
        prop_assert!(scores.rmse + 1e-12 >= scores.mae);
    }
}

// Reference values: scipy 1.17 `kendalltau`, `spearmanr`, scikit-learn `r2_score` and friends.
#[test]
fn scores_are_those_of_scipy_and_scikit_learn() {
    let truth = [1.0, 2.0, 2.0, 4.0, 5.0, 7.0];
    let predicted = [1.5, 1.5, 3.0, 3.5, 6.0, 5.0];
    let scores = score(&truth, &predicted, Better::Higher);
    assert_eq!(scores.rows, 6);
    for (name, ours, reference) in [
        ("tau", scores.tau, REFERENCE[0]),
        ("spearman", scores.spearman, REFERENCE[1]),
        ("r2", scores.r2, REFERENCE[2]),
        ("mae", scores.mae, REFERENCE[3]),
        ("rmse", scores.rmse, REFERENCE[4]),
    ] {
        assert!(
            (ours - reference).abs() < 1e-9,
            "{name}: {ours} is not {reference}"
        );
    }
}

const REFERENCE: [f64; 5] = [
    0.785_714_285_714,
    0.897_058_823_529,
    0.735_294_117_647,
    0.916_666_666_667,
    1.060_660_171_780,
];

#[test]
fn what_is_not_defined_is_nan() {
    for (truth, predicted) in [(&[][..], &[][..]), (&[1.0], &[1.0])] {
        let scores = score(truth, predicted, Better::Higher);
        assert!(scores.tau.is_nan() && scores.mae.is_nan() && scores.best_of_top10_rank.is_nan());
    }
    let constant = score(&[2.0, 2.0, 2.0], &[1.0, 2.0, 3.0], Better::Higher);
    assert!(constant.tau.is_nan() && constant.spearman.is_nan() && constant.r2.is_nan());
    assert!(near(constant.mae, 2.0 / 3.0));
    let guess = score(&[1.0, 2.0, 3.0], &[2.0, 2.0, 2.0], Better::Higher);
    assert!(guess.tau.is_nan() && guess.spearman.is_nan() && guess.r2.abs() < 1e-9);
}

#[test]
fn best_of_top_10_is_the_best_true_rank_among_the_ten_predicted_best() {
    // The truth counts up; the prediction puts ten rows of the middle on top.
    let truth: Vec<f64> = (0..100).map(f64::from).collect();
    let predicted: Vec<f64> = (0..100)
        .map(|row| {
            if (50..60).contains(&row) {
                1e3
            } else {
                f64::from(row)
            }
        })
        .collect();
    assert!(near(
        score(&truth, &predicted, Better::Higher).best_of_top10_rank,
        41.0
    ));
    assert!(near(
        score(&truth, &predicted, Better::Lower).best_of_top10_rank,
        1.0
    ));
    // With equal predictions any ten rows are as likely: the mean of their best rank.
    let same = vec![0.0; 100];
    for better in [Better::Higher, Better::Lower] {
        let rank = score(&truth, &same, better).best_of_top10_rank;
        assert!((rank - 101.0 / 11.0).abs() < 1e-9, "{rank}");
    }
    // Ties in the truth share the better rank.
    let flat = vec![5.0; 100];
    assert!(near(
        score(&flat, &truth, Better::Higher).best_of_top10_rank,
        1.0
    ));
}
