//! `grafscope features`, run as a person would.

use std::io::Write;
use std::process::{Output, Stdio};

use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::space;
use serde_json::Value;

use crate::support::cli::grafscope;

/// Runs `grafscope features` with `input` on standard input.
fn features(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = grafscope(&[&["features"], arguments].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments closes its input unread.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert_eq!(errors, "");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The message of a run that failed with exit code `code` and wrote nothing.
fn failure(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    String::from_utf8(output.stderr.clone()).unwrap()
}

const LISTED: [&str; 4] = ["--space", "nb201", "--archs", "-"];

fn listed<'a>(more: &[&'a str]) -> Vec<&'a str> {
    LISTED.iter().chain(more).copied().collect()
}

fn golden() -> Value {
    let bytes = &include_bytes!("../../golden/nb201.json.gz")[..];
    serde_json::from_reader(flate2::read::GzDecoder::new(bytes)).unwrap()
}

#[test]
fn csv_has_a_line_for_each_encoding_as_given() {
    let input =
        "\u{feff}(0, 1, 2, 1, 4, 2)\r\n\n  410242  \n\"(4, 0, 3, 1, 4, 3)\",84.99\n\"421211\"";
    let text = stdout(&features(&LISTED, input.as_bytes()));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers: Vec<_> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(headers[0], "arch");
    let names = graf::features(space::find("nb201").unwrap(), Families::Published);
    assert!(
        headers[1..]
            .iter()
            .eq(names.iter().map(|feature| &feature.name))
    );
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let archs: Vec<_> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(
        archs,
        [
            "(0, 1, 2, 1, 4, 2)",
            "410242",
            "(4, 0, 3, 1, 4, 3)",
            "421211"
        ]
    );
    assert!(rows[1].iter().skip(1).eq(rows[2].iter().skip(1)));
    // op_count of the five operations: whole numbers are written whole.
    assert_eq!(
        rows[0].iter().skip(1).take(5).collect::<Vec<_>>(),
        ["1", "2", "2", "0", "1"]
    );
    assert!(rows[0].iter().any(|value| value == "0.25"));
}

#[test]
fn what_was_written_can_be_listed_again() {
    let once = stdout(&features(&LISTED, b"410242\n(0, 1, 2, 1, 4, 2)\n"));
    let again = stdout(&features(
        &LISTED,
        once.replace("\n410242", "\n\"410242\"").as_bytes(),
    ));
    assert_eq!(again, once);
    let net = stdout(&features(
        &LISTED,
        b"net,val_accs\n\"(0, 1, 2, 1, 4, 2)\",91.07\n",
    ));
    assert_eq!(net.lines().count(), 2);
}

#[test]
fn json_is_laid_out_as_the_reference_file() {
    let golden = golden();
    let rows = golden["rows"].as_array().unwrap();
    let input: Vec<_> = rows
        .iter()
        .map(|row| row["arch"].as_str().unwrap())
        .collect();
    let text = stdout(&features(
        &listed(&["--format", "json"]),
        input.join("\n").as_bytes(),
    ));
    let mut ours: Value = serde_json::from_str(&text).unwrap();
    for column in ours["columns"].as_array_mut().unwrap() {
        // The reference files name no columns.
        let name = column.as_object_mut().unwrap().shift_remove_name();
        assert!(name.contains('(') && name.ends_with(')'), "{name}");
    }
    // Equal as json values: a whole number written as `1.0` would differ.
    assert_eq!(ours, golden);
}

trait NamedColumn {
    fn shift_remove_name(&mut self) -> String;
}

impl NamedColumn for serde_json::Map<String, Value> {
    fn shift_remove_name(&mut self) -> String {
        self.remove("name").unwrap().as_str().unwrap().to_owned()
    }
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (archs, out) = (
        folder.path().join("archs.txt"),
        folder.path().join("out.csv"),
    );
    let run = || {
        let paths = [&archs, &out].map(|path| path.to_str().unwrap());
        features(
            &["--space", "nb201", "--archs", paths[0], "-o", paths[1]],
            b"",
        )
    };
    std::fs::write(&archs, "410242\n410242\n\n(1, 2)\n").unwrap();
    let message = failure(&run(), 1);
    assert!(message.contains("archs.txt: line 4"), "{message}");
    assert!(message.contains("`(1, 2)`"), "{message}");
    assert!(message.contains("it has 2 ids, not 6"), "{message}");
    assert!(!out.exists());

