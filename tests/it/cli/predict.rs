//! `grafscope train` and `grafscope predict`, run as a person would.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::predict::model_file::csv;
use crate::support::cli;
use crate::support::files::Files;

fn grafscope(folder: &Path) -> Command {
    let mut command = cli::grafscope(&[]);
    command
        .current_dir(folder)
        .env("GRAFSCOPE_CACHE", folder.join("cache"))
        .env("GRAFSCOPE_CONFIG", folder.join("config"));
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    grafscope(folder).args(arguments).output().unwrap()
}

fn stdout(output: Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with a predictor of `features` in `p.gsp`.
fn folder(features: &str) -> Files {
    let files = Files::new();
    let path = files.write("some.csv", csv());
    let train = [
        "train", "some.csv", "--model", "gp", "-n", "60", "-o", "p.gsp",
    ];
    let arguments = [&train[..], &["--features", features]].concat();
    let said = stdout(run(path.parent().unwrap(), &arguments));
    assert!(said.starts_with("p.gsp: val_acc of "), "{said}");
    assert!(said.contains("gp, n 60, seed 0: tau 0."), "{said}");
    files
}

/// Encodings in several forms, some of them again and again.
fn list(lines: usize) -> String {
    let space = grafscope_core::space::find("nb201").unwrap();
    let archs = space.architectures();
    let line = |at: usize| space.print(&archs[at * 7919 % 600 * 26], at % 3) + "\n";
    (0..lines).map(line).collect()
}

#[test]
fn parts_predicted_by_several_processes_are_the_whole() {
    let files = folder("graf");
    let path = files.write("archs.txt", list(3000));
    let folder = path.parent().unwrap();
    let predict = ["predict", "--model", "p.gsp", "--archs"];
    let whole = stdout(run(folder, &[&predict[..], &["archs.txt"]].concat()));
    assert_eq!(whole.lines().count(), 3001);
    let script = "split -n l/4 archs.txt part. \
        && \"$G\" predict --model p.gsp --archs part.aa > out.aa \
        && for part in part.ab part.ac part.ad; do \
             \"$G\" predict --no-header --model p.gsp --archs \"$part\" > \"out.${part#part.}\" & \
           done; wait; cat out.*";
    let shell = Command::new("sh")
        .args(["-c", script])
        .env("G", env!("CARGO_BIN_EXE_grafscope"))
        .current_dir(folder)
        .output();
    assert!(stdout(shell.unwrap()) == whole);
    // And by a file that appears when it is whole.
    let said = stdout(run(
        folder,
        &[&predict[..], &["archs.txt", "-o", "out.csv"]].concat(),
    ));
    assert_eq!(said, "");
    assert!(fs::read_to_string(folder.join("out.csv")).unwrap() == whole);
}

#[test]
fn each_line_is_answered_while_the_input_pauses() {
    let files = folder("graf");
    let path = files.write("nothing", "");
    let mut child = grafscope(path.parent().unwrap())
        .args(["predict", "--model", "p.gsp", "--archs", "-", "--no-header"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for line in ["410242", "421211", "410242"] {
        writeln!(input, "{line}").unwrap();
        input.flush().unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("{line},")), "{answer}");
    }
    drop(input);
    let mut rest = String::new();
    answers.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
    assert!(child.wait().unwrap().success());
}

#[test]
fn columns_that_no_encoding_tells_must_be_given() {
    let files = folder("graf+nwot");
    let path = files.write("archs.txt", "410242\n");
    let folder = path.parent().unwrap();
    let predict = ["predict", "--model", "p.gsp", "--archs"];
    let error = failure(&run(folder, &[&predict[..], &["archs.txt"]].concat()));
    assert!(
        error.contains("archs.txt: line 1") && error.contains("expected a header, `arch,nwot`"),
        "{error}"
    );
    files.write("other.csv", "arch,zen\n410242,3\n");
    let error = failure(&run(folder, &[&predict[..], &["other.csv"]].concat()));
    assert!(
        error.contains("needs the column `nwot`, which is missing"),
        "{error}"
    );

    // The table's own rows, one of them without a score, get what the table shows.
    let table = stdout(run(
        folder,
        &[
            "some.csv",
            "--model",
            "gp",
            "-n",
            "60",
            "--features",
            "graf+nwot",
            "--print",
            "--columns",
            "in_training",
            "--filter",
            "not in_training",
        ],
    ));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let shown: Vec<(String, String)> = reader
        .records()
        .map(|row| {
            (
                row.as_ref().unwrap()[0].to_owned(),
                row.unwrap()[2].to_owned(),
            )
        })
        .collect();
    let said = stdout(run(folder, &[&predict[..], &["some.csv"]].concat()));
    let mut reader = csv::Reader::from_reader(said.as_bytes());
    let said: std::collections::HashMap<String, String> = reader
        .records()
        .map(|row| {
            (
                row.as_ref().unwrap()[0].to_owned(),
                row.unwrap()[1].to_owned(),
            )
        })
        .collect();
    assert!(shown.len() > 300, "{}", shown.len());
    for (arch, predicted) in shown {
        assert_eq!(said[&arch], predicted, "{arch}");
    }

    // Without a header its names are given apart; a header is no line all the same.
    files.write("bare.csv", "3.5,410242\n");
    files.write("whole.csv", "nwot,arch\n3.5,410242\n");
    let named = |name: &str| {
        let columns = [name, "--columns", "nwot,arch"];
        stdout(run(folder, &[&predict[..], &columns].concat()))
    };
    let said = named("bare.csv");
    let second = said.lines().nth(1).unwrap();
    assert!(second.starts_with("410242,"), "{said}");
    assert_eq!(named("whole.csv"), said);

    let said = stdout(run(
        folder,
        &["predict", "--model", "p.gsp", "--list-columns"],
    ));
    assert!(
        said.contains("op_count(none)\tgraf\n") && said.contains("nwot\tgiven\n"),
        "{said}"
    );
    let said = stdout(run(folder, &["predict", "--model", "p.gsp", "--about"]));
    assert!(
        said.contains("needs       nwot\n") && said.contains("model       gp\n"),
        "{said}"
    );
}

#[test]
fn a_space_of_ones_own_goes_with_the_predictor() {
    let files = Files::new();
    let space = r#"{
      "name": "my_cell", "title": "My cell",
      "operations": [
        { "name": "conv_3x3", "alias": "c3", "trainable": true },
        { "name": "max_pool", "alias": "pool" },
        { "name": "none", "zero": true }
      ],
      "operations_on": "edges",
      "cell": { "fixed": {
        "nodes": ["in", "a", "out"],
        "edges": [["in", "a"], ["in", "out"], ["a", "out"]],
        "inputs": ["in"], "output": "out"
      } },
      "forms": [{ "digits": { "ids": ["none", "max_pool", "conv_3x3"] } }, "string"],
      "example": "201"
    }"#;
    let path = files.write("my_cell.json", space);
    let folder = path.parent().unwrap();
    let digits = ['0', '1', '2'];
    let mut rows = "arch,accuracy\n".to_owned();
    for a in digits {
        for b in digits {
            for c in digits {
                let value = f64::from(a as u8) + 2.0 * f64::from(b as u8) - f64::from(c as u8);
                rows += &format!("{a}{b}{c},{value}\n");
            }
        }
    }
    files.write("measured.csv", rows);
    let said = run(
        folder,
        &[
            "train",
            "measured.csv",
            "--space",
            "my_cell.json",
            "--rows",
            "all",
            "-n",
            "20",
            "--model",
            "tree",
            "-o",
            "own.gsp",
        ],
    );
    stdout(said);
    fs::remove_file(folder.join("my_cell.json")).unwrap();
    files.write("archs.txt", "201\n|conv_3x3~0|+|none~0|max_pool~1|\n");
    let said = stdout(run(
        folder,
        &["predict", "--model", "own.gsp", "--archs", "archs.txt"],
    ));
    let values: Vec<&str> = said
        .lines()
        .skip(1)
        .map(|line| {
            line.rsplit_once("|,")
                .map_or_else(|| line.split_once(',').unwrap().1, |(_, rest)| rest)
        })
        .collect();
    assert_eq!(values.len(), 2, "{said}");
    assert_eq!(values[0], values[1], "{said}");
}

