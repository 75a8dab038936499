//! `--follow` where nothing can be followed.

use std::process::Command;

use crate::support::cli::run_in;

#[test]
fn what_cannot_be_followed_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    for (args, reason) in [
        (
            &["--follow"][..],
            "there is nothing to follow: nas-bench-201 does not grow",
        ),
        (
            &["nb201", "--follow"],
            "there is nothing to follow: nb201 does not grow",
        ),
        (&["-", "--follow"], "standard input cannot be followed"),
        (
            &["nb201", "--join", "-", "--follow"],
            "standard input cannot be followed",
        ),
        (
            &["pipe", "--follow"],
            "--follow: pipe: is a pipe, a socket or a device",
        ),
        (
            &["nb201", "--join", "pipe", "--follow"],
            "is a pipe, a socket or a device",
        ),
        (&["none.csv", "--follow"], "none.csv: file not found"),
        (&["a.csv", "--print", "--follow"], "a table is written once"),
        (
            &["a.csv", "-o", "b.csv", "--follow"],
            "a table is written once",
        ),
    ] {
        let (code, _, error) = run_in(folder.path(), args);
        assert_eq!(code, Some(1), "{args:?}: {error}");
        assert!(error.contains(reason), "{reason} in {error}");
    }
}
