use super::*;

fn tests(of: &[&[f64]]) -> Vec<PairedTest> {
    of.iter()
        .map(|differences| PairedTest::of(differences))
        .collect()
}

fn verdict(differences_of_one: &[f64], metric: Metric, margin: Option<f64>) -> Verdict {
    differences(&tests(&[differences_of_one]), metric, margin)[0].verdict
}

// Expected values are those of statsmodels 0.15, `multipletests(p, method="holm")`.
#[test]
fn p_values_are_corrected_as_holm_does() {
    let near = |found: Vec<f64>, expected: &[f64]| {
        let mut pairs = found.iter().zip(expected);
        assert!(
            found.len() == expected.len() && pairs.all(|(a, b)| (a - b).abs() < 1e-12),
            "{found:?}"
        );
    };
    near(holm(&[]), &[]);
    near(holm(&[0.04]), &[0.04]);
    near(holm(&[0.01, 0.04, 0.03]), &[0.03, 0.06, 0.06]);
    near(holm(&[0.5, 0.001, 0.5, 0.02]), &[1.0, 0.004, 1.0, 0.06]);
    near(holm(&[0.02, 0.02, 0.02]), &[0.06, 0.06, 0.06]);
    // One that is missing does not count.
    let with_missing = holm(&[0.03, f64::NAN, 0.01]);
    assert!(with_missing[1].is_nan());
    near(vec![with_missing[0], with_missing[2]], &[0.03, 0.02]);
}

#[test]
fn the_test_needs_more_seeds_for_more_comparisons() {
    let needed = [1, 2, 3, 6, 7, 12, 100].map(fewest_seeds);
    assert_eq!(needed, [6, 7, 7, 8, 9, 9, 12]);
    for comparisons in 1..200 {
        let smallest = |seeds: usize| {
            let all = PairedTest::of(&(0..seeds).map(|at| 1.0 + at as f64).collect::<Vec<f64>>());
            holm(&vec![all.p; comparisons])[0]
        };
        let needed = fewest_seeds(comparisons);
        assert!(smallest(needed) < SIGNIFICANT && smallest(needed - 1) >= SIGNIFICANT);
    }
}

#[test]
fn words_follow_the_evidence() {
    let worse: Vec<f64> = (0..10).map(|at| -0.02 - 0.001 * f64::from(at)).collect();
    let better: Vec<f64> = worse.iter().map(|of| -of).collect();
    let margin = Some(0.01);
    assert_eq!(verdict(&worse, Metric::Tau, margin), Verdict::Worse);
    assert_eq!(verdict(&better, Metric::Tau, margin), Verdict::Better);
    // Of an error less is better.
    assert_eq!(verdict(&worse, Metric::Mae, None), Verdict::Better);
    assert_eq!(verdict(&better, Metric::Mae, None), Verdict::Worse);
    let small = [0.002, -0.001, 0.003, -0.002, 0.001, -0.003, 0.002, -0.001];
    let equivalent = Verdict::Equivalent { margin: 0.01 };
    assert_eq!(verdict(&small, Metric::Tau, margin), equivalent);
    assert_eq!(verdict(&[0.0; 8], Metric::Tau, margin), equivalent);
    assert_eq!(verdict(&small, Metric::Tau, None), Verdict::NotSignificant);
    let wide = small.map(|of| 10.0 * of);
    assert_eq!(verdict(&wide, Metric::Tau, margin), Verdict::NotSignificant);
    // A small but certain difference is a difference.
    let certain = [-0.001, -0.0011, -0.0012, -0.0013, -0.0014, -0.0015, -0.0016];
    assert_eq!(verdict(&certain, Metric::Tau, margin), Verdict::Worse);
}

/// A mean that one outlier turns against the ranks has no direction to report.
#[test]
fn a_mean_against_the_ranks_is_no_verdict() {
    let mut differences: Vec<f64> = (1..20).map(|at| -0.001 * f64::from(at)).collect();
    differences.push(5.0);
    let test = PairedTest::of(&differences);
    assert!(test.p < SIGNIFICANT && test.delta.mean > 0.0);
    assert_eq!(
        verdict(&differences, Metric::Tau, None),
        Verdict::NotSignificant
    );
}

#[test]
fn too_few_seeds_are_no_verdict() {
    let clear = [-0.1, -0.2, -0.3, -0.4, -0.5];
    let too_few = |run, needed| Verdict::TooFewSeeds { run, needed };
    assert_eq!(verdict(&clear, Metric::Tau, Some(0.01)), too_few(5, 6));
    // Nor is what lies within the margin.
    assert_eq!(verdict(&[0.0; 5], Metric::Tau, Some(0.01)), too_few(5, 6));
    assert_eq!(verdict(&[], Metric::Tau, Some(0.01)), too_few(0, 6));
    // Six are enough for one comparison, not for two.
    let six = [-0.1, -0.2, -0.3, -0.4, -0.5, -0.6];
    assert_eq!(verdict(&six, Metric::Tau, None), Verdict::Worse);
    let both = differences(&tests(&[&six, &six]), Metric::Tau, None);
    assert_eq!(both[0].verdict, too_few(6, 7));
    assert!((both[0].p_holm - 0.0625).abs() < 1e-12);
    // Without a pair there is no comparison.
    let one = differences(&tests(&[&six, &[]]), Metric::Tau, None);
    assert_eq!(
        [one[0].verdict, one[1].verdict],
        [Verdict::Worse, too_few(0, 6)]
    );
}

#[test]
fn a_difference_is_written_with_its_interval_and_its_seeds() {
    let of = |of: &[f64]| differences(&tests(&[of]), Metric::Tau, Some(0.01))[0];
    let worse = of(&[-0.01, -0.02, -0.03, -0.04, -0.05, -0.06, -0.07]);
    assert_eq!(
        worse.sentence(3),
        "worse (Δ = -0.040 [-0.060, -0.020], p = 0.0156, 7 seeds)"
    );
    assert_eq!(
        of(&[0.5]).sentence(2),
        "too few seeds to tell: 1 has been run, 6 are needed (Δ = +0.50 –, p = 1.0000, 1 seed)"
    );
    assert_eq!(of(&[0.0; 6]).verdict.to_string(), "equivalent within ±0.01");
    let many: Vec<f64> = (0..30).map(|at| 1.0 + f64::from(at)).collect();
    assert_eq!(of(&many).p_text(), "p < 0.0001");
    let none = serde_json::to_value(DifferenceRecord::new(None)).unwrap();
    let keys = [
        "pairs",
        "delta",
        "delta_low",
        "delta_high",
        "p",
        "p_holm",
        "verdict",
    ];
    assert!(keys.iter().all(|key| none[key].is_null()), "{none}");
    let record = serde_json::to_value(DifferenceRecord::new(Some(&worse))).unwrap();
    assert_eq!(
        (&record["pairs"], &record["verdict"]),
        (&7.into(), &"worse".into())
    );
}