#[test]
fn what_is_wrong_is_said_in_a_line() {
    let files = folder("op_count");
    let path = files.write("archs.txt", "410242\nnonsense\n");
    let folder = path.parent().unwrap();
    let error = failure(&run(
        folder,
        &["predict", "--model", "some.csv", "--archs", "archs.txt"],
    ));
    assert_eq!(
        error,
        "grafscope: some.csv: not a predictor: expected a file that `grafscope train` wrote\n"
    );
    let error = failure(&run(
        folder,
        &["predict", "--model", "none.gsp", "--archs", "archs.txt"],
    ));
    assert!(error.starts_with("grafscope: none.gsp: "), "{error}");
    let skipped = run(
        folder,
        &[
            "predict",
            "--model",
            "p.gsp",
            "--archs",
            "archs.txt",
            "--skip-bad",
        ],
    );
    let errors = String::from_utf8_lossy(&skipped.stderr).into_owned();
    assert!(
        errors.starts_with("archs.txt: 1 line skipped; first: line 2: `nonsense`"),
        "{errors}"
    );
    assert_eq!(stdout(skipped).lines().count(), 2);
    let output = run(
        folder,
        &[
            "predict",
            "--model",
            "p.gsp",
            "--archs",
            "archs.txt",
            "-o",
            "out.csv",
        ],
    );
    assert!(failure(&output).contains("archs.txt: line 2: "));
    assert!(!folder.join("out.csv").exists());
}
