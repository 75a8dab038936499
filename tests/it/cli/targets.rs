//! Several targets and bounds from the command line.

use crate::support::cli::{run, stdout, told};

const SMALL: [&str; 7] = [
    "nas-bench-201",
    "--no-cache",
    "--model",
    "forest trees=20",
    "-n",
    "60",
    "--print",
];

/// The header and the values behind the encoding, row by row.
fn printed(args: &[&str]) -> (Vec<String>, Vec<Vec<f64>>) {
    let text = stdout(&run(&[&SMALL, args].concat()));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().iter().skip(1);
    let header = header.map(str::to_owned).collect();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let values = row.iter().skip(1);
        values
            .map(|value| value.parse().unwrap_or(f64::NAN))
            .collect()
    });
    (header, rows.collect())
}

#[test]
fn further_targets_are_columns_of_the_table() {
    let filter = ["--filter", "predicted.latency < 0.02 and feasible >= 0.9"];
    for targets in [
        &["-t", "val_acc,latency"][..],
        &["-t", "val_acc", "-t", "latency"],
    ] {
        let bound = ["--bound", "latency < 0.02", "--bound", "params < 1"];
        let (header, rows) = printed(&[targets, &bound, &filter].concat());
        assert_eq!(
            header[..7],
            [
                "true",
                "predicted",
                "error",
                "feasible",
                "latency",
                "predicted.latency",
                "error.latency"
            ]
        );
        assert!(!rows.is_empty());
        for row in &rows {
            assert!(row[3] >= 0.9 && row[5] < 0.02);
            assert!((row[5] - row[4] - row[6]).abs() < 1e-3);
        }
    }
}

#[test]
fn wrong_targets_and_bounds_are_told() {
    for (args, reason) in [
        (["-t", "val_acc,val_acc"], "`val_acc` is given twice"),
        (["-t", "val_acc,latencie"], "no target `latencie`"),
        (["--bound", "latency < 0.02"], "make it a further target"),
        (["--bound", "params = 1"], "is not a bound"),
        (["--bound", "parms < 1"], "did you mean"),
    ] {
        let (code, _, error) = told(run(&[&SMALL[..], &args].concat()));
        assert_ne!(code, Some(0), "{args:?}");
        assert!(error.contains(reason), "{args:?}: {error}");
    }
}
