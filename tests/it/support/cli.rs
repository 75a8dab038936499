//! The program as a process, told its arguments.

use std::path::Path;
use std::process::{Command, Output};

/// The program, yet to be run.
pub(crate) fn grafscope(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grafscope"));
    command.args(args);
    command
}

/// What the program does with `args`.
pub(crate) fn run(args: &[&str]) -> Output {
    grafscope(args).output().unwrap()
}

/// What the program does with `args` in `folder`: exit code, standard output, standard error.
pub(crate) fn run_in(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    told(grafscope(args).current_dir(folder).output().unwrap())
}

/// Standard output of a run in `folder` that succeeds.
pub(crate) fn output_in(folder: &Path, args: &[&str]) -> String {
    let (code, out, error) = run_in(folder, args);
    assert_eq!(code, Some(0), "{args:?}: {error}");
    out
}

/// The same where nothing is to be said of it.
pub(crate) fn quiet_output_in(folder: &Path, args: &[&str]) -> String {
    let (code, out, error) = run_in(folder, args);
    assert_eq!((code, error.as_str()), (Some(0), ""), "{args:?}");
    out
}

/// What is said of a run in `folder` that fails and writes nothing else.
pub(crate) fn refusal_in(folder: &Path, args: &[&str]) -> String {
    let (code, out, error) = run_in(folder, args);
    assert_eq!((code, out.as_str()), (Some(1), ""), "{args:?}");
    error
}

/// Exit code, standard output, standard error.
pub(crate) fn told(output: Output) -> (Option<i32>, String, String) {
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// Standard output of a run that succeeded.
pub(crate) fn stdout(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout.clone()).unwrap()
}
