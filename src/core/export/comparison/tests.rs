use super::*;
use crate::diagnosis::MeanInterval;
use crate::experiment::{Difference, Metric, PairedTest, Spread, Verdict};
use crate::predict::TrainError;

fn cell_summary(mean: f64, seeds: usize) -> CellSummary {
    CellSummary {
        spread: Spread { mean, std: 0.01 },
        interval: MeanInterval::of(std::iter::empty(), MeanInterval::CONFIDENCE),
        seeds,
        n_features: 13,
        is_best: false,
        is_reference: false,
        difference: None,
        failed: None,
    }
}

fn best(mean: f64) -> CellSummary {
    CellSummary {
        is_best: true,
        is_reference: true,
        ..cell_summary(mean, 10)
    }
}

/// A cell with these differences from the reference, of three comparisons.
fn compared(mean: f64, differences: &[f64], verdict: Verdict) -> CellSummary {
    let test = PairedTest::of(differences);
    CellSummary {
        difference: Some(Difference {
            test,
            p_holm: (3.0 * test.p).min(1.0),
            verdict,
        }),
        ..cell_summary(mean, differences.len())
    }
}

fn comparison() -> Comparison {
    let failed = CellSummary {
        failed: Some(TrainError::TargetIsFeature("val_acc".to_owned())),
        ..cell_summary(f64::NAN, 0)
    };
    let worse = [
        -0.05, -0.06, -0.07, -0.08, -0.09, -0.1, -0.11, -0.12, -0.13, -0.14,
    ];
    let near = [
        0.03, -0.02, 0.01, -0.04, -0.05, 0.02, -0.03, 0.01, -0.01, -0.02,
    ];
    let (run, needed) = (4, 7);
    Comparison {
        heading: "made-up, cifar10, val_acc [%]; held-out canonical rows".to_owned(),
        benchmark: "made-up".to_owned(),
        dataset: "cifar10".to_owned(),
        target: "val_acc".to_owned(),
        provenance: crate::predict::Provenance::default(),
        seeds: Seeds {
            first: 0,
            count: 10,
        },
        held_out: Some((100, 100)),
        summary: Summary {
            metric: Metric::Tau,
            pinned: None,
            margin: Some(0.01),
            comparisons: 3,
            series: ["graf+zcp", "op_count", "a|b"]
                .map(|features| (features.to_owned(), "forest".to_owned()))
                .into(),
            sizes: vec![32, 128],
            cells: vec![
                vec![best(0.7), compared(0.8, &near, Verdict::NotSignificant)],
                vec![compared(0.6, &worse, Verdict::Worse), best(0.81)],
                vec![
                    failed,
                    compared(
                        0.5,
                        &[-0.3, -0.31, -0.32, -0.33],
                        Verdict::TooFewSeeds { run, needed },
                    ),
                ],
            ],
        },
        others: Vec::new(),
    }
}

fn written(format: ComparisonFormat) -> String {
    written_of(format, comparison())
}

fn written_of(format: ComparisonFormat, comparison: Comparison) -> String {
    let mut out = Vec::new();
    write_comparisons(&mut out, format, &[comparison]).unwrap();
    String::from_utf8(out).unwrap()
}

/// The same with the regret, in which the second set is better at every size.
fn in_two_metrics() -> Comparison {
    let mut comparison = comparison();
    let worse = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4];
    let behind = |mean: f64| compared(mean, &worse, Verdict::Worse);
    let [first, _, third] = &comparison.summary.cells[..] else {
        panic!("three methods");
    };
    let cells = vec![
        vec![behind(1.5), behind(1.2)],
        vec![best(0.5), best(0.25)],
        vec![third[0].clone(), first[1].clone()],
    ];
    comparison.others = vec![Summary {
        metric: Metric::RegretAt10,
        margin: None,
        cells,
        ..comparison.summary.clone()
    }];
    comparison
}

#[test]
fn a_terminal_gets_aligned_columns_and_says_what_marks_mean() {
    insta::assert_snapshot!(written(ComparisonFormat::Text));
}

