//! `grafscope enumerate`, run as a person would.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use grafscope_core::space;

use crate::support::cli::grafscope;

fn enumerate(args: &[&str]) -> Command {
    grafscope(&[&["enumerate"], args].concat())
}

fn stdout(args: &[&str]) -> String {
    let output = enumerate(args).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert_eq!(errors, "");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_architecture_is_a_line_of_csv() {
    for (name, rows) in [
        ("nb201", 15_625),
        ("tnb101_micro", 4_096),
        ("tnb101_macro", 3_256),
        ("nas_bench_macro", 6_561),
        ("nb101", 423_624),
    ] {
        let space = space::find(name).unwrap();
        let text = stdout(&[name]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["arch"]);
        let mut count = 0;
        for (number, record) in reader.records().enumerate() {
            let record = record.unwrap();
            if number % 101 == 0 {
                space.parse(&record[0]).unwrap();
            }
            count += 1;
        }
        assert_eq!(count, rows, "{name}");
    }
}

#[test]
fn a_file_is_written_and_a_space_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let description = folder.path().join("chain.json");
    let json = include_str!("../../../assets/spaces/nas_bench_macro.json")
        .replace("\"nas_bench_macro\"", "\"chain\"");
    std::fs::write(&description, json).unwrap();
    let list = folder.path().join("list.csv");
    let paths = [&description, &list].map(|path| path.to_str().unwrap());
    assert_eq!(stdout(&[paths[0], "-o", paths[1]]), "");
    let text = std::fs::read_to_string(&list).unwrap();
    assert_eq!(text.lines().count(), 6_562);
    assert!(text.starts_with("arch\n00000000\n00000001\n"));
}

#[test]
fn different_architectures_are_drawn_at_random() {
    for name in ["darts", "nb201", "nb101"] {
        let space = space::find(name).unwrap();
        let text = stdout(&[name, "--sample", "300"]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["arch"]);
        let archs: HashSet<_> = reader
            .records()
            .map(|record| space.parse(&record.unwrap()[0]).unwrap())
            .collect();
        assert_eq!(archs.len(), 300, "{name}");
        assert_eq!(text, stdout(&[name, "--sample", "300", "--seed", "0"]));
        assert_ne!(text, stdout(&[name, "--sample", "300", "--seed", "1"]));
    }
    let all = stdout(&["tnb101_macro", "--sample", "3256"]);
    assert_eq!(all.lines().count(), 3_257);
}

#[test]
fn what_cannot_be_drawn_is_an_error() {
    let refused = |args: &[&str], code: i32| {
        let output = enumerate(args).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(
        refused(&["nb201", "--sample", "15626"], 1),
        "grafscope: nb201 has only 15625 architectures: 15626 different ones cannot be drawn\n"
    );
    refused(&["nb201", "--sample", "many"], 2);
    refused(&["nb201", "--seed", "3"], 2);
    refused(&["nb201", "--sample", "5", "--open"], 2);
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let mut child = enumerate(&["nb101"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    drop(out);
    assert_eq!(first, "arch\n");
    let mut errors = String::new();
    let mut err = child.stderr.take().unwrap();
    err.read_to_string(&mut errors).unwrap();
    assert_eq!(errors, "");
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_cannot_be_listed_is_an_error() {
    let output = enumerate(&["nb999"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains("unknown search space `nb999`; the search spaces are nb201"),
        "{errors}"
    );
    assert!(
        errors.contains("nor is there such a space file"),
        "{errors}"
    );

    let output = enumerate(&["darts"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        errors,
        "grafscope: darts: cannot be enumerated; draw some of its architectures with --sample K\n"
    );

    // Opening needs a terminal, and a list of them all.
    let output = enumerate(&["nb201", "--open"]).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains("standard output is not a terminal"),
        "{errors}"
    );
}
