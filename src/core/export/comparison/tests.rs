use super::*;
use crate::experiment::Spread;
use crate::predict::TrainError;

fn cell_summary(mean: f64, seeds: usize, mark: Mark, p: f64) -> CellSummary {
    CellSummary {
        spread: Spread { mean, std: 0.01 },
        seeds,
        n_features: 13,
        mark,
        p,
        failed: None,
    }
}

fn comparison() -> Comparison {
    let failed = CellSummary {
        failed: Some(TrainError::TargetIsFeature("val_acc".to_owned())),
        ..cell_summary(f64::NAN, 0, Mark::Open, f64::NAN)
    };
    Comparison {
        heading: "made-up, cifar10, val_acc [%]; held-out canonical rows".to_owned(),
        benchmark: "made-up".to_owned(),
        dataset: "cifar10".to_owned(),
        target: "val_acc".to_owned(),
        seeds: Seeds {
            first: 0,
            count: 10,
        },
        held_out: Some((100, 100)),
        summary: Summary {
            metric: Metric::Tau,
            series: ["graf+zcp", "op_count", "a|b"]
                .map(|features| (features.to_owned(), "forest".to_owned()))
                .into(),
            sizes: vec![32, 128],
            cells: vec![
                vec![
                    cell_summary(0.7, 10, Mark::Best, 1.0),
                    cell_summary(0.8, 10, Mark::NotWorse, 0.5),
                ],
                vec![
                    cell_summary(0.6, 10, Mark::Worse, 0.01),
                    cell_summary(0.81, 10, Mark::Best, 1.0),
                ],
                vec![failed, cell_summary(0.5, 4, Mark::Open, 0.125)],
            ],
        },
    }
}

fn written(format: ComparisonFormat) -> String {
    let mut out = Vec::new();
    write_comparisons(&mut out, format, &[comparison()]).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_terminal_gets_aligned_columns_and_says_what_marks_mean() {
    insta::assert_snapshot!(written(ComparisonFormat::Text));
}

#[test]
fn markdown_has_the_best_in_bold_and_ties_with_a_dagger() {
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
    assert_eq!(
        lines[1],
        "made-up,cifar10,val_acc,graf+zcp,forest,13,32,10,tau,0.7,0.01,1,1,1"
    );
    assert_eq!(
        lines[3],
        "made-up,cifar10,val_acc,op_count,forest,13,32,10,tau,0.6,0.01,0,0,0.01"
    );
    assert_eq!(
        lines[6],
        "made-up,cifar10,val_acc,a|b,forest,13,128,4,tau,0.5,0.01,0,,0.125"
    );
}

#[test]
fn json_says_null_where_the_test_cannot_tell() {
    let value: serde_json::Value = serde_json::from_str(&written(ComparisonFormat::Json)).unwrap();
    let cells = value[0]["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 6);
    assert_eq!(
        (&cells[0]["best"], &cells[1]["not_worse"]),
        (&true.into(), &true.into())
    );
    assert!(cells[4]["mean"].is_null() && cells[4]["failed"].is_string());
    assert!(cells[5]["not_worse"].is_null());
}
