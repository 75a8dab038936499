//! The tour of the README: a search from zero, on figures of the built-in benchmark as if they had been trained.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::support::cli::{run, stdout};
use crate::support::files::Files;

/// The encodings and true values that `--print` writes.
fn printed(args: &[&str]) -> Vec<(String, f64)> {
    let text = stdout(&run(&[args, &["--no-cache", "--print"]].concat()));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| (row[0].to_owned(), row[1].parse().unwrap_or(f64::NAN)))
        .collect()
}

#[test]
fn a_search_from_zero_goes_as_the_readme_says() {
    let measured = ["nas-bench-201", "--model", "linear", "-n", "16"];
    let truth: HashMap<String, f64> = printed(&measured).into_iter().collect();
    let files = Files::new();
    let mut text = String::from("net,val_acc\n");
    let path = files.write("results.csv", &text).display().to_string();
    let next = [
        "--columns",
        "next",
        "--filter",
        "next <= 8",
        "--sort",
        "next:asc",
    ];
    let mut best = f64::MIN;
    let mut found = Vec::new();
    for round in 0..8 {
        let joined: &[&str] = if round > 0 { &["--join", &path] } else { &[] };
        let batch = printed(&[&["nb201"], joined, &next].concat());
        assert_eq!(batch.len(), 8);
        for (arch, unknown) in batch {
            assert!(unknown.is_nan(), "{arch} is measured");
            let value = truth[&arch];
            text += &format!("\"{arch}\",{value:.2}\n");
            best = best.max(value);
        }
        fs::write(&path, &text).unwrap();
        found.push(format!("{best:.2}"));
        if round == 2 {
            let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples/results.csv");
            assert_eq!(fs::read_to_string(example).unwrap(), text);
        }
    }
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let said = format!(
        "After 24 measurements the best has {} %, after 32 {} %, and after 64 {} %",
        found[2], found[3], found[7]
    );
    assert!(readme.unwrap().contains(&said), "{said}");
    let optimum = truth.values().copied().fold(f64::MIN, f64::max);
    assert!((best - optimum).abs() < 1e-9, "{best} {optimum}");
}
