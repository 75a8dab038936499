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