#[test]
fn markdown_has_the_best_in_bold_and_the_differences_below() {
    insta::assert_snapshot!(written(ComparisonFormat::Markdown));
}

#[test]
fn latex_escapes_what_has_a_meaning() {
    insta::assert_snapshot!(written(ComparisonFormat::Latex));
}

#[test]
fn csv_has_a_line_a_cell() {
    let text = written(ComparisonFormat::Csv);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 7);
    assert!(
        lines[0].ends_with(",mean,std,reference,pairs,delta,delta_low,delta_high,p,p_holm,verdict")
    );
    assert_eq!(
        lines[1],
        "made-up,cifar10,val_acc,graf+zcp,forest,13,32,10,tau,0.7,0.01,\"graf+zcp, forest\",,,,,,,"
    );
    let worse: Vec<&str> = lines[3].split(',').collect();
    assert_eq!(
        worse[..8].join(","),
        "made-up,cifar10,val_acc,op_count,forest,13,32,10"
    );
    // The comma in the reference makes one field two here.
    assert_eq!(
        (worse[13], &worse[18..]),
        ("10", &["0.005859375", "worse"][..])
    );
    let delta: f64 = worse[14].parse().unwrap();
    assert!((delta + 0.095).abs() < 1e-12, "{}", lines[3]);
    assert!(
        lines[6].ends_with(",0.125,0.375,\"too few seeds to tell: 4 have been run, 7 are needed\""),
        "{}",
        lines[6]
    );
}

#[test]
fn json_says_null_where_nothing_is_compared() {
    let value: serde_json::Value = serde_json::from_str(&written(ComparisonFormat::Json)).unwrap();
    assert_eq!(
        (&value[0]["comparisons"], &value[0]["margin"]),
        (&3.into(), &0.01.into())
    );
    let cells = value[0]["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 6);
    assert_eq!(cells[0]["reference"], "graf+zcp, forest");
    assert!(cells[0]["verdict"].is_null() && cells[0]["delta"].is_null());
    assert_eq!(cells[1]["reference"], "op_count, forest");
    assert_eq!(cells[1]["verdict"], "not significantly different");
    assert!(cells[1]["delta_low"].as_f64() < cells[1]["delta_high"].as_f64());
    assert!(cells[4]["mean"].is_null() && cells[4]["failed"].is_string());
    assert!(cells[4]["p_holm"].is_null());
    assert_eq!(cells[5]["pairs"], 4);
}

#[test]
fn a_pinned_reference_is_named() {
    let mut comparison = comparison();
    comparison.summary.pinned = Some(1);
    let legend = comparison.legend("bold", str::to_owned);
    assert!(legend.contains("*: reference: op_count"), "{legend}");
}

#[test]
fn several_metrics_have_a_column_each_and_tests_of_their_own() {
    for format in [
        ComparisonFormat::Text,
        ComparisonFormat::Markdown,
        ComparisonFormat::Latex,
    ] {
        let name = format!("two_metrics_{}", format.extension());
        insta::assert_snapshot!(name, written_of(format, in_two_metrics()));
    }
}

#[test]
fn scripts_get_a_line_or_an_object_for_each_metric() {
    let text = written_of(ComparisonFormat::Csv, in_two_metrics());
    let (one, lines) = (written(ComparisonFormat::Csv), text.lines().count());
    assert!(
        text.starts_with(&one),
        "the first metric is written as alone"
    );
    assert_eq!(lines, 1 + 2 * 6);
    let of_regret = |line: &&str| line.contains(",regret_at_10,");
    assert_eq!(text.lines().filter(of_regret).count(), 6);
    let text = written_of(ComparisonFormat::Json, in_two_metrics());
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let metrics = value.as_array().unwrap().iter().map(|of| &of["metric"]);
    assert_eq!(metrics.collect::<Vec<_>>(), ["tau", "regret_at_10"]);
    assert_eq!(value[1]["cells"][0]["verdict"], "worse");
    assert!(value[1]["margin"].is_null());
}