    std::fs::write(&archs, "410242\n").unwrap();
    assert_eq!(stdout(&run()), "");
    assert_eq!(std::fs::read_to_string(&out).unwrap().lines().count(), 2);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn bad_lines_are_named() {
    for (input, place, rule) in [
        (&b"410242\nresnet\n"[..], "line 2", "it starts with neither"),
        (b"\"410242\n", "line 1", "the closing quote is missing"),
        (
            b"\"410242\" 1\n",
            "line 1",
            "a quoted field must end at a comma",
        ),
        (b"410242\n\xff\n", "line 2", "UTF-8"),
        (b"410242\narch\n", "line 2", "it starts with neither"),
    ] {
        let message = failure(&features(&LISTED, input), 1);
        assert!(message.contains("standard input"), "{message}");
        assert!(
            message.contains(place) && message.contains(rule),
            "{message}"
        );
    }
}

#[test]
fn a_missing_file_and_an_unknown_space_are_named() {
    let message = failure(
        &features(&["--space", "nb201", "--archs", "/no/such"], b""),
        1,
    );
    assert!(message.contains("/no/such"), "{message}");
    let message = failure(&features(&["--space", "nb301", "--archs", "-"], b""), 1);
    assert!(
        message.contains("`nb301`") && message.contains("nb201"),
        "{message}"
    );
}

#[test]
fn exactly_one_source_is_taken() {
    for arguments in [
        &[][..],
        &["--space", "nb201"],
        &["--archs", "-"],
        &["nas-bench-201", "--space", "nb201", "--archs", "-"],
        &[
            "--space",
            "nb201",
            "--archs",
            "-",
            "--filter",
            "val_acc > 90",
        ],
        &["nas-bench-201", "--archs", "-"],
    ] {
        let message = failure(&features(arguments, b""), 2);
        assert!(message.contains("Usage"), "{arguments:?}: {message}");
    }
}

#[test]
fn an_unknown_format_is_answered_with_those_there_are() {
    let message = failure(&features(&listed(&["--format", "xml"]), b""), 2);
    assert!(message.contains("csv, json, parquet, npy"), "{message}");
}

#[test]
fn a_benchmark_is_written_row_by_row() {
    let text = stdout(&features(&["nas-bench-201"], b""));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap().len(), 192);
    let archs: Vec<_> = reader
        .records()
        .map(|record| record.unwrap()[0].to_owned())
        .collect();
    assert_eq!(archs.len(), 15_625);
    // The digits 000000 and 000001: `none` on every edge, and `skip_connect` on the last one.
    assert_eq!(archs[..2], ["(1, 1, 1, 1, 1, 1)", "(1, 1, 1, 1, 1, 0)"]);
}

#[test]
fn a_filter_leaves_the_rows_that_pass() {
    let filter = "canonical and count(c3) >= 5 and val_acc > 80";
    let arguments = ["nas-bench-201", "--format", "json", "--filter", filter];
    let written: Value = serde_json::from_str(&stdout(&features(&arguments, b""))).unwrap();
    let rows = written["rows"].as_array().unwrap();
    let c3 = |row: &Value| {
        let arch = row["arch"].as_str().unwrap();
        arch.matches('2').count()
    };
    // All six edges with nor_conv_3x3, or five and one other operation on the sixth.
    assert!(
        !rows.is_empty() && rows.len() <= 1 + 6 * 4,
        "{} rows",
        rows.len()
    );
    assert!(rows.iter().all(|row| c3(row) >= 5));
}

#[test]
fn a_bad_filter_and_an_unknown_benchmark_are_explained() {
    let message = failure(
        &features(&["nas-bench-201", "--filter", "op_cuont(c3) > 1"], b""),
        1,
    );
    assert!(
        message.contains('^') && message.contains("op_count"),
        "{message}"
    );
    let message = failure(&features(&["nas-bench-301"], b""), 1);
    assert!(
        message.contains("nas-bench-301") && message.contains("nas-bench-201"),
        "{message}"
    );
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut child = grafscope(&["features", "nas-bench-201"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(stdout(&output), "");
}

#[test]
fn longest_path_is_written_when_asked_for() {
    let input = b"(((0, 6), (1, 4), (0, 5), (1, 0), (2, 0), (3, 4), (3, 2), (4, 3)), ((0, 6), (1, 6), (0, 4), (1, 2), (0, 2), (3, 2), (0, 2), (3, 4)))";
    let columns = |more: &[&str]| {
        let arguments = [&["--space", "darts", "--archs", "-"][..], more].concat();
        let text = stdout(&features(&arguments, input));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.headers().unwrap().len() - 1
    };
    assert_eq!(columns(&[]), 1_538);
    assert_eq!(columns(&["--longest-path"]), 1_538 + 508);
}
