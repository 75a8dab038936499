//! Files that are no usual ones, files without end, and what is said of them.

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::thread;

use tempfile::TempDir;

use crate::support::cli::{grafscope, output_in, run, run_in, stdout, told};

const ARCHS: &str = "421211\n(4, 0, 3, 1, 4, 3)\n";

/// A folder with a list of architectures.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("archs.txt"), ARCHS).unwrap();
    folder
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Arguments that write features of the list.
fn features(to: &str) -> [&str; 7] {
    [
        "features",
        "--space",
        "nb201",
        "--archs",
        "archs.txt",
        "-o",
        to,
    ]
}

/// Standard error of a run in `folder` that fails.
fn refusal(folder: &Path, args: &[&str]) -> String {
    let (code, _, error) = run_in(folder, args);
    assert_eq!(code, Some(1), "{error}");
    let line = error.strip_prefix("grafscope: ").unwrap_or(&error);
    line.trim_end().to_owned()
}

#[test]
fn links_are_followed_and_what_they_lead_to_keeps_its_permissions() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("real.csv"), "before").unwrap();
    fs::set_permissions(at("real.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.csv", at("link.csv")).unwrap();
    symlink("made.csv", at("dangling.csv")).unwrap();
    for name in ["link.csv", "dangling.csv"] {
        output_in(folder.path(), &features(name));
        assert!(at(name).is_symlink());
    }
    assert_eq!(
        fs::read(at("real.csv")).unwrap(),
        fs::read(at("made.csv")).unwrap()
    );
    let mode = fs::metadata(at("real.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    // Nothing temporary is left.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5);
}

#[test]
fn a_pipe_is_written_into() {
    let folder = folder();
    let path = folder.path().join("pipe");
    pipe(&path);
    let reader = path.clone();
    let reader = thread::spawn(move || fs::read_to_string(reader).unwrap());
    output_in(folder.path(), &features("pipe"));
    let (_, expected, _) = run_in(folder.path(), &features("-"));
    assert_eq!(reader.join().unwrap(), expected);
    assert!(fs::metadata(&path).unwrap().file_type().is_fifo());
}

#[test]
fn what_cannot_be_written_is_named_and_nothing_else() {
    let folder = folder();
    symlink("circle", folder.path().join("circle")).unwrap();
    fs::create_dir(folder.path().join("below")).unwrap();
    for (to, reason) in [
        ("below", "is a folder, expected a file"),
        ("circle", "is a symbolic link that leads to itself"),
        ("absent/a.csv", "No such file or directory (os error 2)"),
    ] {
        let error = refusal(folder.path(), &features(to));
        assert_eq!(error, format!("{to}: cannot be written: {reason}"));
    }
}

#[test]
fn a_disk_that_is_full_names_the_file_and_leaves_what_was_there() {
    let folder = folder();
    fs::write(folder.path().join("a.csv"), "before").unwrap();
    // A limit on the length of files stands for a full disk.
    let script = format!(
        "trap '' XFSZ; ulimit -f 1; exec '{}' features nas-bench-201 --no-cache -o a.csv",
        env!("CARGO_BIN_EXE_grafscope")
    );
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output();
    let (code, _, error) = told(output.unwrap());
    assert_eq!(code, Some(1), "{error}");
    assert!(
        error.starts_with("grafscope: a.csv: cannot be written: File too large"),
        "{error}"
    );
    assert!(!error.contains(".grafscope-"), "{error}");
    assert_eq!(
        fs::read_to_string(folder.path().join("a.csv")).unwrap(),
        "before"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn what_the_system_says_is_said_once() {
    let folder = folder();
    for args in [
        &["predict", "--model", "absent", "--archs", "archs.txt"][..],
        &["features", "--space", "nb201", "--archs", "absent"],
        &["nas-bench-201", "--print", "--session", "absent"],
        &["info", "nas-bench-201", "--join", "absent"],
        &["info", "nas-bench-201", "--prior", "absent"],
    ] {
        let error = refusal(folder.path(), args);
        assert!(error.starts_with("absent: "), "{error}");
        assert_eq!(error.matches("os error 2").count(), 1, "{error}");
    }
}

#[test]
fn folders_links_in_a_circle_and_pipes_are_refused_at_once() {
    let folder = folder();
    fs::create_dir(folder.path().join("below")).unwrap();
    symlink("circle", folder.path().join("circle")).unwrap();
    pipe(&folder.path().join("pipe"));
    let read: [&[&str]; 6] = [
        &["info"],
        &["info", "nas-bench-201", "--join"],
        &["features", "--archs", "archs.txt", "--space"],
        &["nas-bench-201", "--print", "--session"],
        &["predict", "--about", "--model"],
        &["info", "nas-bench-201", "--prior"],
    ];
    for args in read {
        for (name, reason) in [
            ("below", "is a folder"),
            ("circle", "Too many levels of symbolic links"),
            ("pipe", "is a pipe, a socket or a device, expected a file"),
        ] {
            let args = [args, &[name]].concat();
            let error = refusal(folder.path(), &args);
            assert!(error.contains(reason), "{args:?}: {error}");
            assert_eq!(error.matches(reason).count(), 1, "{args:?}: {error}");
        }
    }
}

#[test]
fn a_file_without_end_is_refused() {
    let zero = "/dev/zero";
    let space = ["features", "--space", zero, "--archs", "/dev/null"];
    let session = ["nas-bench-201", "--print", "--session", zero];
    let model = ["predict", "--about", "--model", zero];
    for args in [&space[..], &session, &model] {
        let error = refusal(Path::new("/"), args);
        assert!(error.contains("is a pipe, a socket or a device"), "{error}");
    }
    // These are read line by line: a list may come through a pipe.
    let archs = ["features", "--space", "nb201", "--archs", zero];
    let error = refusal(Path::new("/"), &archs);
    assert!(error.contains("line 1: is longer than"), "{error}");
    let folder = folder();
    let list = fs::File::open(folder.path().join("archs.txt")).unwrap();
    let mut piped = grafscope(&["features", "--space", "nb201", "--archs", "-"]);
    let output = piped.stdin(list).output().unwrap();
    assert_eq!(stdout(&output).lines().count(), 3);
    assert!(run(&["info", zero]).status.code() == Some(1));
}
