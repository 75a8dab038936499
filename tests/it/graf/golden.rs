//! Columns and values are those of the reference files.

use std::io::Read;

use flate2::read::GzDecoder;
use grafscope_core::graf;
use grafscope_core::graf::{Families, Feature};
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::space::SearchSpace;
use serde_json::{Value, json};

fn read(file: &[u8]) -> Value {
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A column as the reference files describe it.
fn descriptor(space: &dyn SearchSpace, feature: &Feature) -> Value {
    let family = feature.family.name();
    let output = feature.output.as_deref();
    match family {
        "count_ops" => {
            let stage = feature.ops.ids().next().unwrap();
            json!({"family": family, "channel": stage & 1 == 1, "stride": stage & 2 == 2})
        }
        "pos_state" => {
            let (what, position) = output.unwrap().split_once('.').unwrap();
            let position: usize = position.parse().unwrap();
            json!({"family": family, "what": what, "position": position})
        }
        _ => {
            let operations = space.operations();
            let ops: Vec<_> = feature
                .ops
                .ids()
                .map(|id| operations[usize::from(id)].name.as_str())
                .collect();
            let mut object = json!({"family": family, "ops": ops});
            if let Some(cell) = &feature.cell {
                object["cell"] = json!(cell);
            }
            if let Some(output) = output {
                let published = output
                    .replace("c_k_2", "c_{k-2}")
                    .replace("c_k_1", "c_{k-1}");
                object["output"] = json!(published);
            }
            object
        }
    }
}

/// The name of a column, put together from its parts.
fn name(space: &dyn SearchSpace, feature: &Feature) -> String {
    let head = [
        feature.cell.as_deref(),
        Some(feature.family.name()),
        feature.output.as_deref(),
    ];
    let head: Vec<_> = head.into_iter().flatten().collect();
    let ops: Vec<_> = feature
        .ops
        .ids()
        .map(|id| space.operations()[usize::from(id)].name.as_str())
        .collect();
    if ops.is_empty() {
        head.join(".")
    } else {
        format!("{}({})", head.join("."), ops.join(","))
    }
}

fn check(space: &str, file: &[u8], columns: usize, rows: usize) {
    let space = space::find(space).unwrap();
    let golden = read(file);
    let archs: Vec<_> = golden["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| space.parse(row["arch"].as_str().unwrap()).unwrap())
        .collect();
    assert_eq!(archs.len(), rows);
    let matrix = graf::compute(space, &archs, Families::Published, &JobContext::default()).unwrap();
    assert_eq!(matrix.features.len(), columns);
    assert_eq!(matrix.features, graf::features(space, Families::Published));

    let expected = golden["columns"].as_array().unwrap();
    assert_eq!(matrix.features.len(), expected.len());
    for (feature, expected) in matrix.features.iter().zip(expected) {
        assert_eq!(descriptor(space, feature), *expected, "{}", feature.name);
        assert_eq!(feature.name, name(space, feature));
    }
    for (at, row) in golden["rows"].as_array().unwrap().iter().enumerate() {
        let expected = row["values"].as_array().unwrap();
        assert_eq!(expected.len(), matrix.columns.len());
        for ((column, feature), expected) in
            matrix.columns.iter().zip(&matrix.features).zip(expected)
        {
            let (ours, theirs) = (column.get(at), expected.as_f64().unwrap());
            assert!(
                (ours - theirs).abs() < 1e-9,
                "{} of {}: {ours}, not {theirs}",
                feature.name,
                row["arch"],
            );
        }
    }
}

#[test]
fn nb201() {
    let file = include_bytes!("../../golden/nb201.json.gz");
    check("nb201", file, 191, 250);
}

#[test]
fn nb101() {
    let file = include_bytes!("../../golden/nb101.json.gz");
    check("nb101", file, 47, 250);
}

#[test]
fn darts() {
    let file = include_bytes!("../../golden/nb301.json.gz");
    check("darts", file, 1538, 40);
}

#[test]
fn tnb101_micro() {
    let file = include_bytes!("../../golden/tnbmicro.json.gz");
    check("tnb101_micro", file, 94, 250);
}

#[test]
fn tnb101_macro() {
    let file = include_bytes!("../../golden/tnbmacro.json.gz");
    check("tnb101_macro", file, 16, 250);
}
