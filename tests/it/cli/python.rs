//! Features for Python: arrays and Parquet hold what CSV says, and the example of the reference runs.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use crate::support::cli::{output_in, refusal_in, run_in};

/// Encodings, names of columns, values row by row.
type Features = (Vec<String>, Vec<String>, Vec<Vec<f64>>);

/// Four to six of the six edges: 15 × 16 + 6 × 4 + 1 rows.
const FILTER: &str = "count(c3) >= 4";

fn write(folder: &Path, filter: &str, more: &[&str]) {
    let args = ["features", "nas-bench-201", "--filter", filter];
    let (code, out, error) = run_in(folder, &[&args[..], more].concat());
    assert_eq!((code, out.as_str(), error.as_str()), (Some(0), "", ""));
}

fn of_csv(path: &Path) -> Features {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let columns = reader.headers().unwrap().iter().skip(1).map(str::to_owned);
    let columns = columns.collect();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let values = |record: &csv::StringRecord| {
        let values = record.iter().skip(1);
        values.map(|value| value.parse().unwrap()).collect()
    };
    (
        records.iter().map(|record| record[0].to_owned()).collect(),
        columns,
        records.iter().map(values).collect(),
    )
}

/// As NEP 1 describes version 1.0.
fn of_npy(path: &Path) -> Features {
    let bytes = fs::read(path).unwrap();
    assert_eq!(bytes[..8], *b"\x93NUMPY\x01\x00");
    let start = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    assert_eq!(start % 64, 0);
    let header = std::str::from_utf8(&bytes[10..start]).unwrap();
    let names = fs::read_to_string(format!("{}.json", path.display())).unwrap();
    let names: Value = serde_json::from_str(&names).unwrap();
    assert_eq!(names["space"], "nb201");
    let texts = |key: &str| -> Vec<String> {
        let texts = names[key].as_array().unwrap().iter();
        texts
            .map(|text| text.as_str().unwrap().to_owned())
            .collect()
    };
    let (archs, columns) = (texts("arch"), texts("columns"));
    let about = format!(
        "{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, {}), }}",
        archs.len(),
        columns.len()
    );
    assert_eq!(header.trim_end(), about);
    let numbers = bytes[start..].chunks(8);
    let numbers: Vec<f64> = numbers
        .map(|number| f64::from_le_bytes(number.try_into().unwrap()))
        .collect();
    let rows = numbers.chunks(columns.len()).map(<[f64]>::to_vec).collect();
    (archs, columns, rows)
}

fn of_parquet(path: &Path) -> Features {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let fields = reader.metadata().file_metadata().schema().get_fields();
    let columns = fields.iter().skip(1).map(|field| field.name().to_owned());
    let columns = columns.collect();
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        let mut fields = row.get_column_iter().map(|(_, field)| field);
        let Some(Field::Str(arch)) = fields.next() else {
            panic!("arch is no text");
        };
        let value = |field: &Field| match field {
            Field::Double(value) => *value,
            other => panic!("{other:?}"),
        };
        (arch.clone(), fields.map(value).collect())
    });
    let (archs, values) = rows.unzip();
    (archs, columns, values)
}

#[test]
fn arrays_and_parquet_hold_what_csv_says() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for file in ["graf.csv", "graf.npy", "graf.parquet"] {
        write(folder, FILTER, &["-o", file]);
    }
    let expected = of_csv(&folder.join("graf.csv"));
    assert_eq!((expected.0.len(), expected.1.len()), (265, 191));
    assert_eq!(of_npy(&folder.join("graf.npy")), expected);
    assert_eq!(of_parquet(&folder.join("graf.parquet")), expected);
    // --format wins over the name; the same input gives the same bytes.
    write(folder, FILTER, &["--format", "npy", "-o", "graf.bin"]);
    assert_eq!(of_npy(&folder.join("graf.bin")), expected);
    write(folder, FILTER, &["--format", "parquet", "-o", "again"]);
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    assert!(read("again") == read("graf.parquet"));
    write(folder, FILTER, &["-o", "graf.json"]);
    assert!(read("graf.json").starts_with(b"{\"space\":\"nb201\""));
    write(folder, FILTER, &["-o", "without_extension"]);
    assert!(read("without_extension") == read("graf.csv"));
    write(folder, "count(c3) > 6", &["-o", "none.npy"]);
    let (archs, columns, rows) = of_npy(&folder.join("none.npy"));
    assert_eq!((archs.len(), columns.len(), rows.len()), (0, 191, 0));
}

#[test]
fn an_array_without_a_file_and_an_unknown_extension_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (more, says) in [
        (&["--format", "npy"][..], "--format npy requires --output"),
        (
            &["--format", "npy", "-o", "-"],
            "--format npy requires --output",
        ),
        (
            &["-o", "graf.feather"],
            "graf.feather: unknown format; expected a name that ends with .csv, .json, .parquet or .npy",
        ),
        (&["-o", "no/such/graf.npy"], "cannot be written"),
    ] {
        let args = [&["features", "nas-bench-201"], more].concat();
        let error = refusal_in(folder.path(), &args);
        assert!(error.contains(says), "{error}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The blocks in `language` of the reference's section on Python.
fn examples(language: &str) -> Vec<String> {
    let page = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/reference/command-line.md"
    );
    let page = fs::read_to_string(page).unwrap();
    let (_, section) = page.split_once("\n## Features in Python\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let fence = format!("```{language}\n");
    let blocks = section.split(&fence).skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

/// `GRAFSCOPE_PYTHON`, else `python3`, if it has `module`.
fn python_with(module: &str) -> Option<Command> {
    let python = std::env::var_os("GRAFSCOPE_PYTHON").unwrap_or_else(|| "python3".into());
    let found = Command::new(&python)
        .args(["-c", &format!("import {module}")])
        .output();
    let has = found.is_ok_and(|output| output.status.success());
    has.then(|| Command::new(python))
}

#[test]
fn the_example_of_the_reference_says_what_is_in_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for line in examples("sh").concat().lines() {
        let line = line.split('#').next().unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        output_in(folder, &words[1..]);
    }
    let (archs, columns, rows) = of_npy(&folder.join("graf.npy"));
    let none = columns.iter().position(|name| name == "op_count(none)");
    let total: f64 = rows.iter().map(|row| row[none.unwrap()]).sum();
    let mean = total / archs.len() as f64;
    let shown = [
        format!("({}, {}) {mean}\n", rows.len(), columns.len()),
        format!("{mean}\n"),
    ];
    assert_eq!(shown, ["(15625, 191) 1.2\n", "1.2\n"]);
    assert_eq!(of_parquet(&folder.join("graf.parquet")).2, rows);

    let examples = examples("python");
    assert_eq!(examples.len(), 2);
    for ((example, module), shown) in examples.iter().zip(["numpy", "pandas, pyarrow"]).zip(shown) {
        assert!(example.contains("\"op_count(none)\"") && example.contains("\"graf."));
        let Some(mut python) = python_with(module) else {
            println!("not run, for there is no Python with {module}; GRAFSCOPE_PYTHON names one");
            continue;
        };
        let output = python.args(["-c", example]).current_dir(folder).output();
        let output = output.unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), shown);
    }
}
