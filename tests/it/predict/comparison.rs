//! Splits, features and scores for `tests/benches/sklearn_forest.py`, which trains scikit-learn's
//! forest on the same rows.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use grafscope::bench::Better;
use grafscope::job::Watch;
use grafscope::predict::{FeatureSet, RowPolicy, TrainRequest, Trainer};

use crate::published;

/// `GRAFSCOPE_SPLITS=FOLDER cargo test --release --test it -- --ignored writes_splits`
#[test]
#[ignore = "writes files for a comparison by hand"]
fn writes_splits_for_scikit_learn() {
    let Some(table) = published::nb201() else {
        return;
    };
    let folder = PathBuf::from(std::env::var_os("GRAFSCOPE_SPLITS").expect("a folder"));
    let features = FeatureSet::parse("graf", &table).unwrap();
    let target = table.find("val_acc").unwrap();
    let mut rows = fs::File::create(folder.join("rows.csv")).unwrap();
    for row in 0..table.rows() {
        let columns = features.columns().iter().chain([&target]);
        let numbers: Vec<String> = columns
            .map(|&id| table.column(id).values.get(row).to_string())
            .collect();
        writeln!(rows, "{}", numbers.join(",")).unwrap();
    }
    let mut trainer = Trainer::default();
    let mut runs = Vec::new();
    for train_size in [32, 128, 1024] {
        for seed in 0..20 {
            let request = TrainRequest {
                table: Arc::clone(&table),
                target,
                better: Better::Higher,
                features: features.clone(),
                train_size,
                seed,
                model: "forest".parse().unwrap(),
                rows: RowPolicy::Canonical,
            };
            let prediction = trainer.train(&request, &Watch::default()).unwrap();
            let drawn: Vec<usize> = (0..table.rows())
                .filter(|&row| prediction.columns[6].get(row) > 0.5)
                .collect();
            runs.push(serde_json::json!({
                "train_size": train_size,
                "seed": seed,
                "rows": drawn,
                "tau": prediction.scores.tau,
                "r2": prediction.scores.r2,
            }));
        }
    }
    let runs = serde_json::to_vec(&runs).unwrap();
    fs::write(folder.join("runs.json"), runs).unwrap();
}
