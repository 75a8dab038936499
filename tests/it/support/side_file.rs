//! Files of rows of the built-in benchmark: a split and the predictions of another predictor, to be joined; and
//! targets that are not measured on the same rows.

use std::fs::File;
use std::path::{Path, PathBuf};

use grafscope_core::bench;
use grafscope_core::bench::Source;
use grafscope_core::job::JobContext;

/// Rows of the file that are for training, counted from the first.
pub(crate) const TRAINING: usize = 400;
/// Rows that are for testing.
pub(crate) const TEST: usize = 1600;

/// Writes `side.csv` into `folder`, of 3,000 rows: `part` (train, test, val), `is_test` (1, 0), and `gnn`,
/// which is near the accuracy on CIFAR-10 and missing in every fourth row.
pub(crate) fn side_file(folder: &Path) -> PathBuf {
    let path = folder.join("side.csv");
    let bench = bench::open(&Source::named("nas-bench-201"), &JobContext::default()).unwrap();
    let truth = &bench.datasets[0].targets[0].mean;
    let mut csv = csv::Writer::from_writer(File::create(&path).unwrap());
    csv.write_record(["net", "part", "is_test", "gnn"]).unwrap();
    // A step that shares no factor with the number of rows visits each once, in no order.
    for at in 0..3000 {
        let row = at * 5003 % bench.rows();
        let part = match at {
            _ if at < TRAINING => "train",
            _ if at < TRAINING + TEST => "test",
            _ => "val",
        };
        let is_test = if part == "test" { "1" } else { "0" };
        let noise = ((at * 37 % 101) as f64 - 50.0) / 25.0;
        let gnn = match at % 4 {
            3 => String::new(),
            _ => (truth.get(row) + noise).to_string(),
        };
        let net = bench.space.print(&bench.archs[row], 0);
        csv.write_record([&net, part, is_test, &gnn]).unwrap();
    }
    csv.flush().unwrap();
    path
}

/// Writes `own.csv` into `folder`: 3,000 rows with their accuracies on CIFAR-10, `val_acc`, and their latencies,
/// `edge_latency`, which every third row lacks.
pub(crate) fn partly_measured(folder: &Path) -> PathBuf {
    let path = folder.join("own.csv");
    let bench = bench::open(&Source::named("nas-bench-201"), &JobContext::default()).unwrap();
    let targets = &bench.datasets[0].targets;
    let mut csv = csv::Writer::from_path(&path).unwrap();
    csv.write_record(["net", "val_acc", "edge_latency"])
        .unwrap();
    for at in 0..3000 {
        let row = at * 5003 % bench.rows();
        let latency = match at % 3 {
            0 => String::new(),
            _ => targets[2].mean.get(row).to_string(),
        };
        let accuracy = targets[0].mean.get(row).to_string();
        let net = bench.space.print(&bench.archs[row], 0);
        csv.write_record([&net, &accuracy, &latency]).unwrap();
    }
    csv.flush().unwrap();
    path
}
