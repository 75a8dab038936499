//! Several targets and bounds from the command line.

use std::fs;

use crate::support::cli::{output_in, run, run_in, stdout, told};
use crate::support::side_file::partly_measured;

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

#[test]
fn named_targets_are_trained_on_the_same_samples() {
    let folder = tempfile::tempdir().unwrap();
    partly_measured(folder.path());
    let own = [
        "eval",
        "own.csv",
        "--no-cache",
        "--targets",
        "val_acc,edge_latency",
        "-f",
        "op_count",
        "--model",
        "forest trees=5",
        "-n",
        "32",
        "--seeds",
        "2",
    ];
    let of = |targets: &str, more: &[&str]| {
        output_in(folder.path(), &[&own[..], &["-t", targets], more].concat())
    };
    let out = of("val_acc,edge_latency", &[]);
    let said = "rows that are measured in all targets";
    assert_eq!(out.matches(said).count(), 2, "{out}");
    assert!(!of("val_acc", &[]).contains(said));
    // The samples are those of one file, though the accuracy is known of more rows.
    of("val_acc,edge_latency", &["--splits", "both.json"]);
    of("edge_latency", &["--splits", "latency.json"]);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("both.json"), read("latency.json"));
    let (code, _, error) = run_in(
        folder.path(),
        &[&own[..], &["-t", "val_acc,val_acc"]].concat(),
    );
    assert_ne!(code, Some(0));
    assert!(error.contains("given twice"), "{error}");
}

#[test]
fn one_file_holds_predictors_of_several_targets() {
    let folder = tempfile::tempdir().unwrap();
    let in_folder = |args: &[&str]| output_in(folder.path(), args);
    let train = |targets: &str, file: &str| {
        let options = ["train", "nas-bench-201", "--no-cache", "-n", "40"];
        let model = ["--model", "forest trees=10", "-f", "op_count"];
        in_folder(&[&options[..], &model, &["-t", targets, "-o", file]].concat())
    };
    let told = train("val_acc,latency", "both.gsp");
    assert_eq!(told.lines().count(), 2, "{told}");
    train("val_acc", "accuracy.gsp");
    train("latency", "latency.gsp");
    fs::write(
        folder.path().join("archs"),
        "410242\n421211\n(4, 0, 3, 1, 4, 3)\n",
    )
    .unwrap();
    let predict = |file: &str, more: &[&str]| {
        in_folder(&[&["predict", "--model", file, "--archs", "archs"], more].concat())
    };
    let (both, accuracy, latency) = (
        predict("both.gsp", &[]),
        predict("accuracy.gsp", &[]),
        predict("latency.gsp", &[]),
    );
    let header = "arch,predicted,lower,upper,uncertainty,predicted.latency,lower.latency,\
                  upper.latency,uncertainty.latency";
    assert_eq!(both.lines().next(), Some(header));
    let rows = both.lines().zip(accuracy.lines()).zip(latency.lines());
    for ((both, accuracy), latency) in rows.skip(1) {
        // The encoding may have commas; the four values behind it have none.
        let mut values: Vec<&str> = latency.rsplitn(5, ',').take(4).collect();
        values.reverse();
        assert_eq!(both, format!("{accuracy},{}", values.join(",")));
    }
    assert!(predict("both.gsp", &["--format", "jsonl"]).contains("\"predicted.latency\":"));
    let about = in_folder(&["predict", "--model", "both.gsp", "--about"]);
    assert_eq!(about.matches("predicts ").count(), 2, "{about}");
    // Files of one target are of the version before.
    let version = |name: &str| fs::read(folder.path().join(name)).unwrap()[16];
    assert_eq!((version("both.gsp"), version("accuracy.gsp")), (3, 2));
    // As priors each is a column.
    let (code, out, error) = run_in(
        folder.path(),
        &[
            "nas-bench-201",
            "--no-cache",
            "-d",
            "cifar100",
            "--model",
            "tree",
            "--prior",
            "both.gsp",
            "--columns",
            "prior,prior.latency",
            "--print",
        ],
    );
    assert_eq!(code, Some(0), "{error}");
    let header = out.lines().next();
    assert_eq!(
        header,
        Some("arch,true,predicted,error,prior,prior.latency")
    );
    // A damaged file is told.
    let mut bytes = fs::read(folder.path().join("both.gsp")).unwrap();
    let middle = bytes.len() - 40;
    bytes[middle] ^= 1;
    fs::write(folder.path().join("damaged.gsp"), bytes).unwrap();
    let (code, _, error) = run_in(
        folder.path(),
        &["predict", "--model", "damaged.gsp", "--about"],
    );
    assert_ne!(code, Some(0));
    assert!(error.contains("damaged"), "{error}");
}

#[test]
fn a_report_has_the_tables_of_further_targets() {
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "report",
        "nas-bench-201",
        "--no-cache",
        "-t",
        "val_acc,latency",
        "-f",
        "op_count",
        "--model",
        "tree",
        "-n",
        "40",
        "--seeds",
        "2",
        "-o",
        "rep",
    ];
    output_in(folder.path(), &args);
    let read = |name: &str| fs::read_to_string(folder.path().join("rep").join(name)).unwrap();
    let report = read("report.md");
    assert!(report.contains("# nas-bench-201: `val_acc`"), "{report}");
    let (before, further) = report.split_once("## Further targets").unwrap();
    assert!(further.contains(r"latency \[s\]"), "{further}");
    assert!(!before.contains(r"latency \[s\]"), "{before}");
    assert!(read("comparison.csv").contains("latency"));
}

#[test]
fn commands_of_one_target_say_so() {
    let (code, _, error) = told(run(&[
        "explain",
        "nas-bench-201",
        "--no-cache",
        "-t",
        "val_acc,latency",
    ]));
    assert_ne!(code, Some(0));
    assert!(error.contains("one target here"), "{error}");
}
